#include "ui/docks/DockCorner.h"

#include "ui/widgets/Theme.h"

#include <QEvent>

namespace vxs::ui {

namespace {
constexpr int kLeastWidth = 1270;  ///< pixels at 100 % type: of the widest panel, and what is left of it
}

DockCorner::DockCorner(QMainWindow& window) : QObject(&window), m_window(window) {
  window.installEventFilter(this);
  followFont(window, [this] { follow(); });
}

bool DockCorner::leavesTheBottomItsWidth(int windowWidth) {
  return windowWidth >= scaledPixels(kLeastWidth);
}

bool DockCorner::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &m_window && event->type() == QEvent::Resize) follow();
  return false;
}

void DockCorner::follow() {
  const Qt::DockWidgetArea area =
      leavesTheBottomItsWidth(m_window.width()) ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea;
  if (m_window.corner(Qt::BottomLeftCorner) != area) m_window.setCorner(Qt::BottomLeftCorner, area);
}

}  // namespace vxs::ui
