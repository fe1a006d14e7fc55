#include "ui/paint/PairPainter.h"

#include "ui/paint/HaloText.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cstring>
#include <set>

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

/// A line of the key of outlined regions.
struct KeyEntry {
  QString name;
  QColor color;
};

/// Regions that have segments, by label; what is more than `most` is counted in the last entry.
std::vector<KeyEntry> keyEntries(const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                                 int most) {
  std::set<std::int32_t> labels;
  for (const scene::OutlineSegment& each : segments) labels.insert(each.label);
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
    const double width = metrics.horizontalAdvance(name) + 2 * pad;
    const double start = before ? x - pad - width : x + pad;
    const QRectF box(
        std::clamp(start, area.left() - 2 * pad, std::max(area.left(), area.right() + 2 * pad - width)), y,
        width, metrics.height());
    const bool room = before ? x - area.left() > width * 0.4 : area.right() - x > width * 0.4;
    if (!room) return;  // that side is drawn shut
    painter.fillRect(box, shade);
    painter.drawText(box, Qt::AlignCenter, name);
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

void paintOutlineKey(QPainter& painter, const QRectF& cell, const QRectF& area,
                     const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                     const PaintStyle& style) {
  const QFont font = fontOf(style, 0.8);
  const QFontMetricsF metrics(font);
  const double line = 1.05 * metrics.height(), swatch = 0.55 * metrics.height(), pad = metrics.height() / 4;
  const QRectF inside = cell.adjusted(pad, 0, -pad, 0);
  // below the letters in the middle of the sides; a third of the cell wide where the slice leaves less
  const int rows = static_cast<int>((inside.height() / 2 - style.fontPixels) / line);
  const double widest = std::max(area.left() - inside.left(), inside.width() / 3) - swatch - 2 * pad;
  if (segments.empty() || rows < 1) return;
  painter.save();
  const std::vector<KeyEntry> entries = keyEntries(segments, atlas, 2 * rows);
  const int count = static_cast<int>(entries.size());
  for (int first = 0; first < count; first += rows) {  // the left column, then the right one
    const int end = std::min(count, first + rows);
    double words = 0;
    for (int i = first; i < end; ++i)
      words = std::max(words, std::min(widest, metrics.horizontalAdvance(entries[std::size_t(i)].name)));
    const double x = first == 0 ? inside.left() : inside.right() - words - swatch - pad;
    for (int i = first; i < end; ++i) {
      const double y = inside.bottom() - line * (end - i);
      painter.fillRect(QRectF(x, y + (line - swatch) / 2, swatch, swatch), entries[std::size_t(i)].color);
      paintHaloText(painter, {x + swatch + pad, y + (line - metrics.height()) / 2 + metrics.ascent()},
                    metrics.elidedText(entries[std::size_t(i)].name, Qt::ElideRight, words), font, style);
    }
  }
  painter.restore();
}

}  // namespace vxs::paint
