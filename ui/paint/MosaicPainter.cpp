#include "ui/paint/MosaicPainter.h"

#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace vxs::paint {

namespace {

constexpr double kGap = 2;

/// World axis along the normal and its letter.
std::pair<std::size_t, const char*> normalOf(scene::Plane plane) {
  if (plane == scene::Plane::Axial) return {2, "S"};
  return plane == scene::Plane::Coronal ? std::pair<std::size_t, const char*>{1, "A"}
                                        : std::pair<std::size_t, const char*>{0, "R"};
}

}  // namespace

std::vector<QRectF> mosaicAreas(const QRectF& target, const std::vector<scene::SliceGeometry>& geometries) {
  std::vector<QRectF> areas;
  if (geometries.empty()) return areas;
  const auto& shape = geometries.front();
  const scene::Tiling tiling =
      scene::tilingFor(static_cast<int>(geometries.size()), static_cast<double>(shape.width) / shape.height,
                       target.width() / std::max(1.0, target.height()));
  const double width = target.width() / tiling.columns, height = target.height() / tiling.rows;
  for (std::size_t i = 0; i < geometries.size(); ++i) {
    const int column = static_cast<int>(i) % tiling.columns, row = static_cast<int>(i) / tiling.columns;
    const QRectF cell(target.left() + column * width + kGap / 2, target.top() + row * height + kGap / 2,
                      width - kGap, height - kGap);
    QSizeF size(geometries[i].width, geometries[i].height);
    size.scale(cell.size(), Qt::KeepAspectRatio);
    QRectF area(QPointF(), size);
    area.moveCenter(cell.center());
    areas.push_back(area);
  }
  return areas;
}

QRectF mosaicRoom(const QRectF& target, const LabelAtlas* atlas, const PaintStyle& style) {
  return atlas ? target.adjusted(0, 0, 0, -outlineKeyLine(style)) : target;
}

std::vector<QRectF> paintMosaic(QPainter& painter, const QRectF& target, const std::vector<MosaicTile>& tiles,
                                const Vec3& crosshairRasMm, const PaintStyle& style,
                                const LabelAtlas* atlas) {
  std::vector<scene::SliceGeometry> geometries;
  for (const MosaicTile& tile : tiles) geometries.push_back(tile.geometry);
  const QRectF room = mosaicRoom(target, atlas, style);
  const auto areas = mosaicAreas(room, geometries);
  if (areas.empty()) return areas;
  const auto [axis, letter] = normalOf(geometries.front().plane);
  const auto distance = [&, at = axis](const scene::SliceGeometry& g) {
    return std::abs(g.positionMm - crosshairRasMm[at]);
  };
  const auto nearest = std::ranges::min_element(geometries, {}, distance) - geometries.begin();
  painter.save();
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    PaintStyle look = style;
    look.fontPixels =
        std::clamp(areas[i].height() / 11, std::min(style.leastPixels, style.fontPixels), style.fontPixels);
    look.crosshairVisible = style.crosshairVisible && static_cast<std::ptrdiff_t>(i) == nearest;
    paintSlice(painter, areas[i], tiles[i].geometry, tiles[i].pixels, crosshairRasMm, look);
    if (atlas) paintOutlines(painter, areas[i], tiles[i].geometry, tiles[i].outlines, *atlas, look);
    painter.setFont(fontOf(look, std::max(0.9, std::min(1.0, style.leastPixels / look.fontPixels))));
    QColor dim = style.text;
    dim.setAlpha(190);
    painter.setPen(look.crosshairVisible ? style.crosshair : dim);
    painter.drawText(areas[i].adjusted(3, 2, -3, -2), Qt::AlignLeft | Qt::AlignBottom,
                     QStringLiteral("%1 %2")
                         .arg(QLatin1String(letter))
                         .arg(QString::number(geometries[i].positionMm, 'f', 0).replace('-', QChar(0x2212))));
  }
  if (atlas) {
    std::set<std::int32_t> labels;
    for (const MosaicTile& tile : tiles) labels.merge(outlinedLabels(tile.outlines));
    paintOutlineKeyLine(painter, {room.left(), room.bottom(), room.width(), outlineKeyLine(style)}, labels,
                        *atlas, style);
  }
  painter.restore();
  return areas;
}

}  // namespace vxs::paint
