#include "ui/paint/RegionKey.h"

#include "ui/paint/HaloText.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace vxs::paint {

namespace {

constexpr int kSwatchEdgeAlpha = 120;  ///< on light pages, as borders have it
/// Of a picture: what is drawn is brighter than this, of 255, and is looked for at every so many pixels.
constexpr int kInk = 24, kInkStep = 3;
constexpr double kLittleInk = 0.02;  ///< of a place that counts as free

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
    painter.setPen(QPen(QColor(0, 0, 0, kSwatchEdgeAlpha), std::max(1.0, swatch / 10)));
    painter.drawRect(box);
  }
  const double baseline = at.y() + (key.line() - key.metrics.height()) / 2 + key.metrics.ascent();
  paintHaloText(painter, {at.x() + swatch + key.pad(), baseline},
                key.metrics.elidedText(entry.name, Qt::ElideRight, words), key.font, style);
}

/// Whether a picture that fills `area` has next to nothing at `place`; no picture is nothing everywhere.
bool isFree(const QImage& picture, const QRectF& area, const QRectF& place) {
  if (picture.isNull() || area.isEmpty()) return true;
  const double sx = picture.width() / area.width(), sy = picture.height() / area.height();
  const QRect pixels = QRectF((place.left() - area.left()) * sx, (place.top() - area.top()) * sy,
                              place.width() * sx, place.height() * sy)
                           .toAlignedRect();
  const QRect seen = pixels.intersected(picture.rect());
  int drawn = 0;
  for (int y = seen.top(); y <= seen.bottom(); y += kInkStep)
    for (int x = seen.left(); x <= seen.right(); x += kInkStep) {
      const QRgb pixel = picture.pixel(x, y);
      drawn += qAlpha(pixel) > kInk && qGray(pixel) > kInk;
    }
  return drawn * kInkStep * kInkStep <= kLittleInk * pixels.width() * pixels.height();
}

}  // namespace

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

std::set<std::int32_t> outlinedLabels(const LabelAtlas& atlas) {
  std::set<std::int32_t> labels;
  std::int32_t last = 0;
  for (const std::int32_t label : atlas.labels)
    if (label >= 1 && label != last) labels.insert(last = label);
  return labels;
}

bool paintOutlineKey(QPainter& painter, const QRectF& cell, const QRectF& area,
                     const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                     const PaintStyle& style, const QImage& picture, const QRectF& letter,
                     std::vector<QRectF>* taken) {
  if (segments.empty()) return true;
  const KeyStyle key(style);
  const QRectF inside = cell.adjusted(key.pad(), 0, -key.pad(), 0);
  // below the letters in the middle of the sides; a third of the cell wide where the slice leaves less
  const int most = static_cast<int>((inside.height() / 2 - style.fontPixels) / key.line());
  const double widest =
      std::max(area.left() - inside.left(), inside.width() / 3) - key.swatch() - 2 * key.pad();
  const std::set<std::int32_t> labels = outlinedLabels(segments);
  if (most < 1 || (!picture.isNull() && static_cast<int>(labels.size()) > 2 * most)) return false;
  const std::vector<KeyEntry> entries = keyEntries(labels, atlas, 2 * most);
  const int count = static_cast<int>(entries.size());
  const int rows = count > most ? (count + 1) / 2 : count;  // one column, or two as even as can be
  struct Column {
    int first, end;
    double words;
    QRectF place;
  };
  std::vector<Column> columns;
  for (int first = 0; first < count; first += rows) {
    const int end = std::min(count, first + rows);
    double words = 0;
    for (int i = first; i < end; ++i)
      words = std::max(words, std::min(widest, key.metrics.horizontalAdvance(entries[std::size_t(i)].name)));
    const double width = words + key.swatch() + key.pad();
    const double left = first == 0 ? inside.left() : inside.right() - width;
    const QRectF place(left, inside.bottom() - key.line() * rows, width, key.line() * (end - first));
    if (place.intersects(letter))
      return paintOutlineKey(painter, cell.adjusted(0, 0, 0, letter.top() - cell.bottom()), area, segments,
                             atlas, style, picture, {}, taken);
    if (!isFree(picture, area, place)) return false;
    columns.push_back({first, end, words, place});
  }
  painter.save();
  for (const Column& each : columns)
    for (int i = each.first; i < each.end; ++i)
      paintKeyEntry(painter, {each.place.left(), each.place.top() + key.line() * (i - each.first)},
                    entries[std::size_t(i)], each.words, key, style);
  painter.restore();
  if (taken)
    for (const Column& each : columns) taken->push_back(each.place);
  return true;
}

bool paintCornerKey(QPainter& painter, const QRectF& cell, const QRectF& area, const QSizeF& pixels,
                    const std::vector<scene::RegionBorder>& borders, const LabelAtlas& atlas,
                    const PaintStyle& style, const QImage& picture, std::vector<QRectF>* taken) {
  const KeyStyle key(style);
  const std::set<std::int32_t> labels = outlinedLabels(borders);
  if (labels.empty()) return true;
  const int most = static_cast<int>((area.height() / 2 - style.fontPixels) / key.line());
  const int count = static_cast<int>(labels.size());
  if (most < std::min(picture.isNull() ? 2 : count, count)) return false;
  const std::vector<KeyEntry> entries = keyEntries(labels, atlas, most);
  double words = 0;
  for (const KeyEntry& each : entries) words = std::max(words, key.metrics.horizontalAdvance(each.name));
  const double width = key.swatch() + 2 * key.pad() + words;
  if (width > cell.width() / 3) return false;
  const double height = key.line() * static_cast<double>(entries.size());
  const auto placeAt = [&](double top) { return QRectF(cell.right() - width, top, width, height); };
  const auto crowd = [&](double top) {
    const QRectF place = placeAt(top);
    std::size_t points = 0;
    for (const scene::RegionBorder& border : borders)
      for (const auto& [x, py] : border.points)
        points += place.contains(area.left() + x / pixels.width() * area.width(),
                                 area.top() + py / pixels.height() * area.height());
    return points;
  };
  const double upper = cell.top(), lower = cell.bottom() - height;
  const auto suits = [&](double top) {
    return picture.isNull() || (crowd(top) == 0 && isFree(picture, area, placeAt(top)));
  };
  const bool upperSuits = suits(upper), lowerSuits = suits(lower);
  if (!upperSuits && !lowerSuits) return false;
  double y = !lowerSuits || (upperSuits && crowd(upper) < crowd(lower)) ? upper : lower;
  if (taken) taken->push_back(placeAt(y));
  painter.save();
  for (const KeyEntry& each : entries) {
    paintKeyEntry(painter, {cell.right() - width, y}, each, words + 1, key, style);
    y += key.line();
  }
  painter.restore();
  return true;
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
