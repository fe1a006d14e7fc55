#include "ui/paint/figure/FigurePlot.h"

#include "ui/paint/Plot.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::paint {
namespace {

constexpr double kTickFont = 0.8;
/// Beside a vertical axis, in units of the page's words: before its numbers, between them and its name, the
/// name.
constexpr double kTickGap = 0.5, kNameGap = 0.4, kNameHeight = 1.4;

QString verticalTick(double value, bool percent) {
  return QString::fromStdString(percent ? numberText(value * 100) + " %" : numberText(value));
}

double widestTick(const Page& page, double lowY, double highY, bool percent) {
  const QFontMetricsF metrics(page.font(kTickFont));
  double widest = 0;
  for (const double tick : niceTicks(lowY, highY, 5))
    widest = std::max(widest, metrics.horizontalAdvance(verticalTick(tick, percent)));
  return widest;
}

}  // namespace

double FigurePlot::axisWidth(const Page& page, double lowY, double highY, bool percent) {
  return widestTick(page, lowY, highY, percent) + (kTickGap + kNameGap + kNameHeight) * page.unit();
}

FigurePlot::FigurePlot(Page& page, const QRectF& area, double lowX, double highX, double lowY, double highY)
    : m_page(page), m_area(area), m_lowX(lowX), m_highX(highX), m_lowY(lowY), m_highY(highY) {}

double FigurePlot::x(double value) const {
  return m_area.left() + (value - m_lowX) / (m_highX - m_lowX) * m_area.width();
}

double FigurePlot::y(double value) const {
  return m_area.bottom() - (value - m_lowY) / (m_highY - m_lowY) * m_area.height();
}

QPen FigurePlot::pen(double width) const {
  return QPen(m_page.style().text, std::max(1.0, width * m_page.unit() / 14));
}

std::vector<FigurePlot::Tick> FigurePlot::ticksAcross(const std::vector<std::string>& names) const {
  std::vector<Tick> ticks;
  if (names.empty()) {
    for (const double tick : niceTicks(m_lowX, m_highX, 5))
      ticks.push_back({tick, QString::fromStdString(numberText(tick))});
    return ticks;
  }
  const QFontMetricsF metrics(m_page.font(kTickFont));
  double widest = 1;
  for (const std::string& name : names)
    widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(name) + QStringLiteral("  ")));
  const auto step = static_cast<std::size_t>(std::ceil(widest / std::max(1.0, x(2) - x(1))));
  for (std::size_t i = 0; i < names.size(); i += step)
    ticks.push_back({static_cast<double>(i + 1), QString::fromStdString(names[i])});
  return ticks;
}

void FigurePlot::horizontalAxis(const QString& name, const std::vector<std::string>& names) {
  const double u = m_page.unit();
  m_page.painter().setPen(pen());
  m_page.painter().drawLine(m_area.bottomLeft(), m_area.bottomRight());
  for (const Tick& tick : ticksAcross(names)) {
    const double at = x(tick.value);
    m_page.painter().setPen(pen());
    m_page.painter().drawLine(QPointF(at, m_area.bottom()), QPointF(at, m_area.bottom() + u * 0.3));
    m_page.text({at - 3 * u, m_area.bottom() + 0.4 * u, 6 * u, 1.2 * u}, Qt::AlignHCenter | Qt::AlignTop,
                tick.text, false, kTickFont);
  }
  m_page.fitted({m_area.left(), m_area.bottom() + 1.5 * u, m_area.width(), 1.3 * u},
                Qt::AlignHCenter | Qt::AlignTop, name, false, 0.9);
}

void FigurePlot::verticalAxis(const QString& name, bool percent) {
  const double u = m_page.unit();
  m_page.painter().setPen(pen());
  m_page.painter().drawLine(m_area.topLeft(), m_area.bottomLeft());
  for (const double tick : niceTicks(m_lowY, m_highY, 5)) {
    m_page.painter().setPen(pen());
    m_page.painter().drawLine(QPointF(m_area.left() - u * 0.3, y(tick)), QPointF(m_area.left(), y(tick)));
    m_page.text({m_area.left() - (4 + kTickGap) * u, y(tick) - u, 4 * u, 2 * u},
                Qt::AlignRight | Qt::AlignVCenter, verticalTick(tick, percent), false, kTickFont);
  }
  // beside the widest number, however narrow the numbers are
  m_page.verticalText({m_area.left() - axisWidth(m_page, m_lowY, m_highY, percent), m_area.top(),
                       kNameHeight * u, m_area.height()},
                      name, false, 0.9);
}

void FigurePlot::horizontalLine(double value, Qt::PenStyle style) {
  if (value < m_lowY || value > m_highY) return;
  QPen line = pen();
  line.setStyle(style);
  m_page.painter().setPen(line);
  m_page.painter().drawLine(QPointF(m_area.left(), y(value)), QPointF(m_area.right(), y(value)));
}

void FigurePlot::curve(const std::vector<QPointF>& points, Qt::PenStyle style) {
  QPolygonF line;
  for (const QPointF& point : points) line << QPointF(x(point.x()), y(point.y()));
  QPen dashed = pen(1.2);
  dashed.setStyle(style);
  m_page.painter().setPen(dashed);
  m_page.painter().drawPolyline(line);
}

void FigurePlot::bar(double from, double to, double value, const QColor& color) {
  const double base = std::clamp(0.0, m_lowY, m_highY), top = std::clamp(value, m_lowY, m_highY);
  m_page.painter().fillRect(QRectF(QPointF(x(from), y(top)), QPointF(x(to), y(base))).normalized(), color);
}

void FigurePlot::whisker(double at, double low, double high) {
  const double cap = m_page.unit() * 0.25;
  const double bottom = y(std::clamp(low, m_lowY, m_highY)), top = y(std::clamp(high, m_lowY, m_highY));
  m_page.painter().setPen(pen(1.2));
  m_page.painter().drawLine(QPointF(x(at), bottom), QPointF(x(at), top));
  m_page.painter().drawLine(QPointF(x(at) - cap, bottom), QPointF(x(at) + cap, bottom));
  m_page.painter().drawLine(QPointF(x(at) - cap, top), QPointF(x(at) + cap, top));
}

}  // namespace vxs::paint
