#pragma once

class QWidget;

namespace vxs::ui {

/// Marks what only sets things: at a desk it is there, before a class its room is that of what it sets.
/// Nobody else may show or hide the widget.
void setDeskOnly(QWidget& widget);
/// Shows or hides what is so marked in the window, or in a part of it.
void showDeskOnly(const QWidget& window, bool shown);

}  // namespace vxs::ui
