#include "ui/maps/HistogramView.h"

#include "ui/maps/PlotStyle.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr double kReach = 8;     ///< pixels from a handle at which the mouse takes it
constexpr double kHandles = 12;  ///< pixels of the handles' heads above the plot

}  // namespace

HistogramView::HistogramView(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  setMinimumSize(112, 110);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Histogram of the map"));
  setToolTip(tr("Drag the handles: threshold (triangle) and end of the colours (bar)."));
  connect(&maps, &MapsModel::mapChanged, this, &HistogramView::recount);
  connect(&maps, &MapsModel::regionChanged, this, &HistogramView::recount);
  connect(&maps.session(), &Session::secondRunChanged, this, qOverload<>(&QWidget::update));
  connect(&maps.session().view(), &ViewState::scaleChanged, this, qOverload<>(&QWidget::update));
  recount();
}

void HistogramView::recount() {
  const MapInfo info = m_maps.info();
  setAxis(info);
  const auto bins = static_cast<int>(
      std::lround(info.bins * (m_highest - m_lowest) / (info.highest - info.lowest)));  // of the same width
  m_histogram = m_maps.values().empty()
                    ? metrics::Histogram{}
                    : metrics::histogramOf(m_maps.values(), m_maps.members(), m_lowest, m_highest, bins);
  update();
}

void HistogramView::setAxis(const MapInfo& info) {
  m_lowest = info.lowest;
  m_highest = info.highest;
  if (!info.bothSigns) return;
  for (const float value : m_maps.values())
    if (std::isfinite(value)) m_highest = std::max(m_highest, std::ceil(10 * std::abs(double{value})) / 10);
  m_lowest = -m_highest;
}

paint::PlotArea HistogramView::area() const {
  // a single tall bin (ceilings of exactly 0) must not press the others flat
  std::vector<std::int64_t> sorted = m_histogram.counts;
  std::ranges::sort(sorted);
  const double most = sorted.empty() ? 1 : static_cast<double>(sorted.back());
  const double usual = sorted.size() < 3 ? most : 2 * static_cast<double>(sorted[sorted.size() - 3]);
  const double top = std::max(1.0, usual > 0 ? std::min(most, usual) : most);
  QRectF plot = plotRect(*this, false);
  if (hasNotes()) plot.setTop(std::min(plot.top() + kHandles, plot.bottom() - 1));  // no note under a handle
  return {plot, m_lowest, m_highest, 0, top * 1.08};
}

double HistogramView::handleX(Handle handle) const {
  const scene::ColorScale& scale = m_maps.scale();
  const paint::PlotArea plot = area();
  return std::clamp(plot.toX(handle == Handle::Threshold ? scale.thresholdZ : scale.range), plot.rect.left(),
                    plot.rect.right());
}

void HistogramView::paintBars(QPainter& painter, const paint::PlotArea& plot) const {
  const scene::ColorScale& scale = m_maps.scale();
  const scene::ColorMap& colors = scene::colorMap(scale.map);
  const QColor outside = palette().color(QPalette::Mid);
  for (std::size_t i = 0; i < m_histogram.counts.size(); ++i) {
    if (m_histogram.counts[i] == 0) continue;
    const double low = m_histogram.low + static_cast<double>(i) * m_histogram.binWidth();
    const double centre = low + m_histogram.binWidth() / 2;
    const auto rgb = colors.at(scale.fraction(centre));
    const bool faded = scale.magnitude(centre) < scale.thresholdZ || (scale.fromZero && centre < 0);
    const double y = std::max(plot.toY(static_cast<double>(m_histogram.counts[i])), plot.rect.top());
    const QRectF bar(plot.toX(low), y, plot.toX(low + m_histogram.binWidth()) - plot.toX(low) - 0.6,
                     plot.rect.bottom() - y);
    painter.fillRect(bar, faded ? outside : QColor(rgb[0], rgb[1], rgb[2]));
    if (static_cast<double>(m_histogram.counts[i]) > plot.highY) {  // taller than drawn: broken bar
      painter.fillRect(QRectF(bar.left() - 1, y + 6, bar.width() + 2, 2.5), palette().color(QPalette::Base));
      painter.setPen(palette().color(QPalette::PlaceholderText));
      painter.drawText(QPointF(bar.right() + 4, y + 10), QStringLiteral("%L1").arg(m_histogram.counts[i]));
    }
  }
}

void HistogramView::paintHandle(QPainter& painter, const paint::PlotArea& plot, Handle handle) const {
  const double x = handleX(handle);
  const bool chosen = hasFocus() && m_chosen == handle;
  const QColor color = chosen ? palette().color(QPalette::Highlight) : palette().color(QPalette::Text);
  painter.setPen(QPen(color, 1, handle == Handle::Threshold ? Qt::DashLine : Qt::SolidLine));
  painter.drawLine(QPointF(x, plot.rect.top() - 3), QPointF(x, plot.rect.bottom()));
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  const double y = plot.rect.top() - 3;
  if (handle == Handle::Threshold)
    painter.drawPolygon(QPolygonF{QPointF(x - 5, y - 8), QPointF(x + 5, y - 8), QPointF(x, y)});
  else
    painter.drawRoundedRect(QRectF(x - 3, y - 9, 6, 10), 2, 2);
}

void HistogramView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  if (m_maps.values().empty()) return paintReason(painter, *this, m_maps.whyNoMap());
  painter.setFont(plotFont(*this));
  const paint::PlotArea plot = area();
  const MapInfo info = m_maps.info();
  paintBars(painter, plot);
  paint::paintAxes(painter, plot, axisTitle(), {}, plotColors(*this),
                   isOfLayers(info.kind) ? std::min(7, static_cast<int>(info.range)) : 7, 0, rect());
  paintNotes(painter);
  paintHandle(painter, plot, Handle::Threshold);
  paintHandle(painter, plot, Handle::Range);
}

/// What lies beside the axis.
void HistogramView::paintNotes(QPainter& painter) const {
  painter.setPen(palette().color(QPalette::PlaceholderText));
  const auto below = static_cast<qint64>(m_histogram.below), above = static_cast<qint64>(m_histogram.above);
  QRectF left(rect().adjusted(6, 2, -6, 0)), right = left;
  if (below > 0 && above > 0) {
    left.setWidth(left.width() / 2 - 2);
    right.setLeft(left.right() + 4);
  }
  if (below > 0)
    paintWording(painter, left, Qt::AlignLeft | Qt::AlignTop,
                 {tr("◂ %L1 below").arg(below), tr("◂ %L1").arg(below)});
  if (above > 0)
    paintWording(painter, right, Qt::AlignRight | Qt::AlignTop,
                 {tr("%L1 above ▸").arg(above), tr("%L1 ▸").arg(above)});
}

QString HistogramView::axisTitle() const {
  const MapInfo info = m_maps.info();
  const QString owner = m_maps.ownerOf(m_maps.kind());
  const QFont font = plotFont(*this);
  const double room = width() - 2 * paint::kTitleEdge;
  // what is left out then stands beside the colour bar
  const QString brief = info.kind == MapKind::Difference ? info.unit : info.name;
  return fitting({ofRun(axisName(info), owner, font, room), ofRun(brief, owner, font, room)}, font, room);
}

HistogramView::Handle HistogramView::handleAt(const QPointF& point) const {
  if (m_maps.values().empty()) return Handle::None;
  const double toThreshold = std::abs(point.x() - handleX(Handle::Threshold)),
               toRange = std::abs(point.x() - handleX(Handle::Range));
  if (std::min(toThreshold, toRange) > kReach) return Handle::None;
  return toThreshold < toRange ? Handle::Threshold : Handle::Range;
}

void HistogramView::moveHandle(Handle handle, double value) {
  scene::ColorScale scale = m_maps.scale();
  const double step = m_highest / 500;
  value = std::round(value / step) * step;
  if (handle == Handle::Range)
    scale.range = std::clamp(value, std::max(step * 5, scale.thresholdZ), m_highest);
  else
    scale.thresholdZ = std::clamp(value, 0.0, scale.range);
  m_maps.setScale(scale);
  update();
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  m_dragged = handleAt(event->position());
  if (m_dragged != Handle::None) m_chosen = m_dragged;
  update();
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
  if (m_dragged != Handle::None) return moveHandle(m_dragged, area().fromX(event->position().x()));
  setCursor(handleAt(event->position()) == Handle::None ? Qt::ArrowCursor : Qt::SplitHCursor);
}

void HistogramView::mouseReleaseEvent(QMouseEvent*) {
  m_dragged = Handle::None;
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
  const scene::ColorScale& scale = m_maps.scale();
  const double present = m_chosen == Handle::Range ? scale.range : scale.thresholdZ;
  const double step = m_highest / (event->modifiers() & Qt::ShiftModifier ? 20 : 100);
  switch (event->key()) {
    case Qt::Key_Left:
      return moveHandle(m_chosen, present - step);
    case Qt::Key_Right:
      return moveHandle(m_chosen, present + step);
    case Qt::Key_T:
    case Qt::Key_E:
      m_chosen = event->key() == Qt::Key_T ? Handle::Threshold : Handle::Range;
      return update();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace vxs::ui
