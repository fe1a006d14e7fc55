#include "ui/maps/DensityView.h"

#include "ui/maps/PlotStyle.h"
#include "ui/paint/DensityPainter.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kBins = 60;
constexpr double kClickPixels = 3;

}  // namespace

DensityView::DensityView(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  setMinimumSize(122, 110);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  setAccessibleName(tr("r² against noise ceiling"));
  setToolTip(
      tr("Drag a rectangle to light its voxels up in every view and to judge the trials by them; click to "
         "let go. Counts are logarithmic."));
  connect(&maps, &MapsModel::stateChanged, this, &DensityView::recount);
  connect(&maps, &MapsModel::regionChanged, this, &DensityView::recount);
  connect(&maps, &MapsModel::brushChanged, this, qOverload<>(&QWidget::update));
  connect(&maps.session(), &Session::secondRunChanged, this, qOverload<>(&QWidget::update));
  recount();
}

void DensityView::recount() {
  m_density = {};
  m_aboveCeiling = 0;
  m_squared.clear();
  if (const auto& evaluation = m_maps.evaluation()) {
    m_squared = evaluation->r;
    for (float& value : m_squared) value *= value;
    m_density = metrics::densityOf(evaluation->ceiling, m_squared, m_maps.members(),
                                   {0, 1, 0, 1, kBins, kBins, {}, 0, 0});
    for (const std::uint32_t v : m_maps.members()) m_aboveCeiling += m_squared[v] > evaluation->ceiling[v];
  }
  m_picture = paint::densityImage(m_density);
  update();
}

paint::PlotArea DensityView::area() const {
  return {plotRect(*this, true), 0, 1, 0, 1};
}

QString DensityView::axisTitle() const {
  return ofRun(QStringLiteral("r²"), m_maps.ownerOf(MapKind::RSquared), plotFont(*this),
               area().rect.height());
}

void DensityView::paintNotes(QPainter& painter) const {
  const qint64 shown = static_cast<qint64>(m_maps.members().size()) - m_density.notFinite;
  const QRectF room = QRectF(rect()).adjusted(6, 2, -6, 0);
  if (m_maps.brush().empty()) {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    return paintWording(painter, room, Qt::AlignRight | Qt::AlignTop,
                        {tr("n %L1 · above ceiling %L2").arg(shown).arg(m_aboveCeiling),
                         tr("n %L1 · above %L2").arg(shown).arg(m_aboveCeiling), tr("n %L1").arg(shown)});
  }
  const auto brushed = static_cast<qint64>(m_maps.brushedInRegion());
  painter.setPen(palette().color(QPalette::Text));
  paintWording(painter, room, Qt::AlignRight | Qt::AlignTop,
               {tr("brushed %L1 of %L2").arg(brushed).arg(shown), tr("brushed %L1").arg(brushed)});
}

void DensityView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  if (m_squared.empty()) return paintReason(painter, *this, m_maps.reason());
  painter.setFont(plotFont(*this));
  const paint::PlotArea plot = area();
  painter.drawImage(plot.rect, m_picture);
  painter.setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
  painter.drawLine(plot.toPoint(0, 0), plot.toPoint(1, 1));
  painter.save();
  painter.translate(plot.toPoint(0.66, 0.68));
  painter.rotate(-std::atan2(plot.rect.height(), plot.rect.width()) * 180 / M_PI);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  const double line = painter.fontMetrics().height();
  painter.drawText(QRectF(-4 * line, -line - 2, 8 * line, line), Qt::AlignCenter, tr("ceiling"));
  painter.restore();
  paint::paintAxes(painter, plot, tr("noise ceiling"), axisTitle(), plotColors(*this), 5, 5, rect());
  paintNotes(painter);
  const QRectF& brushed = m_maps.brushRange();
  if (brushed.isNull()) return;
  QColor fill = palette().color(QPalette::Highlight);
  painter.setPen(QPen(fill, 1.5));
  fill.setAlpha(50);
  painter.setBrush(fill);
  painter.drawRect(
      QRectF(plot.toPoint(brushed.left(), brushed.bottom()), plot.toPoint(brushed.right(), brushed.top())));
}

void DensityView::brushBy(const QRectF& pixels) {
  const paint::PlotArea plot = area();
  const double left = std::max(0.0, plot.fromX(pixels.left())),
               right = std::min(1.0, plot.fromX(pixels.right())),
               low = std::max(0.0, plot.fromY(pixels.bottom())),
               high = std::min(1.0, plot.fromY(pixels.top()));
  m_maps.setBrush(QRectF(QPointF(left, low), QPointF(right, high)));  // top() is the lower r²
  update();
}

void DensityView::letGo() {
  m_maps.setBrush({});
  update();
}

void DensityView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && !m_squared.empty()) m_start = event->position();
}

void DensityView::mouseMoveEvent(QMouseEvent* event) {
  if (!m_start) return;
  const QRectF pixels = QRectF(*m_start, event->position()).normalized();
  if (std::max(pixels.width(), pixels.height()) > kClickPixels) brushBy(pixels);
}

void DensityView::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_start) return;
  const QRectF pixels = QRectF(*m_start, event->position()).normalized();
  if (std::max(pixels.width(), pixels.height()) <= kClickPixels) letGo();
  m_start.reset();
}

void DensityView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && !m_maps.brushRange().isNull()) return letGo();
  QWidget::keyPressEvent(event);
}

}  // namespace vxs::ui
