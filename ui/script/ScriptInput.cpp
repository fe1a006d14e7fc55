#include "ui/script/ScriptInput.h"

#include "ui/actions/ActionRegistry.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPointer>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>

namespace vxs::ui::input {

namespace {

constexpr int kDragSteps = 8;

void mouse(QWidget& widget, QEvent::Type type, const QPointF& at, Qt::MouseButton button,
           Qt::MouseButtons held, Qt::KeyboardModifiers modifiers) {
  QMouseEvent event(type, at, widget.mapToGlobal(at), button, held, modifiers);
  QCoreApplication::sendEvent(&widget, &event);
}

/// As Qt does it for a hand's click, which it does not for events that are sent: the nearest widget around
/// the one that is hit, or who it stands for, takes the keyboard if its focus policy says so. A text editor's
/// page has none, so that it is the editor.
void focusByClick(QWidget& hit) {
  for (QWidget* widget = &hit; widget; widget = widget->parentWidget()) {
    QWidget* proxy = widget;
    while (proxy->focusProxy()) proxy = proxy->focusProxy();
    const bool takes = widget->focusPolicy() & Qt::ClickFocus && proxy->focusPolicy() & Qt::ClickFocus;
    if (widget->isEnabled() && takes) return widget->setFocus(Qt::MouseFocusReason);
    if (widget->isWindow()) return;
  }
}

/// The child that is under the point, and the point in it.
QWidget& target(QWidget& widget, QPointF& at) {
  QWidget* child = widget.childAt(at.toPoint());
  if (!child) return widget;
  at = child->mapFrom(&widget, at.toPoint());
  return *child;
}

QWidget& listener(QWidget& window) {
  if (QWidget* popup = QApplication::activePopupWidget()) return *popup;
  QWidget* top = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &window;
  return top->focusWidget() ? *top->focusWidget() : *top;
}

bool claimedByWidget(QWidget& widget, int code, Qt::KeyboardModifiers modifiers, const QString& text) {
  QKeyEvent claim(QEvent::ShortcutOverride, code, modifiers, text);
  claim.ignore();
  QCoreApplication::sendEvent(&widget, &claim);
  return claim.isAccepted();
}

QAction* shortcutOwner(ActionRegistry& actions, const QKeySequence& sequence) {
  for (const ActionSpec* spec : actions.specs()) {
    QAction* action = actions.action(spec->name);
    if (action->isEnabled() && action->shortcuts().contains(sequence)) return action;
  }
  return nullptr;
}

}  // namespace

QWidget* findWidget(const QString& name) {
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (!top->isVisible()) continue;
    if (top->objectName() == name) return top;
    for (QWidget* widget : top->findChildren<QWidget*>(name))
      if (widget->isVisible()) return widget;
  }
  return nullptr;
}

QStringList visibleWidgets() {
  QStringList names;
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (!top->isVisible()) continue;
    names << top->objectName();
    for (const QWidget* widget : top->findChildren<QWidget*>())
      if (widget->isVisible()) names << widget->objectName();
  }
  names.removeIf([](const QString& name) { return name.isEmpty() || name.startsWith(QLatin1String("qt_")); });
  names.sort();
  names.removeDuplicates();
  return names;
}

void click(QWidget& widget, const QPoint& at, Qt::MouseButton button, bool twice,
           Qt::KeyboardModifiers modifiers) {
  QPointF point = at;
  QWidget& hit = target(widget, point);
  const auto send = [&](QEvent::Type type, Qt::MouseButtons held) {
    mouse(hit, type, point, button, held, modifiers);
  };
  focusByClick(hit);
  send(QEvent::MouseButtonPress, button);
  send(QEvent::MouseButtonRelease, Qt::NoButton);
  if (!twice) return;
  send(QEvent::MouseButtonDblClick, button);
  send(QEvent::MouseButtonRelease, Qt::NoButton);
}

void drag(QWidget& widget, const QPoint& from, const QPoint& to, Qt::MouseButton button,
          Qt::KeyboardModifiers modifiers) {
  QPointF start = from;
  QWidget& hit = target(widget, start);
  const QPointF way = to - from;
  focusByClick(hit);
  mouse(hit, QEvent::MouseButtonPress, start, button, button, modifiers);
  for (int i = 1; i <= kDragSteps; ++i)
    mouse(hit, QEvent::MouseMove, start + way * i / kDragSteps, Qt::NoButton, button, modifiers);
  mouse(hit, QEvent::MouseButtonRelease, start + way, button, Qt::NoButton, modifiers);
}

void wheel(QWidget& widget, const QPoint& at, int notches, Qt::KeyboardModifiers modifiers) {
  QPointF point = at;
  QWidget& hit = target(widget, point);
  const QPointF global = hit.mapToGlobal(point);
  // of what is made up Qt itself does not ask the parents
  for (QWidget* receiver = &hit; receiver;
       receiver = receiver->isWindow() ? nullptr : receiver->parentWidget()) {
    QWheelEvent event(receiver->mapFromGlobal(global), global, {}, QPoint(0, 120 * notches), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(receiver, &event);
    if (event.isAccepted()) return;
  }
}

void key(QWidget& window, ActionRegistry& actions, const QKeySequence& sequence) {
  const int code = sequence[0].key();
  const Qt::KeyboardModifiers modifiers = sequence[0].keyboardModifiers();
  const bool sign =
      !(modifiers & (Qt::ControlModifier | Qt::AltModifier)) && code >= Qt::Key_Space && code < 0x7f;
  QString text = sign ? QString(QChar(code)) : QString();
  if (!(modifiers & Qt::ShiftModifier)) text = text.toLower();
  QWidget& widget = listener(window);
  if (!claimedByWidget(widget, code, modifiers, text))
    if (QAction* action = shortcutOwner(actions, sequence); action && !QApplication::activeModalWidget())
      return action->trigger();
  QKeyEvent press(QEvent::KeyPress, code, modifiers, text),
      release(QEvent::KeyRelease, code, modifiers, text);
  const QPointer<QWidget> alive(&widget);
  QCoreApplication::sendEvent(&widget, &press);
  if (alive) QCoreApplication::sendEvent(&widget, &release);
}

void type(QWidget& window, const QString& text) {
  for (const QChar letter : text) {
    QKeyEvent press(QEvent::KeyPress, letter.toUpper().unicode(), {}, QString(letter));
    QKeyEvent release(QEvent::KeyRelease, letter.toUpper().unicode(), {}, QString(letter));
    QWidget& widget = listener(window);
    QCoreApplication::sendEvent(&widget, &press);
    QCoreApplication::sendEvent(&widget, &release);
  }
}

}  // namespace vxs::ui::input
