#include "ui/paint/PairPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace vxs::paint {

namespace {

scene::RgbaImage pixelsOf(const QImage& image) {
  scene::RgbaImage pixels{image.width(), image.height(), {}};
  const std::size_t row = 4 * static_cast<std::size_t>(image.width());
  pixels.pixels.resize(row * static_cast<std::size_t>(image.height()));
  for (int y = 0; y < image.height(); ++y)
    std::memcpy(&pixels.pixels[static_cast<std::size_t>(y) * row], image.constScanLine(y), row);
  return pixels;
}

constexpr double kNameSize = 0.9, kLeastName = 0.7;  ///< of a curtain's names, in heights of the font
/// Of borders in 3-D: their width in heights of the font, at least so many pixels; and their darker edge, in
/// widths of the line.
constexpr double kBorderWidth = 0.1, kLeastBorder = 1.5, kBorderEdge = 1.9;
constexpr int kBorderEdgeAlpha = 120;
/// Of borders in slices, in widths of their line: a voxel over which it is opaque, and one over which it has
/// its full width; and its opacity over the smallest.
constexpr double kOpaqueVoxel = 3, kWideVoxel = 5, kFaintest = 0.45;

/// A name beside a curtain's edge.
struct DividerName {
  QString text;
  QFont font;
  QRectF box;
};

/// The largest in which it has room, if it has.
std::optional<QFont> fittingFont(const QString& name, double width, const PaintStyle& style) {
  for (double size = kNameSize; size > kLeastName - 1e-6; size -= 0.1)
    if (const QFont font = fontOf(style, size, true); QFontMetricsF(font).horizontalAdvance(name) <= width)
      return font;
  return {};
}

/// Without the ground to either side, which may touch other words.
QRectF wordsOf(const QRectF& box) {
  const double ground = box.height() / 4;
  return box.adjusted(ground, 0, -ground, 0);
}

/// The top of their common line, from `y` upwards, where it meets none of the places.
double freeLine(const std::vector<DividerName>& names, double y, const std::vector<QRectF>& taken) {
  bool moved = true;
  while (std::exchange(moved, false))
    for (const DividerName& each : names)
      for (const QRectF& place : taken)
        if (wordsOf(each.box).translated(0, y).intersects(place)) {
          y = place.top() - 1.1 * each.box.height();
          moved = true;
        }
  return y;
}

/// From top to bottom, but for the places that it would cross.
void paintEdge(QPainter& painter, double x, const QRectF& area, std::vector<QRectF> taken) {
  std::ranges::sort(taken, {}, &QRectF::top);
  double from = area.top();
  const auto lineTo = [&](double to) {
    if (to > from) painter.drawLine(QPointF(x, from), QPointF(x, to));
  };
  for (const QRectF& place : taken) {
    if (x < place.left() || x > place.right()) continue;
    lineTo(place.top());
    from = std::max(from, place.bottom());
  }
  lineTo(area.bottom());
}

/// As far inside its region as `inset`.
QPainterPath borderPath(const scene::RegionBorder& border, const QRectF& area, const QSizeF& pixels,
                        double inset) {
  const double sx = area.width() / pixels.width(), sy = area.height() / pixels.height();
  std::vector<QPointF> points;
  for (const auto& [x, y] : border.points)
    points.emplace_back(area.left() + static_cast<double>(x) * sx, area.top() + static_cast<double>(y) * sy);
  const std::size_t count = points.size();
  QPainterPath path;
  for (std::size_t i = 0; i < count; ++i) {
    const bool first = i == 0 && !border.closed, last = i + 1 == count && !border.closed;
    const QPointF along = points[last ? i : (i + 1) % count] - points[first ? i : (i + count - 1) % count];
    const double length = std::max(std::hypot(along.x(), along.y()), 1e-9);
    const QPointF at = points[i] + inset / length * QPointF(along.y(), -along.x());  // left of the way
    if (i == 0)
      path.moveTo(at);
    else
      path.lineTo(at);
  }
  if (border.closed) path.closeSubpath();
  return path;
}

}  // namespace

QImage mixedImage(const QImage& first, const QImage& second, scene::PairMode mode, double amount) {
  if (mode == scene::PairMode::SideBySide || first.size() != second.size() ||
      first.format() != QImage::Format_RGBA8888_Premultiplied || second.format() != first.format() ||
      first.isNull())
    return first;
  const scene::RgbaImage mixed = scene::mixed(pixelsOf(first), pixelsOf(second), mode, amount);
  QImage result = asQImage(mixed).copy();
  result.setDevicePixelRatio(first.devicePixelRatio());
  return result;
}

void paintDivider(QPainter& painter, const QRectF& area, double amount, const QString& left,
                  const QString& right, const PaintStyle& style, const DividerRoom& room) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double x = area.left() + std::clamp(amount, 0.0, 1.0) * area.width();
  painter.setPen(QPen(style.text, std::max(1.0, style.fontPixels / 8)));
  paintEdge(painter, x, area, room.taken);
  const double grip = style.fontPixels * 0.45;
  painter.setBrush(style.text);
  painter.drawEllipse(QPointF(x, area.center().y()), grip, grip);
  const QRectF sides = room.within.isEmpty() ? area : room.within;
  const double pad = style.fontPixels * 0.3, line = QFontMetricsF(fontOf(style, kNameSize, true)).height();
  std::vector<DividerName> names;
  const double margin = std::min(area.left() - sides.left(), sides.right() - area.right()) - 3 * pad;
  const bool beside = fittingFont(left, margin, style) && fittingFont(right, margin, style);
  for (const bool before : {true, false}) {
    const QString& name = before ? left : right;
    const double from = !beside ? x : before ? area.left() : area.right();
    const auto font =
        fittingFont(name, (before ? from - sides.left() : sides.right() - from) - 3 * pad, style);
    const double open = before ? x - area.left() : area.right() - x;
    if (!font || open < pad) continue;  // that side is drawn shut
    const double box = QFontMetricsF(*font).horizontalAdvance(name) + 2 * pad;
    names.push_back({name, *font, QRectF(before ? from - pad - box : from + pad, 0, box, line)});
  }
  const double y = freeLine(names, area.bottom() - 2.2 * line, room.taken);
  QColor shade = style.background;
  shade.setAlpha(190);
  for (DividerName& each : names) {
    each.box.moveTop(y);
    painter.fillRect(each.box, shade);
    painter.setFont(each.font);
    painter.drawText(each.box, Qt::AlignCenter, each.text);
  }
  painter.restore();
}

OutlineLine outlineLine(double voxelPixels, const PaintStyle& style) {
  const double full = std::max(1.0, style.fontPixels / 10);
  return {std::max(1.0, std::clamp(voxelPixels / kWideVoxel, full / 2, full)),
          kFaintest + (1 - kFaintest) * std::clamp(voxelPixels / (kOpaqueVoxel * full), 0.0, 1.0)};
}

void paintOutlines(QPainter& painter, const QRectF& area, const scene::SliceGeometry& geometry,
                   const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                   const PaintStyle& style) {
  if (segments.empty() || geometry.width < 1 || geometry.height < 1) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  const double sx = area.width() / geometry.width, sy = area.height() / geometry.height;
  const Vec3 voxel = atlas.affine.voxelSizeMm();
  const OutlineLine line = outlineLine(std::ranges::min(voxel) / geometry.pixelMm * sx, style);
  QPen pen(Qt::black, line.width);
  if (line.opacity < 1) pen.setCapStyle(Qt::FlatCap);  // ends that lie over each other would be dots
  std::int32_t label = -1;
  for (const scene::OutlineSegment& each : segments) {
    if (each.label != label) {
      label = each.label;
      const scene::Rgb rgb = scene::regionColor(label);
      QColor color(rgb[0], rgb[1], rgb[2]);
      color.setAlphaF(static_cast<float>(line.opacity));
      pen.setColor(color);
      painter.setPen(pen);
    }
    painter.drawLine(QPointF(area.left() + double(each.x0) * sx, area.top() + double(each.y0) * sy),
                     QPointF(area.left() + double(each.x1) * sx, area.top() + double(each.y1) * sy));
  }
  painter.restore();
}

void paintBorders(QPainter& painter, const QRectF& area, const QSizeF& pixels,
                  const std::vector<scene::RegionBorder>& borders, const PaintStyle& style) {
  if (borders.empty() || pixels.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double width = std::max(kLeastBorder, kBorderWidth * style.fontPixels);
  std::vector<QPainterPath> paths;
  for (const scene::RegionBorder& each : borders) paths.push_back(borderPath(each, area, pixels, width / 2));
  const QPen line(Qt::black, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
  QPen edge = line;
  edge.setColor(QColor(0, 0, 0, kBorderEdgeAlpha));
  edge.setWidthF(width * kBorderEdge);
  for (const QPainterPath& path : paths) painter.strokePath(path, edge);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const scene::Rgb color = scene::regionColor(borders[i].label);
    QPen pen = line;
    pen.setColor(QColor(color[0], color[1], color[2]));
    painter.strokePath(paths[i], pen);
  }
  painter.restore();
}

}  // namespace vxs::paint
