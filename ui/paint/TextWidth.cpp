#include "ui/paint/TextWidth.h"

#include <QCache>
#include <QFontMetricsF>

#include <utility>

namespace vxs::paint {

double textWidth(const QFont& font, const QString& text) {
  thread_local QCache<std::pair<QFont, QString>, double> kept(1024);
  const std::pair key(font, text);
  if (const double* known = kept.object(key)) return *known;
  const double width = QFontMetricsF(font).horizontalAdvance(text);
  kept.insert(key, new double(width));
  return width;
}

QString elidedText(const QFont& font, const QString& text, Qt::TextElideMode mode, int width) {
  return textWidth(font, text) <= width ? text : QFontMetrics(font).elidedText(text, mode, width);
}

}  // namespace vxs::paint
