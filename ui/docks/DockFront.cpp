#include "ui/docks/DockFront.h"

#include <QDockWidget>

namespace vxs::ui {

bool inFront(const QDockWidget& dock) {
  const bool behind = dock.window()->isVisible() && dock.visibleRegion().isEmpty();
  return !dock.isHidden() && !behind;
}

void bringToFront(QDockWidget& dock) {
  dock.show();
  dock.raise();
}

}  // namespace vxs::ui
