#pragma once

#include <QString>

namespace vxs::paint {

/// The text with a minus (U+2212) instead of the hyphen before every number below 0. Names (run-2), exponents
/// (1e-06), dates and options keep theirs.
inline QString withMinus(QString text) {
  for (qsizetype i = 0; i + 1 < text.size(); ++i) {
    const bool first = i == 0 || text[i - 1].isSpace() || QStringLiteral("[(>,±").contains(text[i - 1]);
    if (text[i] == QLatin1Char('-') && first && text[i + 1].isDigit()) text[i] = QChar(0x2212);
  }
  return text;
}

}  // namespace vxs::paint
