#include "ui/paint/PairPainter.h"

#include "ui/paint/HaloText.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>

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

constexpr int kFewestLetters = 4;  ///< of a name that is cut short; fewer say nothing
/// Of borders in 3-D: their width in heights of the font, at least so many pixels; and their darker edge, in
/// widths of the line.
constexpr double kBorderWidth = 0.1, kLeastBorder = 1.5, kBorderEdge = 1.9;
constexpr int kBorderEdgeAlpha = 120;

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

/// A line of the key of outlined regions.
struct KeyEntry {
  QString name;
  QColor color;
};

/// Regions by label; what is more than `most` is counted in the last entry.
std::vector<KeyEntry> keyEntries(const std::set<std::int32_t>& labels, const LabelAtlas& atlas, int most) {
  const int count = static_cast<int>(labels.size());
  std::vector<KeyEntry> entries;
  for (const std::int32_t label : labels) {
    if (count > most && static_cast<int>(entries.size()) == most - 1) {
      entries.push_back({QStringLiteral("+ %1").arg(count - most + 1), Qt::transparent});
      break;
    }
    const scene::Rgb color = scene::regionColor(label);
    entries.push_back(
        {QString::fromStdString(atlas.regionName(label)), QColor(color[0], color[1], color[2])});
  }
  return entries;
}

/// Sizes of the lines of a key.
struct KeyStyle {
  explicit KeyStyle(const PaintStyle& style) : font(fontOf(style, 0.8)), metrics(font) {}
  double line() const { return 1.05 * metrics.height(); }
  double swatch() const { return 0.55 * metrics.height(); }
  double pad() const { return metrics.height() / 4; }
  QFont font;
  QFontMetricsF metrics;
};

/// With its left upper corner at `at`.
void paintKeyEntry(QPainter& painter, const QPointF& at, const KeyEntry& entry, double words,
                   const KeyStyle& key, const PaintStyle& style) {
  const double swatch = key.swatch();
  const QRectF box(at.x(), at.y() + (key.line() - swatch) / 2, swatch, swatch);
  painter.fillRect(box, entry.color);
  if (style.background.lightness() > 127 && entry.color.alpha() > 0) {
    // as the borders have it: colours are as bright as the page
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, kBorderEdgeAlpha), std::max(1.0, swatch / 10)));
    painter.drawRect(box);
  }
  const double baseline = at.y() + (key.line() - key.metrics.height()) / 2 + key.metrics.ascent();
  paintHaloText(painter, {at.x() + swatch + key.pad(), baseline},
                key.metrics.elidedText(entry.name, Qt::ElideRight, words), key.font, style);
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
                  const QString& right, const PaintStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double x = area.left() + std::clamp(amount, 0.0, 1.0) * area.width();
  painter.setPen(QPen(style.text, std::max(1.0, style.fontPixels / 8)));
  painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  const double grip = style.fontPixels * 0.45;
  painter.setBrush(style.text);
  painter.drawEllipse(QPointF(x, area.center().y()), grip, grip);
  const QFont font = fontOf(style, 0.9, true);
  painter.setFont(font);
  const QFontMetricsF metrics(font);
  QColor shade = style.background;
  shade.setAlpha(190);
  const double pad = style.fontPixels * 0.3, y = area.bottom() - 2.2 * metrics.height();
  const auto tag = [&](const QString& name, bool before) {
    const double room = (before ? x - area.left() : area.right() - x) - 3 * pad;
    const QString fitted = metrics.elidedText(name, Qt::ElideRight, room);
    if (fitted != name && fitted.size() <= kFewestLetters) return;  // that side is drawn shut
    const double width = metrics.horizontalAdvance(fitted) + 2 * pad;
    const QRectF box(before ? x - pad - width : x + pad, y, width, metrics.height());
    painter.fillRect(box, shade);
    painter.drawText(box, Qt::AlignCenter, fitted);
  };
  tag(left, true);
  tag(right, false);
  painter.restore();
}

void paintOutlines(QPainter& painter, const QRectF& area, const scene::SliceGeometry& geometry,
                   const std::vector<scene::OutlineSegment>& segments, const PaintStyle& style) {
  if (segments.empty() || geometry.width < 1 || geometry.height < 1) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  const double sx = area.width() / geometry.width, sy = area.height() / geometry.height;
  std::int32_t label = -1;
  for (const scene::OutlineSegment& each : segments) {
    if (each.label != label) {
      label = each.label;
      const scene::Rgb color = scene::regionColor(label);
      painter.setPen(QPen(QColor(color[0], color[1], color[2]), std::max(1.0, style.fontPixels / 10)));
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

std::set<std::int32_t> outlinedLabels(const std::vector<scene::OutlineSegment>& segments) {
  std::set<std::int32_t> labels;
  for (const scene::OutlineSegment& each : segments) labels.insert(each.label);
  return labels;
}

std::set<std::int32_t> outlinedLabels(const std::vector<scene::RegionBorder>& borders) {
  std::set<std::int32_t> labels;
  for (const scene::RegionBorder& each : borders) labels.insert(each.label);
  return labels;
}

void paintOutlineKey(QPainter& painter, const QRectF& cell, const QRectF& area,
                     const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                     const PaintStyle& style) {
  const KeyStyle key(style);
  const QRectF inside = cell.adjusted(key.pad(), 0, -key.pad(), 0);
  // below the letters in the middle of the sides; a third of the cell wide where the slice leaves less
  const int most = static_cast<int>((inside.height() / 2 - style.fontPixels) / key.line());
  const double widest =
      std::max(area.left() - inside.left(), inside.width() / 3) - key.swatch() - 2 * key.pad();
  if (segments.empty() || most < 1) return;
  painter.save();
  const std::vector<KeyEntry> entries = keyEntries(outlinedLabels(segments), atlas, 2 * most);
  const int count = static_cast<int>(entries.size());
  const int rows = count > most ? (count + 1) / 2 : count;  // one column, or two as even as can be
  for (int first = 0; first < count; first += rows) {
    const int end = std::min(count, first + rows);
    double words = 0;
    for (int i = first; i < end; ++i)
      words = std::max(words, std::min(widest, key.metrics.horizontalAdvance(entries[std::size_t(i)].name)));
    const double x = first == 0 ? inside.left() : inside.right() - words - key.swatch() - key.pad();
    for (int i = first; i < end; ++i)
      paintKeyEntry(painter, {x, inside.bottom() - key.line() * (first + rows - i)}, entries[std::size_t(i)],
                    words, key, style);
  }
  painter.restore();
}

void paintCornerKey(QPainter& painter, const QRectF& cell, const QRectF& area, const QSizeF& pixels,
                    const std::vector<scene::RegionBorder>& borders, const LabelAtlas& atlas,
                    const PaintStyle& style) {
  const KeyStyle key(style);
  const std::set<std::int32_t> labels = outlinedLabels(borders);
  const int most = static_cast<int>((area.height() / 2 - style.fontPixels) / key.line());
  if (labels.empty() || most < std::min<int>(2, static_cast<int>(labels.size()))) return;
  const std::vector<KeyEntry> entries = keyEntries(labels, atlas, most);
  double words = 0;
  for (const KeyEntry& each : entries) words = std::max(words, key.metrics.horizontalAdvance(each.name));
  const double width = key.swatch() + 2 * key.pad() + words;
  if (width > cell.width() / 3) return;
  const double height = key.line() * static_cast<double>(entries.size());
  const auto crowd = [&](double top) {
    const QRectF taken(cell.right() - width, top, width, height);
    std::size_t points = 0;
    for (const scene::RegionBorder& border : borders)
      for (const auto& [x, py] : border.points)
        points += taken.contains(area.left() + x / pixels.width() * area.width(),
                                 area.top() + py / pixels.height() * area.height());
    return points;
  };
  painter.save();
  double y = cell.bottom() - height;
  if (crowd(cell.top()) < crowd(y)) y = cell.top();
  for (const KeyEntry& each : entries) {
    paintKeyEntry(painter, {cell.right() - width, y}, each, words + 1, key, style);
    y += key.line();
  }
  painter.restore();
}

double outlineKeyLine(const PaintStyle& style) {
  const KeyStyle key(style);
  return key.line() + key.pad();
}

void paintOutlineKeyLine(QPainter& painter, const QRectF& line, const std::set<std::int32_t>& labels,
                         const LabelAtlas& atlas, const PaintStyle& style) {
  const KeyStyle key(style);
  const auto widthOf = [&](const std::vector<KeyEntry>& entries) {
    double width = 0;
    for (const KeyEntry& each : entries)
      width += key.swatch() + 4 * key.pad() + key.metrics.horizontalAdvance(each.name);
    return width - 2 * key.pad();
  };
  int most = static_cast<int>(labels.size());
  while (most > 1 && widthOf(keyEntries(labels, atlas, most)) > line.width()) --most;
  painter.save();
  double x = line.left() + key.pad();
  for (const KeyEntry& each : keyEntries(labels, atlas, most)) {
    const double words = key.metrics.horizontalAdvance(each.name);
    paintKeyEntry(painter, {x, line.top()}, each, words, key, style);
    x += key.swatch() + 4 * key.pad() + words;
  }
  painter.restore();
}

}  // namespace vxs::paint
