#pragma once

#include <QPoint>
#include <QString>
#include <QStringList>

class QKeySequence;
class QWidget;

namespace vxs::ui {

class ActionRegistry;

/// Mouse and keys as a hand would use them, sent to widgets of this program alone.
namespace input {

/// A widget that is shown, by its object name, in any window of the program; nullptr when there is none.
QWidget* findWidget(const QString& name);
/// Names of all that can be found, sorted.
QStringList visibleWidgets();

/// Gives the keyboard to what a hand's click would give it to.
void click(QWidget& widget, const QPoint& at, Qt::MouseButton button, bool twice = false,
           Qt::KeyboardModifiers modifiers = {});
/// Presses, moves in steps and lets go.
void drag(QWidget& widget, const QPoint& from, const QPoint& to, Qt::MouseButton button,
          Qt::KeyboardModifiers modifiers = {});
void wheel(QWidget& widget, const QPoint& at, int notches, Qt::KeyboardModifiers modifiers);
/// One key with its modifiers: the focused widget may claim it, then shortcuts, then the widget hears it.
void key(QWidget& window, ActionRegistry& actions, const QKeySequence& sequence);
void type(QWidget& window, const QString& text);

}  // namespace input

}  // namespace vxs::ui
