#include "ui/paint/SlicePainter.h"

#include "ui/paint/HaloText.h"
#include "ui/paint/TextWidth.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace vxs::paint {
namespace {

/// Of the darker edge of a crosshair, which sets it off from colours like its own: its width, in lines.
constexpr double kHaloWidth = 2.6;
constexpr int kHaloAlpha = 110;

/// From the middle of a letter to the edge that it keeps its distance from.
double halfLetter(const PaintStyle& style) {
  return QFontMetricsF(fontOf(style, 1, true)).capHeight() / 2 + style.fontPixels * 0.35;
}

/// Of the upper and the lower letter.
double letterColumn(const QRectF& target, const QRectF& area, const PaintStyle& style) {
  const double half = halfLetter(style);
  const bool covered = area.top() - target.top() < 2 * half;
  const bool beside = area.left() - target.left() >= 2 * half && area.height() > 4.5 * half;
  return style.cornerLetters && covered && beside ? area.left() - half : area.center().x();
}

/// At the edges of the slice, as far beside it as its cell leaves room, so that they cover no brain.
void paintLetters(QPainter& painter, const QRectF& target, const QRectF& area,
                  const scene::SliceGeometry& geometry, const PaintStyle& style) {
  const QFont font = fontOf(style, 1, true);
  const QFontMetricsF metrics(font);
  const auto letters = geometry.edgeLetters();
  const auto draw = [&](char letter, double x, double y) {
    const QString text = QChar::fromLatin1(letter);
    paintHaloText(painter, {x - textWidth(font, text) / 2, y + metrics.capHeight() / 2}, text, font, style);
  };
  const double half = halfLetter(style);
  draw(letters[0], std::max(area.left() - half, target.left() + half), area.center().y());
  draw(letters[1], std::min(area.right() + half, target.right() - half), area.center().y());
  const double column = letterColumn(target, area, style);
  draw(letters[2], column, std::max(area.top() - half, target.top() + half));
  draw(letters[3], column, std::min(area.bottom() + half, target.bottom() - half));
}

QString tick(double value) {
  QString text = QString::number(value, 'g', 3);
  return text.replace('-', QChar(0x2212));
}

/// What runs along a colour bar: values from its lower to its upper end.
class BarAxis {
 public:
  BarAxis(const scene::ColorScale& scale, const scene::MapLevels& levels, const QRectF& bar)
      : m_scale(scale), m_levels(levels), m_bar(bar) {
    const auto count = static_cast<double>(levels.names.size());
    const double margin = levels.graded && count > 1 ? 0 : 0.5;  // a block reaches half a level both ways
    m_low = levels.empty() ? scale.lowest() : 1 - margin;
    m_high = levels.empty() ? scale.range : count + margin;
  }
  double y(double value) const {
    return m_bar.bottom() - (value - m_low) / (m_high - m_low) * m_bar.height();
  }
  bool blocks() const { return !m_levels.empty() && !m_levels.graded; }
  /// At a part of the bar's height, from its upper end.
  QColor colorAt(double part) const {
    double value = m_high - part * (m_high - m_low);
    if (blocks()) value = std::clamp(std::round(value), 1.0, static_cast<double>(m_levels.names.size()));
    const scene::Rgb color = scene::colorMap(m_scale.map).at(m_scale.fraction(value));
    return {color[0], color[1], color[2]};
  }
  double low() const { return m_low; }
  double high() const { return m_high; }

 private:
  const scene::ColorScale& m_scale;
  const scene::MapLevels& m_levels;
  QRectF m_bar;
  double m_low, m_high;
};

/// The colours from bottom to top, as shapes that stay vector in SVG and PDF.
void paintBarColors(QPainter& painter, const QRectF& bar, const BarAxis& axis,
                    const scene::MapLevels& levels) {
  if (axis.blocks()) {
    for (std::size_t level = 1; level <= levels.names.size(); ++level) {
      const double top = axis.y(static_cast<double>(level) + 0.5),
                   bottom = axis.y(static_cast<double>(level) - 0.5);
      painter.fillRect(QRectF(bar.left(), top, bar.width(), bottom - top),
                       axis.colorAt(((top + bottom) / 2 - bar.top()) / bar.height()));
    }
    return;
  }
  QGradientStops stops;
  for (int i = 0; i < 256; ++i) stops << QGradientStop(i / 255.0, axis.colorAt(i / 255.0));
  QLinearGradient gradient(bar.topLeft(), bar.bottomLeft());
  gradient.setStops(stops);
  painter.fillRect(bar, gradient);
}

/// The map from bottom to top, from transparent over gray at the left to full at the right.
QImage patchOf(const BarAxis& axis) {
  constexpr int kColumns = 32, kBrainGray = 110;
  QImage strip(kColumns, 256, QImage::Format_RGB32);
  for (int i = 0; i < 256; ++i) {
    const QColor color = axis.colorAt(i / 255.0);
    for (int x = 0; x < kColumns; ++x) {
      const double part = x / (kColumns - 1.0);
      const auto over = [&](int c) { return static_cast<int>(part * c + (1 - part) * kBrainGray + 0.5); };
      strip.setPixelColor(x, i, QColor(over(color.red()), over(color.green()), over(color.blue())));
    }
  }
  return strip;
}

/// Words of several lines, the first on that baseline.
void paintLines(QPainter& painter, QPointF baseline, const QString& text, const QFontMetricsF& metrics) {
  for (const QString& line : text.split(QLatin1Char('\n'))) {
    painter.drawText(baseline, line);
    baseline.ry() += metrics.height();
  }
}

double linesOf(const QString& text) {
  return 1 + static_cast<double>(text.count(QLatin1Char('\n')));
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
  paintLines(painter, QPointF(bar.left(), y + metrics.height()), evidence.name, metrics);
  painter.restore();
}

constexpr double kMarkFont = 0.85, kMarkPadding = 0.4, kLeastMarkPixels = 7;

QString honestyText(bool synthetic, bool demoEncoder, MarkWords words) {
  const bool brief = words == MarkWords::Brief && synthetic && demoEncoder;
  QStringList marks;
  if (synthetic) marks << QStringLiteral("SYNTHETIC");
  if (demoEncoder) marks << (brief ? QStringLiteral("DEMO") : QStringLiteral("DEMO ENCODER"));
  return marks.join(brief ? QStringLiteral(" · ") : QStringLiteral("  ·  "));
}

QRectF honestyBox(const QString& text, const PaintStyle& style) {
  const QFont font = fontOf(style, kMarkFont, true);
  const QFontMetricsF metrics(font);
  const double padding = style.fontPixels * kMarkPadding;
  return {0, 0, textWidth(font, text) + 2 * padding, metrics.height() + padding};
}

struct Tick {
  double value;
  QString text;
};

/// What a colour bar names; `room`: how many lines of text fit beside it.
std::vector<Tick> ticksOf(const scene::ColorScale& scale, const scene::MapLevels& levels, double room) {
  std::vector<Tick> ticks;
  if (levels.empty()) {
    for (const double value : {scale.range, (scale.range + scale.lowest()) / 2, scale.lowest()})
      ticks.push_back({value, tick(value)});
    return ticks;
  }
  const auto count = static_cast<double>(levels.names.size());
  const auto step = static_cast<std::size_t>(std::max(1.0, std::ceil(count / std::max(1.0, room))));
  for (std::size_t level = 0; level < levels.names.size(); level += step)
    ticks.push_back({static_cast<double>(level + 1), QString::fromStdString(levels.names[level])});
  return ticks;
}

/// A mark at the bar, and the space between the bar and its words, in heights of the font.
constexpr double kTickLength = 0.3, kTickSpace = 0.5;
constexpr double kBarWidth = 1.4, kPatchWidth = 2.8;  ///< of a plain bar and of one with evidence, likewise

bool isPixelByPixel(const QRectF& area, const scene::RgbaImage& pixels, const PaintStyle& style) {
  return area.size() * style.devicePixels == QSizeF(pixels.width, pixels.height);
}

/// The style's font, smaller where the widest tick would not fit into `room` pixels.
QFont tickFont(const std::vector<Tick>& ticks, double room, const PaintStyle& style) {
  double widest = 1;
  for (const Tick& each : ticks)
    widest = std::max(widest, QFontMetricsF(fontOf(style)).horizontalAdvance(each.text));
  return fontOf(style, std::clamp(room / widest, 0.6, 1.0));
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

QRectF lowerLetter(const QRectF& target, const QRectF& area, const PaintStyle& style) {
  const double half = halfLetter(style);
  const QPointF middle(letterColumn(target, area, style),
                       std::min(area.bottom() + half, target.bottom() - half));
  return {middle - QPointF(half, half), middle + QPointF(half, half)};
}

QRectF sliceArea(const QRectF& target, int width, int height, const PaintStyle& style) {
  QSizeF size(width, height);
  size.scale(target.size(), Qt::KeepAspectRatio);
  const double ratio = style.devicePixels;
  const bool same =
      ratio > 0 && std::abs(size.width() * ratio - width) < 1 && std::abs(size.height() * ratio - height) < 1;
  if (same) size = QSizeF(width, height) / ratio;
  QRectF area(QPointF(), size);
  area.moveCenter(target.center());
  if (same) area.moveTo(std::round(area.left() * ratio) / ratio, std::round(area.top() * ratio) / ratio);
  return area;
}

QRectF paintSlice(QPainter& painter, const QRectF& target, const scene::SliceGeometry& geometry,
                  const scene::RgbaImage& pixels, const Vec3& crosshairRasMm, const PaintStyle& style) {
  painter.save();
  if (style.fillBackground) painter.fillRect(target, style.background);
  if (pixels.width == 0 || pixels.height == 0) {
    painter.restore();
    return target;
  }
  const QRectF area = sliceArea(target, pixels.width, pixels.height, style);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isPixelByPixel(area, pixels, style)) {
    // in the screen's own format, which is copied without a look at each pixel's place
    QImage copy = asQImage(pixels).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    copy.setDevicePixelRatio(style.devicePixels);
    painter.drawImage(area.topLeft(), copy);
  } else {
    painter.drawImage(area, asQImage(pixels));
  }
  if (style.crosshairVisible) {
    const auto [column, row] = geometry.pixelOf(crosshairRasMm);
    const double x = area.left() + (column + 0.5) * area.width() / pixels.width;
    const double y = area.top() + (row + 0.5) * area.height() / pixels.height;
    const double gap = style.fontPixels * 0.5;
    const double width = std::max(1.0, style.fontPixels / 12);
    // open in the middle: the voxel of interest stays visible; cut by hand, as SVG knows no clipping
    const double ratio = style.devicePixels;
    if (ratio > 0) painter.setRenderHint(QPainter::Antialiasing, false);  // whole pixels: sharp, and quick
    const auto cross = [&](QColor color, int alpha, double wide) {
      color.setAlpha(alpha);
      if (ratio > 0) wide = std::max(1.0, std::round(wide * ratio)) / ratio;
      const auto inside = [&](const QPointF& from, const QPointF& to) {
        const bool forwards = from.x() <= to.x() && from.y() <= to.y();
        if (!forwards || !area.contains(from) || !area.contains(to)) return;
        const QPointF half = from.x() < to.x() ? QPointF(0, wide / 2) : QPointF(wide / 2, 0);
        painter.fillRect(QRectF(from - half, to + half), color);
      };
      inside({area.left(), y}, {std::min(x - gap, area.right()), y});
      inside({std::max(x + gap, area.left()), y}, {area.right(), y});
      inside({x, area.top()}, {x, std::min(y - gap, area.bottom())});
      inside({x, std::max(y + gap, area.top())}, {x, area.bottom()});
    };
    cross(Qt::black, kHaloAlpha, kHaloWidth * width);
    cross(style.crosshair, 230, width);
    painter.setRenderHint(QPainter::Antialiasing);
  }
  if (style.letters) paintLetters(painter, target, area, geometry, style);
  painter.restore();
  return area;
}

void paintColorBar(QPainter& painter, const QRectF& target, const scene::ColorScale& scale,
                   const QString& label, const PaintStyle& style, const EvidenceBar& evidence,
                   const scene::MapLevels& levels) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont font = fontOf(style);
  const bool patch = evidence.full > 0;
  painter.setFont(font);
  const QFontMetricsF metrics(font);
  const double words = label.isEmpty() ? 0 : metrics.height() * (0.3 + linesOf(label));
  const double top = target.top() + words + metrics.ascent() / 2;
  const double below = patch ? metrics.height() * (1.4 + linesOf(evidence.name)) : metrics.ascent() / 2;
  const QRectF bar(target.left(), top,
                   patch ? std::min(target.width() * 0.5, style.fontPixels * kPatchWidth)
                         : std::min(target.width() * 0.3, style.fontPixels * kBarWidth),
                   target.bottom() - below - top);
  const BarAxis axis(scale, levels, bar);
  if (patch) {
    painter.drawImage(bar, patchOf(axis));
    paintEvidenceTicks(painter, bar, evidence, style);
  } else {
    paintBarColors(painter, bar, axis, levels);
  }
  painter.setBrush(Qt::NoBrush);
  const QPen line(style.text, std::max(1.0, style.fontPixels / 14));
  painter.setPen(line);
  painter.drawRect(bar);
  paintLines(painter, QPointF(target.left(), target.top() + metrics.ascent()), label, metrics);
  const std::vector<Tick> ticks = ticksOf(scale, levels, bar.height() / (metrics.height() * 1.1));
  const double namesLeft = bar.right() + style.fontPixels * kTickSpace;
  painter.setFont(levels.empty() ? font : tickFont(ticks, target.right() - namesLeft, style));
  const double middle = QFontMetricsF(painter.font()).capHeight() / 2;
  for (const Tick& each : ticks) {
    const double y = axis.y(each.value);
    painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + style.fontPixels * kTickLength, y));
    painter.drawText(QPointF(namesLeft, y + middle), each.text);
  }
  if (scale.thresholdZ > 0 && scale.thresholdZ < scale.range) {
    painter.setPen(QPen(style.text, line.widthF(), Qt::DotLine));
    for (const double value : {scale.thresholdZ, -scale.thresholdZ})
      if (value >= axis.low() && value <= axis.high())
        painter.drawLine(QPointF(bar.left(), axis.y(value)), QPointF(bar.right(), axis.y(value)));
  }
  painter.restore();
}

QString inTwoLines(const QString& label, const PaintStyle& style, double width) {
  const QFontMetricsF metrics(fontOf(style));
  QStringList best{label};
  double narrowest = metrics.horizontalAdvance(label);
  for (qsizetype at = label.indexOf(QLatin1Char(' ')); at >= 0;
       at = label.indexOf(QLatin1Char(' '), at + 1)) {
    const QStringList lines{label.left(at), label.mid(at + 1)};
    const double wider = std::max(metrics.horizontalAdvance(lines[0]), metrics.horizontalAdvance(lines[1]));
    if (wider >= narrowest) continue;
    narrowest = wider;
    best = lines;
  }
  for (QString& line : best) line = metrics.elidedText(line, Qt::ElideRight, width);
  return best.join(QLatin1Char('\n'));
}

double colorBarWidth(const scene::ColorScale& scale, bool evidence, const PaintStyle& style,
                     const scene::MapLevels& levels) {
  double widest = 0;
  for (const Tick& each : ticksOf(scale, levels, static_cast<double>(levels.names.size())))
    widest = std::max(widest, QFontMetricsF(fontOf(style)).horizontalAdvance(each.text));
  // of the whole width a plain bar is given no more than 0.3, one with evidence half
  const double bar = style.fontPixels * (evidence ? kPatchWidth : kBarWidth);
  return std::max(bar / (evidence ? 0.5 : 0.3), bar + style.fontPixels * kTickSpace + widest);
}

double honestyMarkWidth(bool synthetic, bool demoEncoder, const PaintStyle& style, MarkWords words) {
  const QString text = honestyText(synthetic, demoEncoder, words);
  return text.isEmpty() ? 0 : honestyBox(text, style).width();
}

void paintHonestyMark(QPainter& painter, const QRectF& target, bool synthetic, bool demoEncoder,
                      const PaintStyle& style, MarkWords words) {
  QString text = honestyText(synthetic, demoEncoder, words);
  if (text.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  PaintStyle fitted = style;  // smaller where there is no room, but always whole
  const auto tooWide = [&] {
    return honestyBox(text, fitted).width() > target.width() - 2 * fitted.fontPixels * kMarkPadding;
  };
  while (fitted.fontPixels > kLeastMarkPixels && tooWide()) fitted.fontPixels -= 1;
  if (tooWide()) text = honestyText(synthetic, demoEncoder, MarkWords::Brief);
  const double padding = fitted.fontPixels * kMarkPadding;
  QRectF box = honestyBox(text, fitted);
  box.moveBottomRight(target.bottomRight() - QPointF(padding, padding));
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(198, 120, 20, 225));
  painter.drawRoundedRect(box, padding / 2, padding / 2);
  painter.setPen(Qt::white);
  painter.setFont(fontOf(fitted, kMarkFont, true));
  painter.drawText(box, Qt::AlignCenter, text);
  painter.restore();
}

}  // namespace vxs::paint
