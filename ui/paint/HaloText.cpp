#include "ui/paint/HaloText.h"

#include <QCache>
#include <QPainter>
#include <QPainterPath>
#include <QPainterPathStroker>
#include <QPen>
#include <QRawFont>

#include <cmath>
#include <utility>

namespace vxs::paint {
namespace {

/// The outline of words at the origin. QPainterPath::addText() gives it to 1/64 of a pixel, and which 1/64
/// hangs on what was written in the same font before, so that a figure's halos were not the same twice. At
/// the size of the font's own units that is a fraction of one: points are rounded to a sixth, which holds the
/// middles and thirds that curves have.
QPainterPath outlineOf(const QString& text, QFont font) {
  const double units = QRawFont::fromFont(font).unitsPerEm();
  const double scale = font.pixelSize() / units;
  font.setPixelSize(qRound(units));
  QPainterPath path;
  path.addText(QPointF(), font, text);
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPainterPath::Element point = path.elementAt(i);
    path.setElementPositionAt(i, std::round(6 * point.x) / 6, std::round(6 * point.y) / 6);
  }
  return QTransform::fromScale(scale, scale).map(path);
}

/// What a round pen of that width covers along the outline. Kept, for letters stand beside every slice that
/// is painted, and asking the font and going along its curves took half of the time.
QPainterPath haloOf(const QString& text, const QFont& font, double width) {
  using Key = std::pair<std::pair<QFont, QString>, double>;
  thread_local QCache<Key, QPainterPath> kept(256);
  const Key key({font, text}, width);
  if (const QPainterPath* known = kept.object(key)) return *known;
  QPainterPathStroker pen(QPen(Qt::black, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  QPainterPath made = pen.createStroke(outlineOf(text, font));
  made.setFillRule(Qt::WindingFill);
  kept.insert(key, new QPainterPath(made));
  return made;
}

}  // namespace

void paintHaloText(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font,
                   const PaintStyle& style) {
  QColor halo = style.background;
  halo.setAlpha(190);
  painter.fillPath(haloOf(text, font, style.fontPixels / 5).translated(baseline), halo);
  // words stay words in vector files
  painter.setFont(font);
  painter.setPen(style.text);
  painter.drawText(baseline, text);
}

}  // namespace vxs::paint
