#pragma once

#include <QRegularExpression>
#include <QString>
#include <QValidator>

#include <optional>

namespace vxs::ui {

/// What somebody types into a field of numbers, as QLocale::c() reads it: a hyphen for a minus (U+2212), a
/// point for a decimal comma. Fields take no thousands separators.
inline QString plainNumber(QString text) {
  return text.replace(QChar(0x2212), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.'));
}

/// Of plain text without prefix and suffix; nothing where it is no number, or one with an exponent.
inline std::optional<double> typedNumber(const QString& plain) {
  static const QRegularExpression form(QStringLiteral("^\\s*[+-]?(\\d{1,15}\\.?\\d*|\\.\\d+)\\s*$"));
  if (!form.match(plain).hasMatch()) return {};
  return plain.trimmed().toDouble();
}

/// A field's own opinion of plain text, but a number that is too large or too small may be typed to its end;
/// the field takes the nearest that it has then.
inline QValidator::State beyondIsBegun(QValidator::State own, const QString& plain, double least,
                                       double most) {
  if (own != QValidator::Invalid) return own;
  const std::optional<double> number = typedNumber(plain);
  const bool sign = plain.trimmed() == QLatin1String("-");
  return sign || (number && (*number < least || *number > most)) ? QValidator::Intermediate : own;
}

}  // namespace vxs::ui
