#pragma once

#include <QSize>

class QWidget;

namespace vxs::ui {

/// Makes a dialog that is not shown yet as large as it likes to be, or as the screen of its parent has room
/// for with the frame around it: its lowest row is its buttons.
void resizeWithinScreen(QWidget& dialog, QSize liked);

}  // namespace vxs::ui
