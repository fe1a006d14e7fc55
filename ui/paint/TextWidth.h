#pragma once

#include <QFont>
#include <QString>

namespace vxs::paint {

/// QFontMetricsF::horizontalAdvance() of words that are measured again at every paint: they are shaped once.
/// A thread has its own store.
double textWidth(const QFont& font, const QString& text);
/// QFontMetrics::elidedText(), which is asked once, and only where the text does not fit.
QString elidedText(const QFont& font, const QString& text, Qt::TextElideMode mode, int width);

}  // namespace vxs::paint
