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

/// What haloOf() covers, in pixels of a screen.
struct Stamp {
  QImage image;
  QPoint corner;  ///< its left upper pixel, from the whole pixel of the origin
};
constexpr int kPixelParts = 32;  ///< as near as this a stamp is to its place

struct StampKey {
  QFont font;
  QString text;
  double width, ratio;
  QRgb color;
  int right, down;  ///< of the origin beyond its whole pixel, in parts
  bool operator==(const StampKey&) const = default;
};
size_t qHash(const StampKey& key, size_t seed) {
  return qHashMulti(seed, key.font, key.text, key.width, key.ratio, key.color, key.right, key.down);
}

const Stamp& stampOf(const StampKey& key) {
  thread_local QCache<StampKey, Stamp> kept(2048);
  if (const Stamp* known = kept.object(key)) return *known;
  const QPointF origin(double(key.right) / kPixelParts, double(key.down) / kPixelParts);
  const QPainterPath path = QTransform::fromScale(key.ratio, key.ratio)
                                .map(haloOf(key.text, key.font, key.width))
                                .translated(origin);
  const QRect box = path.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1);
  auto* made = new Stamp{QImage(box.size(), QImage::Format_ARGB32_Premultiplied), box.topLeft()};
  made->image.fill(Qt::transparent);
  QPainter painter(&made->image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillPath(path.translated(-box.topLeft()), QColor::fromRgba(key.color));
  painter.end();
  made->image.setDevicePixelRatio(key.ratio);
  kept.insert(key, made);
  return *made;
}

/// On a screen, where the same words are painted at the same places with every new slice: filling their
/// curves took a third of that time. False where they are not to be stamped: on a page, or turned.
bool paintStamp(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font,
                double width, const QColor& color) {
  const QTransform& toPixels = painter.deviceTransform();
  const double ratio = painter.device()->devicePixelRatioF();
  const bool upright = toPixels.type() <= QTransform::TxScale && std::abs(toPixels.m11() - ratio) < 1e-9 &&
                       std::abs(toPixels.m22() - ratio) < 1e-9;
  if (painter.device()->devType() != QInternal::Widget || !upright || text.isEmpty()) return false;
  const QPointF at = toPixels.map(baseline);
  const auto inParts = [](double pixel) { return static_cast<int>(std::lround(pixel * kPixelParts)); };
  const auto whole = [](int parts) { return static_cast<int>(std::floor(double(parts) / kPixelParts)); };
  const QPoint place(inParts(at.x()), inParts(at.y()));
  const QPoint pixel(whole(place.x()), whole(place.y()));
  const QPoint beyond = place - kPixelParts * pixel;
  const Stamp& stamp = stampOf({font, text, width, ratio, color.rgba(), beyond.x(), beyond.y()});
  painter.drawImage(toPixels.inverted().map(QPointF(pixel + stamp.corner)), stamp.image);
  return true;
}

}  // namespace

void paintHaloText(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font,
                   const PaintStyle& style) {
  QColor halo = style.background;
  halo.setAlpha(190);
  const double width = style.fontPixels / 5;
  if (!paintStamp(painter, baseline, text, font, width, halo))
    painter.fillPath(haloOf(text, font, width).translated(baseline), halo);
  // words stay words in vector files
  painter.setFont(font);
  painter.setPen(style.text);
  painter.drawText(baseline, text);
}

}  // namespace vxs::paint
