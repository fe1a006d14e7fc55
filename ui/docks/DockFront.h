#pragma once

class QDockWidget;

namespace vxs::ui {

/// Whether the person sees the dock: it is neither closed nor behind the tab of another one. In a window that
/// is not shown yet, whether it is not closed.
bool inFront(const QDockWidget& dock);
/// Opens it where it is closed, and brings it before the tabs of others.
void bringToFront(QDockWidget& dock);

}  // namespace vxs::ui
