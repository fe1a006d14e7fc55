#include "ui/paint/PairPainter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
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

}  // namespace vxs::paint
