#include "ui/paint/figure/Page.h"

#include "core/base/Error.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::paint {
namespace {

constexpr double kMmPerInch = 25.4, kPointsPerInch = 72;
constexpr int kMostPixels = 30000;
constexpr double kLeastPt = 5;  ///< as journals have it

}  // namespace

QSize pixelSize(const FigureSize& size) {
  const auto pixels = [&](double mm) { return std::lround(std::min(mm / kMmPerInch * size.dpi, 1e6)); };
  const long width = std::max(1L, pixels(size.widthMm)), height = std::max(1L, pixels(size.heightMm));
  if (width > kMostPixels || height > kMostPixels)
    throw Error("a figure of " + std::to_string(width) + " x " + std::to_string(height) +
                " pixels is too large: ask for less dpi or a smaller page");
  return {static_cast<int>(width), static_cast<int>(height)};
}

double measured(const PageSetup& setup, const std::function<double(const Page& page)>& measure) {
  PageSetup square = setup;
  square.size.heightMm = setup.size.widthMm;  // any: only words and the width are asked for
  QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
  QPainter painter(&nothing);
  return measure(Page(painter, square, nullptr));
}

double fittingHeight(const PageSetup& setup, const std::function<double(const Page& page)>& pixels) {
  const double heightMm = measured(setup, pixels) / setup.size.dpi * kMmPerInch;
  return std::clamp(std::ceil(heightMm * 10) / 10, 10.0, 2000.0);
}

QString fontFamilyOf(const PageSetup& setup) {
  const QStringList installed = QFontDatabase::families();
  const QString wanted = QString::fromStdString(setup.fontFamily);
  for (const QString& family : installed)
    if (!wanted.isEmpty() && family.compare(wanted, Qt::CaseInsensitive) == 0) return family;
  for (const char* family : {"DejaVu Sans", "Liberation Sans", "Noto Sans", "FreeSans", "Arial"})
    if (installed.contains(QLatin1String(family))) return QLatin1String(family);
  return installed.isEmpty() ? QString() : installed.front();
}

Page::Page(QPainter& painter, const PageSetup& setup, Progress* progress)
    : m_painter(painter), m_setup(setup), m_progress(progress) {
  const bool black = setup.background == Background::Black;
  m_style.background = black ? QColor(Qt::black) : QColor(Qt::white);
  m_style.text = black ? QColor(228, 228, 230) : QColor(30, 30, 32);
  m_style.crosshair = black ? QColor(90, 200, 120) : QColor(20, 140, 70);
  m_style.fontPixels = setup.fontPt / kPointsPerInch * setup.size.dpi;
  m_style.fontFamily = fontFamilyOf(setup);
  m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform | QPainter::LosslessImageRendering);
  const QSize pixels = pixelSize(setup.size);
  if (!transparent()) m_painter.fillRect(QRect(QPoint(), pixels), m_style.background);
}

QRectF Page::inside() const {
  const double u = unit();
  return QRectF(QPointF(), QSizeF(pixelSize(m_setup.size))).adjusted(u, u, -u, -u);
}

QFont Page::font(double factor, bool bold) const {
  return fontOf(m_style, factor, bold);
}

void Page::text(const QRectF& where, int flags, const QString& words, bool bold, double factor) {
  m_painter.setFont(font(factor, bold));
  m_painter.setPen(m_style.text);
  m_painter.drawText(where, flags, words);
}

void Page::line(const QRectF& where, const QString& words, double factor) {
  text(where, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
       QFontMetricsF(font(factor)).elidedText(words, Qt::ElideMiddle, where.width()), false, factor);
}

double Page::least(double factor) const {
  return std::min(factor, kLeastPt / m_setup.fontPt);
}

double Page::fitting(const QStringList& words, double width, double factor, bool bold) const {
  const QFontMetricsF metrics(font(factor, bold));
  double widest = 1;
  for (const QString& each : words) widest = std::max(widest, metrics.horizontalAdvance(each));
  return std::max(least(factor), factor * std::min(width / widest, 1.0));
}

void Page::fitted(const QRectF& where, int flags, const QString& words, bool bold, double factor) {
  const double smaller = fitting({words}, where.width(), factor, bold);
  // letters have whole pixels: no wider than they were asked to be
  const QFontMetricsF metrics(font(smaller, bold));
  const bool fits = metrics.horizontalAdvance(words) <= where.width() * 1.03;
  text(where, flags | Qt::TextSingleLine | Qt::TextDontClip,
       fits ? words : metrics.elidedText(words, Qt::ElideRight, where.width()), bold, smaller);
}

QStringList Page::wrapped(const QString& words, double width, double factor, bool bold) const {
  const QFontMetricsF metrics(font(factor, bold));
  QStringList lines{QString()};
  for (const QString& word : words.split(QLatin1Char(' '))) {
    const QString longer = lines.back().isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
    if (lines.back().isEmpty() || metrics.horizontalAdvance(longer) <= width)
      lines.back() = longer;
    else
      lines << word;
  }
  return lines;
}

QStringList Page::balanced(const QString& words, double width, double factor, bool bold) const {
  QStringList best = wrapped(words, width, factor, bold);
  double narrow = width / static_cast<double>(best.size()), wide = width;
  while (best.size() > 1 && wide - narrow > unit() / 4) {
    const double middle = (narrow + wide) / 2;
    QStringList lines = wrapped(words, middle, factor, bold);
    if (lines.size() > best.size()) {
      narrow = middle;
    } else {
      best = std::move(lines);
      wide = middle;
    }
  }
  return best;
}

void Page::verticalText(const QRectF& where, const QString& words, bool bold, double factor) {
  m_painter.save();
  m_painter.translate(where.center());
  m_painter.rotate(-90);
  fitted(QRectF(-where.height() / 2, -where.width() / 2, where.height(), where.width()), Qt::AlignCenter,
         words, bold, factor);
  m_painter.restore();
}

void Page::panel(const QRectF& cell) {
  if (transparent()) return;
  m_painter.fillRect(cell,
                     m_setup.background == Background::Black ? QColor(16, 17, 19) : QColor(246, 246, 247));
}

void Page::empty(const QRectF& cell, const QString& why) {
  panel(cell);
  text(cell.adjusted(unit(), 0, -unit(), 0), Qt::AlignCenter | Qt::TextWordWrap, why);
}

PaintStyle Page::sliceStyle(double fontFactor) const {
  PaintStyle style = m_style;
  style.fontPixels *= fontFactor;
  style.leastPixels = least() * unit();
  style.fillBackground = !transparent();
  if (transparent()) return style;  // words as dark as the page's, with a light halo
  style.background = Qt::black;     // of the letters' halo, too
  style.text = QColor(240, 240, 240);
  return style;
}

void Page::within(const QPointF& corner, const PageSetup& setup,
                  const std::function<void(Page& part)>& paint) {
  m_painter.save();
  m_painter.translate(corner);
  Page part(m_painter, setup, m_progress);
  paint(part);
  m_painter.restore();
}

void Page::step() {
  if (m_progress) m_progress->throwIfCancelled();
}

}  // namespace vxs::paint
