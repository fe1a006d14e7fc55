#pragma once

#include "ui/paint/Numbers.h"

#include <QDoubleSpinBox>

namespace vxs::ui {

/// Numbers below 0 have a minus (U+2212), as everywhere else; a hyphen may be typed in its place.
class MinusSpinBox : public QDoubleSpinBox {
 public:
  using QDoubleSpinBox::QDoubleSpinBox;
  /// Of what rounds to 0 without a sign.
  QString textFromValue(double value) const override {
    return paint::withMinus(QDoubleSpinBox::textFromValue(value == 0 ? 0 : value));
  }
  double valueFromText(const QString& text) const override {
    return QDoubleSpinBox::valueFromText(withHyphen(text));
  }
  QValidator::State validate(QString& text, int& position) const override {
    QString typed = withHyphen(text);
    return QDoubleSpinBox::validate(typed, position);
  }

 private:
  static QString withHyphen(QString text) { return text.replace(QChar(0x2212), QLatin1Char('-')); }
};

}  // namespace vxs::ui
