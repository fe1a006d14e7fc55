#pragma once

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>

namespace vxs::ui {

/// Installed on the application: the wheel changes a choice, a number or a slider only while that has the
/// keyboard. Over any other it scrolls what lies around it, so that nobody changes data by scrolling a panel.
class WheelGuard : public QObject {
 public:
  using QObject::QObject;

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Polish) {
      // else Qt gives it the keyboard before it gives it the wheel
      if (auto* widget = guarded(watched); widget && widget->focusPolicy() == Qt::WheelFocus)
        widget->setFocusPolicy(Qt::StrongFocus);
      return false;
    }
    if (event->type() != QEvent::Wheel) return false;
    const auto* widget = guarded(watched);
    if (!widget || widget->hasFocus()) return false;
    event->ignore();  // Qt asks the parent then
    return true;
  }

 private:
  static QWidget* guarded(QObject* object) {
    if (qobject_cast<QScrollBar*>(object)) return nullptr;
    if (auto* box = qobject_cast<QComboBox*>(object)) return box;
    if (auto* spin = qobject_cast<QAbstractSpinBox*>(object)) return spin;
    return qobject_cast<QAbstractSlider*>(object);
  }
};

}  // namespace vxs::ui
