#pragma once

#include "ui/widgets/TypedNumber.h"

#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

/// A whole number without prefix and suffix. One out of range may be typed and becomes the nearest in it.
class VoxelSpinBox : public QSpinBox {
 public:
  explicit VoxelSpinBox(QWidget* parent = nullptr) : QSpinBox(parent) { setLocale(QLocale::c()); }
  QValidator::State validate(QString& text, int& position) const override {
    return beyondIsBegun(QSpinBox::validate(text, position), plainNumber(text), minimum(), maximum());
  }
  void fixup(QString& text) const override {
    if (const std::optional<double> number = typedNumber(plainNumber(text)))
      text = QString::number(std::lround(std::clamp<double>(std::round(*number), minimum(), maximum())));
  }
};

}  // namespace vxs::ui
