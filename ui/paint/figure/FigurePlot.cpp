#include "ui/paint/figure/FigurePlot.h"

#include "ui/paint/Plot.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::paint {

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

void FigurePlot::horizontalAxis(const QString& name) {
  const double u = m_page.unit();
  m_page.painter().setPen(pen());
  m_page.painter().drawLine(m_area.bottomLeft(), m_area.bottomRight());
  for (const double tick : niceTicks(m_lowX, m_highX, 5)) {
    m_page.painter().setPen(pen());
    m_page.painter().drawLine(QPointF(x(tick), m_area.bottom()), QPointF(x(tick), m_area.bottom() + u * 0.3));
    m_page.text({x(tick) - 3 * u, m_area.bottom() + 0.4 * u, 6 * u, 1.2 * u}, Qt::AlignHCenter | Qt::AlignTop,
                QString::fromStdString(numberText(tick)), false, 0.8);
  }
  m_page.text({m_area.left(), m_area.bottom() + 1.5 * u, m_area.width(), 1.3 * u},
              Qt::AlignHCenter | Qt::AlignTop, name, false, 0.9);
}

void FigurePlot::verticalAxis(const QString& name, bool percent) {
  const double u = m_page.unit();
  m_page.painter().setPen(pen());
  m_page.painter().drawLine(m_area.topLeft(), m_area.bottomLeft());
  for (const double tick : niceTicks(m_lowY, m_highY, 5)) {
    m_page.painter().setPen(pen());
    m_page.painter().drawLine(QPointF(m_area.left() - u * 0.3, y(tick)), QPointF(m_area.left(), y(tick)));
    m_page.text({m_area.left() - 4.5 * u, y(tick) - u, 4 * u, 2 * u}, Qt::AlignRight | Qt::AlignVCenter,
                QString::fromStdString(percent ? numberText(tick * 100) + " %" : numberText(tick)), false,
                0.8);
  }
  m_page.verticalText({m_area.left() - 6 * u, m_area.top(), 1.4 * u, m_area.height()}, name, false, 0.9);
}

void FigurePlot::horizontalLine(double value, Qt::PenStyle style) {
  if (value < m_lowY || value > m_highY) return;
  QPen line = pen();
  line.setStyle(style);
  m_page.painter().setPen(line);
  m_page.painter().drawLine(QPointF(m_area.left(), y(value)), QPointF(m_area.right(), y(value)));
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
