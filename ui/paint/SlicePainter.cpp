#include "ui/paint/SlicePainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace vxs::paint {
namespace {

/// Text with a halo of the background, so that it is readable on any brain.
void haloText(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font,
              const PaintStyle& style) {
  QPainterPath path;
  path.addText(baseline, font, text);
  QColor halo = style.background;
  halo.setAlpha(190);
  painter.strokePath(path, QPen(halo, style.fontPixels / 5.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  // words stay words in vector files
  painter.setFont(font);
  painter.setPen(style.text);
  painter.drawText(baseline, text);
}

/// At the edges of the slice, as far beside it as its cell leaves room, so that they cover no brain.
void paintLetters(QPainter& painter, const QRectF& target, const QRectF& area,
                  const scene::SliceGeometry& geometry, const PaintStyle& style) {
  const QFont font = fontOf(style, 1, true);
  const QFontMetricsF metrics(font);
  const double margin = style.fontPixels * 0.35;
  const auto letters = geometry.edgeLetters();
  const auto draw = [&](char letter, double x, double y) {
    const QString text = QChar::fromLatin1(letter);
    haloText(painter, {x - metrics.horizontalAdvance(text) / 2, y + metrics.capHeight() / 2}, text, font,
             style);
  };
  const double half = metrics.capHeight() / 2 + margin;
  draw(letters[0], std::max(area.left() - half, target.left() + half), area.center().y());
  draw(letters[1], std::min(area.right() + half, target.right() - half), area.center().y());
  draw(letters[2], area.center().x(), std::max(area.top() - half, target.top() + half));
  draw(letters[3], area.center().x(), std::min(area.bottom() + half, target.bottom() - half));
}

QString tick(double value) {
  QString text = QString::number(value, 'g', 3);
  return text.replace('-', QChar(0x2212));
}

/// The map from bottom to top, as colours that stay vector in SVG and PDF.
QLinearGradient barGradient(const scene::ColorScale& scale, const QRectF& bar) {
  const scene::ColorMap& map = scene::colorMap(scale.map);
  QGradientStops stops;
  for (int i = 0; i < 256; ++i) {
    const scene::Rgb color = map.table[static_cast<std::size_t>(255 - i)];
    stops << QGradientStop(i / 255.0, QColor(color[0], color[1], color[2]));
  }
  QLinearGradient gradient(bar.topLeft(), bar.bottomLeft());
  gradient.setStops(stops);
  return gradient;
}

/// The map from bottom to top, from transparent over gray at the left to full at the right.
QImage patchOf(const scene::ColorScale& scale) {
  const scene::ColorMap& map = scene::colorMap(scale.map);
  constexpr int kColumns = 32, kBrainGray = 110;
  QImage strip(kColumns, 256, QImage::Format_RGB32);
  for (int i = 0; i < 256; ++i) {
    const scene::Rgb color = map.table[static_cast<std::size_t>(255 - i)];
    for (int x = 0; x < kColumns; ++x) {
      const double part = x / (kColumns - 1.0);
      const auto over = [&](int c) { return static_cast<int>(part * c + (1 - part) * kBrainGray + 0.5); };
      strip.setPixelColor(x, i, QColor(over(color[0]), over(color[1]), over(color[2])));
    }
  }
  return strip;
}

void paintEvidenceTicks(QPainter& painter, const QRectF& bar, const EvidenceBar& evidence,
                        const PaintStyle& style) {
  painter.save();
  const QFont font = fontOf(style, 0.8);
  painter.setFont(font);
  painter.setPen(style.text);
  const QFontMetricsF metrics(font);
  const double y = bar.bottom() + metrics.height();
  painter.drawText(QPointF(bar.left(), y), QStringLiteral("0"));
  const QString full = tick(evidence.full);
  painter.drawText(QPointF(bar.right() - metrics.horizontalAdvance(full) / 2, y), full);
  painter.drawText(QPointF(bar.left(), y + metrics.height()), evidence.name);
  painter.restore();
}

constexpr double kMarkFont = 0.85, kMarkPadding = 0.4;

QString honestyText(bool synthetic, bool demoEncoder) {
  QStringList marks;
  if (synthetic) marks << QStringLiteral("SYNTHETIC");
  if (demoEncoder) marks << QStringLiteral("DEMO ENCODER");
  return marks.join(QStringLiteral("  ·  "));
}

QRectF honestyBox(const QString& text, const PaintStyle& style) {
  const QFontMetricsF metrics(fontOf(style, kMarkFont, true));
  const double padding = style.fontPixels * kMarkPadding;
  return {0, 0, metrics.horizontalAdvance(text) + 2 * padding, metrics.height() + padding};
}

/// The values that a colour bar names; `room`: how many lines of text fit beside it.
std::vector<double> tickValues(const scene::ColorScale& scale, int levels, double room) {
  if (levels <= 0) return {scale.range, (scale.range + scale.lowest()) / 2, scale.lowest()};
  const int step = std::max(1, static_cast<int>(std::ceil(levels / std::max(1.0, room))));
  std::vector<double> ticks;
  for (int level = 1; level <= levels; level += step)
    if (level <= scale.range) ticks.push_back(level);
  return ticks;
}

}  // namespace

QFont fontOf(const PaintStyle& style, double factor, bool bold) {
  QFont font;
  if (!style.fontFamily.isEmpty()) font.setFamily(style.fontFamily);
  font.setPixelSize(std::max(6, qRound(style.fontPixels * factor)));
  font.setBold(bold);
  font.setStyleStrategy(
      static_cast<QFont::StyleStrategy>(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

QImage asQImage(const scene::RgbaImage& image) {
  return {image.pixels.data(), image.width, image.height, 4 * image.width,
          QImage::Format_RGBA8888_Premultiplied};
}

QImage asQImage(const RgbImage& picture) {
  return {picture.pixels.data(), picture.width, picture.height, 3 * picture.width, QImage::Format_RGB888};
}

QRectF paintSlice(QPainter& painter, const QRectF& target, const scene::SliceGeometry& geometry,
                  const scene::RgbaImage& pixels, const Vec3& crosshairRasMm, const PaintStyle& style) {
  painter.save();
  if (style.fillBackground) painter.fillRect(target, style.background);
  if (pixels.width == 0 || pixels.height == 0) {
    painter.restore();
    return target;
  }
  QSizeF size(pixels.width, pixels.height);
  size.scale(target.size(), Qt::KeepAspectRatio);
  QRectF area(QPointF(), size);
  area.moveCenter(target.center());
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.drawImage(area, asQImage(pixels));
  if (style.crosshairVisible) {
    const auto [column, row] = geometry.pixelOf(crosshairRasMm);
    const double x = area.left() + (column + 0.5) * area.width() / pixels.width;
    const double y = area.top() + (row + 0.5) * area.height() / pixels.height;
    const double gap = style.fontPixels * 0.5;
    QColor color = style.crosshair;
    color.setAlpha(210);
    painter.setPen(QPen(color, std::max(1.0, style.fontPixels / 12)));
    // open in the middle: the voxel of interest stays visible; cut by hand, as SVG knows no clipping
    const auto inside = [&](const QPointF& from, const QPointF& to) {
      const bool forwards = from.x() <= to.x() && from.y() <= to.y();
      if (forwards && area.contains(from) && area.contains(to)) painter.drawLine(from, to);
    };
    inside({area.left(), y}, {std::min(x - gap, area.right()), y});
    inside({std::max(x + gap, area.left()), y}, {area.right(), y});
    inside({x, area.top()}, {x, std::min(y - gap, area.bottom())});
    inside({x, std::max(y + gap, area.top())}, {x, area.bottom()});
  }
  if (style.letters) paintLetters(painter, target, area, geometry, style);
  painter.restore();
  return area;
}

void paintColorBar(QPainter& painter, const QRectF& target, const scene::ColorScale& scale,
                   const QString& label, const PaintStyle& style, const EvidenceBar& evidence, int levels) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont font = fontOf(style);
  const bool patch = evidence.full > 0;
  painter.setFont(font);
  const QFontMetricsF metrics(font);
  const double top = target.top() + (label.isEmpty() ? 0 : metrics.height() * 1.3) + metrics.ascent() / 2;
  const double below = patch ? metrics.height() * 2.4 : metrics.ascent() / 2;
  const QRectF bar(target.left(), top,
                   patch ? std::min(target.width() * 0.5, style.fontPixels * 2.8)
                         : std::min(target.width() * 0.3, style.fontPixels * 1.4),
                   target.bottom() - below - top);
  if (patch) {
    painter.drawImage(bar, patchOf(scale));
    paintEvidenceTicks(painter, bar, evidence, style);
  } else {
    painter.fillRect(bar, barGradient(scale, bar));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.text, std::max(1.0, style.fontPixels / 14)));
  painter.drawRect(bar);
  if (!label.isEmpty()) painter.drawText(QPointF(target.left(), target.top() + metrics.ascent()), label);
  const auto yOf = [&](double value) { return bar.bottom() - scale.fraction(value) * bar.height(); };
  for (const double value : tickValues(scale, levels, bar.height() / (metrics.height() * 1.1))) {
    const double y = yOf(value);
    painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + style.fontPixels * 0.3, y));
    painter.drawText(QPointF(bar.right() + style.fontPixels * 0.5, y + metrics.capHeight() / 2), tick(value));
  }
  if (scale.thresholdZ > 0 && scale.thresholdZ < scale.range) {
    painter.setPen(QPen(style.text, std::max(1.0, style.fontPixels / 14), Qt::DotLine));
    for (const double value : {scale.thresholdZ, -scale.thresholdZ})
      if (value >= scale.lowest())
        painter.drawLine(QPointF(bar.left(), yOf(value)), QPointF(bar.right(), yOf(value)));
  }
  painter.restore();
}

double honestyMarkWidth(bool synthetic, bool demoEncoder, const PaintStyle& style) {
  const QString text = honestyText(synthetic, demoEncoder);
  return text.isEmpty() ? 0 : honestyBox(text, style).width();
}

void paintHonestyMark(QPainter& painter, const QRectF& target, bool synthetic, bool demoEncoder,
                      const PaintStyle& style) {
  const QString text = honestyText(synthetic, demoEncoder);
  if (text.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double padding = style.fontPixels * kMarkPadding;
  QRectF box = honestyBox(text, style);
  box.moveBottomRight(target.bottomRight() - QPointF(padding, padding));
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(198, 120, 20, 225));
  painter.drawRoundedRect(box, padding / 2, padding / 2);
  painter.setPen(Qt::white);
  painter.setFont(fontOf(style, kMarkFont, true));
  painter.drawText(box, Qt::AlignCenter, text);
  painter.restore();
}

}  // namespace vxs::paint
