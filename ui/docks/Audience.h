#pragma once

class QWidget;

namespace vxs::ui {

/// Who looks at the window: one person at a desk, or a class to whom it is presented.
enum class Audience { Desk, Class };

/// The widget is there for them alone: what only sets things is away before a class, whose room is that of
/// what it sets. At first it is as for a desk. Nobody else may show or hide it.
void setOnlyFor(QWidget& widget, Audience audience);
/// Shows in the window, or in a part of it, what is for them, and hides what is for the others.
void showFor(const QWidget& window, Audience audience);

}  // namespace vxs::ui
