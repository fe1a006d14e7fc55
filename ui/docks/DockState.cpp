#include "ui/docks/DockState.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMouseEvent>

namespace vxs::ui {

void letGoOfDocks(QMainWindow& window) {
  for (QObject* dock : window.findChildren<QDockWidget*>()) {
    const QPointF nowhere(-1, -1);
    QMouseEvent release(QEvent::MouseButtonRelease, nowhere, nowhere, Qt::LeftButton, Qt::NoButton,
                        Qt::NoModifier);
    dock->event(&release);  // to it alone: an event that is sent goes on to its parents
  }
}

bool restoreDocks(QMainWindow& window, const QByteArray& state, int version) {
  letGoOfDocks(window);
  return window.restoreState(state, version);
}

}  // namespace vxs::ui
