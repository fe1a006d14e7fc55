#pragma once

#include <QByteArray>

class QMainWindow;

namespace vxs::ui {

/// Puts down a panel that is still being dragged because nobody heard the button's release, as when another
/// program took the mouse meanwhile. Call it before the window closes.
void letGoOfDocks(QMainWindow& window);

/// QMainWindow::restoreState(), which in Qt 6.4 ends the program while a panel is being dragged: ending that
/// drag, it puts the former arrangement in place of the one that it is about to make.
bool restoreDocks(QMainWindow& window, const QByteArray& state, int version);

}  // namespace vxs::ui
