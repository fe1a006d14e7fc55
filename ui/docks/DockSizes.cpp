#include "ui/docks/DockSizes.h"

#include "ui/widgets/Theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <algorithm>
#include <numeric>

namespace vxs::ui {

namespace {
constexpr int kMostPercent = 55;  ///< of the window's width that larger type gives to docks
}

DockSizes::DockSizes(QMainWindow& window, std::vector<QDockWidget*> across, std::vector<QDockWidget*> down,
                     std::function<void()> first)
    : QObject(&window),
      m_window(window),
      m_across(std::move(across)),
      m_down(std::move(down)),
      m_first(std::move(first)),
      m_percent(textPercent()) {
  followFont(window, [this] { followType(); });
}

DockSizes::Sizes DockSizes::present() const {
  Sizes sizes;
  const auto seen = [](const QDockWidget* dock) { return dock->isVisible(); };
  for (const QDockWidget* dock : m_across) sizes.widths << (seen(dock) ? dock->width() : 0);
  for (const QDockWidget* dock : m_down) sizes.heights << (seen(dock) ? dock->height() : 0);
  return sizes;
}

void DockSizes::followType() {
  const int percent = textPercent();
  if (percent == m_percent || !m_window.isVisible()) return;
  const Sizes before = present();
  m_sizes[m_percent] = before;
  Sizes after;
  const auto known = m_sizes.find(percent);
  const bool isFirst = known == m_sizes.end();
  if (!isFirst) {
    after = known->second;
  } else {
    const int sum = std::accumulate(before.widths.begin(), before.widths.end(), 0);
    const int most = std::max(sum, m_window.width() * kMostPercent / 100);
    const int wanted = std::min(sum * percent / m_percent, most);
    for (const int width : before.widths) after.widths << width * wanted / std::max(1, sum);
    after.heights = before.heights;  // the room of the views, which a class looks at
  }
  m_percent = percent;
  // the docks' contents learn of their new font first, and the docks of what these need then
  QTimer::singleShot(0, this, [this, after, isFirst] {
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    give(after);
    if (isFirst) m_first();
  });
}

void DockSizes::give(const Sizes& sizes) {
  const auto resize = [this](const std::vector<QDockWidget*>& docks, const QList<int>& lengths,
                             Qt::Orientation along) {
    QList<QDockWidget*> shown;
    QList<int> theirs;
    for (std::size_t i = 0; i < docks.size(); ++i)
      if (const int length = lengths[static_cast<qsizetype>(i)];
          length > 0 && docks[i]->isVisible() && !docks[i]->isFloating()) {
        shown << docks[i];
        theirs << length;
      }
    if (!shown.isEmpty()) m_window.resizeDocks(shown, theirs, along);
  };
  resize(m_across, sizes.widths, Qt::Horizontal);
  resize(m_down, sizes.heights, Qt::Vertical);
}

}  // namespace vxs::ui
