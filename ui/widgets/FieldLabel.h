#pragma once

#include <QLabel>

namespace vxs::ui {

/// A label whose “&” leads to a field that does not lie alone in its row: QFormLayout makes such labels
/// itself for widgets, while beside a layout it would show the “&”.
inline QLabel* fieldLabel(const QString& text, QWidget* field) {
  auto* label = new QLabel(text);
  label->setBuddy(field);
  return label;
}

}  // namespace vxs::ui
