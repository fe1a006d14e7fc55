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
  if (textWidth(font, text) <= width) return text;
  thread_local QCache<std::pair<std::pair<QFont, QString>, std::pair<int, int>>, QString> kept(512);
  const std::pair key(std::pair(font, text), std::pair(static_cast<int>(mode), width));
  if (const QString* known = kept.object(key)) return *known;
  const QString elided = QFontMetrics(font).elidedText(text, mode, width);
  kept.insert(key, new QString(elided));
  return elided;
}

}  // namespace vxs::paint
