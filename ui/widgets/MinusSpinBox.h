#pragma once

#include "ui/paint/Numbers.h"
#include "ui/widgets/TypedNumber.h"

#include <QDoubleSpinBox>
#include <QLocale>

#include <algorithm>

namespace vxs::ui {

/// Numbers below 0 have a minus (U+2212), as everywhere else; a hyphen may be typed in its place, and a comma
/// in that of the decimal point. A number out of range becomes the nearest in it.
class MinusSpinBox : public QDoubleSpinBox {
 public:
  explicit MinusSpinBox(QWidget* parent = nullptr) : QDoubleSpinBox(parent) { setLocale(QLocale::c()); }
  /// Of what rounds to 0 without a sign.
  QString textFromValue(double value) const override {
    return paint::withMinus(QDoubleSpinBox::textFromValue(value == 0 ? 0 : value));
  }
  double valueFromText(const QString& text) const override {
    return QDoubleSpinBox::valueFromText(plainNumber(text));
  }
  QValidator::State validate(QString& text, int& position) const override {
    QString plain = plainNumber(text);
    const QValidator::State own = QDoubleSpinBox::validate(plain, position);
    return beyondIsBegun(own, bare(plain), minimum(), maximum());
  }
  void fixup(QString& text) const override {
    if (const std::optional<double> number = typedNumber(bare(plainNumber(text))))
      text = prefix() + textFromValue(std::clamp(*number, minimum(), maximum())) + suffix();
  }

 private:
  QString bare(QString text) const {
    if (!prefix().isEmpty() && text.startsWith(prefix())) text.remove(0, prefix().size());
    if (!suffix().isEmpty() && text.endsWith(suffix())) text.chop(suffix().size());
    return text;
  }
};

}  // namespace vxs::ui
