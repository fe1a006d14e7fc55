#pragma once

#include <QObject>
#include <QString>

#include <algorithm>
#include <cmath>

namespace vxs::paint {

/// Decimals of numbers that stand in one column, by the largest of them: 3 for 0.51, 2 for 3.4, 1 for 12. No
/// more than 6.
inline int columnDecimals(double largest) {
  if (!std::isfinite(largest) || largest == 0) return 3;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(largest)))), 0, 6);
}

/// With a minus (U+2212) below 0, and without one where it rounds to 0.
inline QString fixedNumber(double value, int decimals) {
  QString text = QString::number(std::abs(value), 'f', decimals);
  return value < 0 && text.toDouble() != 0 ? QChar(0x2212) + text : text;
}

/// A number that stands alone, to so many significant digits: 9390, 0.05, and with its power of ten where it
/// is below 0.001 or has six digits before the point: 9.4 × 10⁶.
inline QString roundedNumber(double value, int digits = 3) {
  if (!std::isfinite(value)) return QString::number(value);
  if (value == 0) return QStringLiteral("0");
  const QString exact = QString::number(std::abs(value), 'e', digits - 1);
  const auto e = exact.indexOf(QLatin1Char('e'));
  const int power = exact.mid(e + 1).toInt();
  const auto shortened = [](QString text) {
    if (!text.contains(QLatin1Char('.'))) return text;
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text;
  };
  const QString sign = value < 0 ? QString(QChar(0x2212)) : QString();
  if (power >= -3 && power <= 4)
    return sign + shortened(QString::number(exact.toDouble(), 'f', std::max(0, digits - 1 - power)));
  const QString twoDigits = QString::number(std::abs(value), 'e', 1);
  const auto at = twoDigits.indexOf(QLatin1Char('e'));
  const QString superscripts = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString raised;
  for (const QChar digit : QString::number(std::abs(twoDigits.mid(at + 1).toInt())))
    raised += superscripts[digit.digitValue()];
  return sign + shortened(twoDigits.left(at)) + QStringLiteral("\u00a0×\u00a010") +
         (power < 0 ? QStringLiteral("⁻") : QString()) + raised;
}

/// How far apart two numbers are, which may be nothing that anybody could see: "5 %", "below 0.01 %".
inline QString gapNumber(double percent) {
  return percent < 0.01 ? QObject::tr("below 0.01\u00a0%")
                        : QObject::tr("%1\u00a0%").arg(roundedNumber(percent));
}

}  // namespace vxs::paint
