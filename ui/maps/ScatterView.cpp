#include "ui/maps/ScatterView.h"

#include "ui/maps/PlotStyle.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {
constexpr double kNearPixels = 9;
}

ScatterView::ScatterView(QWidget* parent) : QWidget(parent) {
  setMinimumSize(118, 110);
  setAccessibleName(tr("Measured against predicted response over the test images"));
  setToolTip(tr("One dot a test image; click a dot to see its image. Both axes have the same scale."));
}

void ScatterView::setCard(std::shared_ptr<const train::VoxelCard> card, int selected) {
  m_card = std::move(card);
  m_selected = selected;
  m_range = 1;
  if (m_card)
    for (const auto* values : {&m_card->measured, &m_card->predicted})
      for (const float value : *values)
        if (std::isfinite(value)) m_range = std::max(m_range, std::ceil(std::abs(double{value}) * 2) / 2);
  update();
}

void ScatterView::setReason(const QString& reason) {
  m_card.reset();
  m_reason = reason;
  update();
}

void ScatterView::setRun(const QString& name) {
  m_run = name;
  update();
}

paint::PlotArea ScatterView::area() const {
  const QRectF room = plotRect(*this, true);
  const double side = std::max(40.0, std::min(room.width(), room.height()));
  return {QRectF(room.left(), room.top(), side, side), -m_range, m_range, -m_range, m_range};
}

QPointF ScatterView::pointOf(std::size_t image) const {
  return area().toPoint(m_card->predicted[image], m_card->measured[image]);
}

QString ScatterView::acrossTitle() const {
  const QFont font = plotFont(*this);
  const double room = width() - 2 * paint::kTitleEdge;
  if (m_run.isEmpty()) return fitting({tr("predicted, z")}, font, room);
  // the name gives way, not what is along the axis
  const double words = QFontMetricsF(font).horizontalAdvance(tr("predicted by %1, z").arg(QString()));
  const QString name =
      QFontMetricsF(font).elidedText(m_run, Qt::ElideMiddle, std::max(room - words, room / 3));
  return fitting({tr("predicted by %1, z").arg(name), tr("%1, z").arg(name)}, font, room);
}

void ScatterView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  if (!m_card) return paintReason(painter, *this, m_reason);
  painter.setFont(plotFont(*this));
  const paint::PlotArea plot = area();
  const paint::PlotColors colors = plotColors(*this);
  painter.setPen(QPen(colors.grid, 1));
  painter.drawLine(plot.toPoint(-m_range, 0), plot.toPoint(m_range, 0));
  painter.drawLine(plot.toPoint(0, -m_range), plot.toPoint(0, m_range));
  painter.setPen(QPen(colors.faint, 1, Qt::DashLine));
  painter.drawLine(plot.toPoint(-m_range, -m_range), plot.toPoint(m_range, m_range));
  QColor dot = colors.accent;
  dot.setAlpha(150);
  painter.setPen(Qt::NoPen);
  painter.setBrush(dot);
  const double radius = m_card->measured.size() > 400 ? 1.6 : 2.2;
  for (std::size_t i = 0; i < m_card->measured.size(); ++i)
    if (std::isfinite(m_card->measured[i]) && std::isfinite(m_card->predicted[i]))
      painter.drawEllipse(pointOf(i), radius, radius);
  paint::paintAxes(painter, plot, acrossTitle(), tr("measured, z"), colors, 4, 4, rect());
  if (m_selected < 0 || static_cast<std::size_t>(m_selected) >= m_card->measured.size()) return;
  painter.setPen(QPen(colors.text, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(pointOf(static_cast<std::size_t>(m_selected)), 5, 5);
}

void ScatterView::mousePressEvent(QMouseEvent* event) {
  if (!m_card || event->button() != Qt::LeftButton) return;
  int nearest = -1;
  double least = kNearPixels;
  for (std::size_t i = 0; i < m_card->measured.size(); ++i) {
    const QPointF away = pointOf(i) - event->position();
    const double distance = std::hypot(away.x(), away.y());
    if (distance < least) {
      least = distance;
      nearest = static_cast<int>(i);
    }
  }
  if (nearest >= 0) Q_EMIT chosen(nearest);
}

}  // namespace vxs::ui
