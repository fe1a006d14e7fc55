#include "ui/training/CurveView.h"

#include "ui/paint/Numbers.h"
#include "ui/paint/Plot.h"
#include "ui/training/CurveStyle.h"
#include "ui/training/RunCurves.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

using namespace curve;

namespace {

constexpr int kMostXTicks = 7, kMostYTicks = 5;
constexpr double kDot = 2.4, kRing = 5;
constexpr double kFlat = 1e-9;  ///< of the values: a smaller span is rounding, and drawn as a level line
constexpr int kLow = 150;       ///< pixels at 100 % type: below, numbers and name of x share a line

/// Of an epoch, a step or seconds.
QString xText(double value) {
  return paint::withMinus(QString::number(value, 'g', 7));
}

bool finite(const QPointF& point) {
  return std::isfinite(point.x()) && std::isfinite(point.y());
}

}  // namespace

CurveView::CurveView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize CurveView::minimumSizeHint() const {
  return {180, std::max(92, scaledPixels(80))};
}

void CurveView::setPlot(CurvePlot plot) {
  m_plot = std::move(plot);
  setAccessibleName(m_plot.title);
  update();
}

QRectF CurveView::dataRange() const {
  double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
  for (const Curve& curve : m_plot.curves)
    for (const QPointF& point : curve.points) {
      if (!finite(point)) continue;
      left = std::min(left, point.x());
      right = std::max(right, point.x());
      low = std::min(low, point.y());
      high = std::max(high, point.y());
    }
  if (!(left <= right)) return {0, 0, 1, 1};
  if (m_plot.level && std::isfinite(m_plot.level->value)) {
    low = std::min(low, m_plot.level->value);
    high = std::max(high, m_plot.level->value);
  }
  left = std::min(left, 0.0);  // training begins at 0 on every axis
  if (right <= left) right = left + 1;
  const double size = std::max(std::abs(low), std::abs(high));
  const bool flat = high - low <= kFlat * size;
  const double margin = flat ? std::max(size * 0.1, 1e-6) : 0.06 * (high - low);
  return {left, low - margin, right - left, high - low + 2 * margin};
}

double CurveView::left() const {
  return numbersRoom() + (m_plot.yName.isEmpty() ? 0 : nameRoom());
}

double CurveView::titleRoom() const {
  if (low()) return topRoom();
  const double wide = QFontMetricsF(smallFont(*this, true)).horizontalAdvance(m_plot.title);
  return topRoom() + (wide > width() - 2 * kTitleInset ? lineHeight() : 0);
}

double CurveView::top() const {
  const std::vector<LegendEntry> names = legend();
  return names.empty() || low() ? titleRoom() : std::max(titleRoom(), names.back().place.bottom() + 3);
}

bool CurveView::low() const {
  return height() < scaledPixels(kLow);
}

double CurveView::bottom() const {
  return low() ? bottomRoom() - lineHeight() : bottomRoom() + (m_plot.bestX ? bestRoom() : 0);
}

QRectF CurveView::frame() const {
  return QRectF(rect()).adjusted(left(), top(), -right(), -bottom());
}

QPointF CurveView::pointOf(const QPointF& value) const {
  const QRectF range = dataRange(), area = frame();
  return {area.left() + (value.x() - range.left()) / range.width() * area.width(),
          area.bottom() - (value.y() - range.top()) / range.height() * area.height()};
}

double CurveView::xAt(const QPointF& point) const {
  const QRectF range = dataRange(), area = frame();
  return range.left() + (point.x() - area.left()) / std::max(area.width(), 1.0) * range.width();
}

qsizetype CurveView::notFinite() const {
  qsizetype count = 0;
  for (const Curve& curve : m_plot.curves)
    if (!curve.faint || m_plot.curves.size() == 1)
      count += std::count_if(curve.points.begin(), curve.points.end(),
                             [](const QPointF& p) { return !finite(p); });
  return count;
}

void CurveView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  painter.setFont(smallFont(*this, true));
  painter.setPen(palette().color(QPalette::Text));
  const QRectF title(kTitleInset, 3, width() - kTitleInset - std::max(kTitleInset, right()), titleRoom() - 4);
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                   low()
                       ? QFontMetricsF(painter.font()).elidedText(shownTitle(), Qt::ElideRight, title.width())
                       : m_plot.title);
  const bool empty = std::none_of(m_plot.curves.begin(), m_plot.curves.end(), [](const Curve& curve) {
    return std::any_of(curve.points.begin(), curve.points.end(), finite);
  });
  painter.setFont(smallFont(*this));
  if (empty) {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect().adjusted(16, 20, -16, -8), Qt::AlignCenter | Qt::TextWordWrap, m_plot.emptyText);
    return;
  }
  paintAxes(painter);
  painter.save();
  painter.setClipRect(frame().adjusted(-4, -4, 4, 4));
  for (const Curve& curve : m_plot.curves) paintCurve(painter, curve);
  painter.restore();
  paintMarks(painter);
  paintLegend(painter);
  if (m_pointer) paintReadout(painter);
}

void CurveView::paintAxes(QPainter& painter) const {
  const QRectF area = frame(), range = dataRange();
  const QColor ink = palette().color(QPalette::PlaceholderText);
  QColor grid = palette().color(QPalette::Mid);
  grid.setAlpha(110);
  const int rows = std::clamp(static_cast<int>(area.height() / lineHeight()), 2, kMostYTicks);
  const std::vector<double> levels = paint::niceTicks(range.top(), range.bottom(), rows);
  const QStringList levelTexts = tickTexts(levels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double at = pointOf({range.left(), levels[i]}).y();
    painter.setPen(QPen(grid, 1));
    painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
    painter.setPen(ink);
    painter.drawText(QRectF(0, at - lineHeight() / 2, left() - 6, lineHeight()),
                     Qt::AlignRight | Qt::AlignVCenter, levelTexts[static_cast<qsizetype>(i)]);
  }
  QString name = m_plot.xName;
  if (const qsizetype bad = notFinite(); bad > 0) name += tr("   (%1 not finite: gaps)").arg(bad);
  const double nameFrom = low() ? width() - 3 - QFontMetricsF(painter.font()).horizontalAdvance(name)
                                : static_cast<double>(width());
  // numbers of four characters or more stand clear of each other
  const QString widest = QString::number(std::max(1000.0, range.right()), 'f', 0) + QLatin1Char(' ');
  const double each = QFontMetricsF(painter.font()).horizontalAdvance(widest);
  const int columns = std::clamp(static_cast<int>(area.width() / each), 1, kMostXTicks);
  const std::vector<double> places = paint::niceTicks(range.left(), range.right(), columns);
  const QStringList placeTexts = tickTexts(places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double at = pointOf({places[i], range.top()}).x();
    const QString& text = placeTexts[static_cast<qsizetype>(i)];
    painter.setPen(QPen(grid, 1));
    painter.drawLine(QPointF(at, area.bottom()), QPointF(at, area.bottom() + 3));
    painter.setPen(ink);
    if (at + QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 > nameFrom - 4) continue;
    painter.drawText(QRectF(at - numbersRoom(), area.bottom() + 3, 2 * numbersRoom(), lineHeight()),
                     Qt::AlignHCenter | Qt::AlignTop, text);
  }
  if (low())  // at the end of the numbers: the curves have the line beneath them
    painter.drawText(QRectF(nameFrom, area.bottom() + 3, width() - nameFrom, lineHeight()),
                     Qt::AlignLeft | Qt::AlignTop, name);
  else
    painter.drawText(QRectF(area.left(), area.bottom() + 2 + lineHeight(), area.width(), lineHeight()),
                     Qt::AlignHCenter | Qt::AlignTop, name);
  if (m_plot.yName.isEmpty()) return;
  painter.save();
  painter.translate(3, area.bottom());
  painter.rotate(-90);
  painter.drawText(QRectF(0, 0, area.height(), nameRoom()), Qt::AlignHCenter | Qt::AlignVCenter,
                   QFontMetricsF(painter.font()).elidedText(m_plot.yName, Qt::ElideRight, area.height()));
  painter.restore();
}

void CurveView::paintCurve(QPainter& painter, const Curve& curve) const {
  const QColor color = inkOf(curve.color, curve.faint);
  painter.setPen(QPen(color, curve.faint ? 1 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  const QRectF range = dataRange(), area = frame();
  QPainterPath path;
  bool pen = false;
  double column = -1, low = 0, high = 0;
  const auto place = [&](const QPointF& value) {
    return QPointF(area.left() + (value.x() - range.left()) / range.width() * area.width(),
                   area.bottom() - (value.y() - range.top()) / range.height() * area.height());
  };
  for (const QPointF& value : curve.points) {
    if (!finite(value)) {
      pen = false;
      continue;
    }
    const QPointF at = place(value);
    if (!pen) {
      path.moveTo(at);
      pen = true;
      column = std::floor(at.x()), low = high = at.y();
    } else if (std::floor(at.x()) == column && at.y() >= low && at.y() <= high) {
      continue;  // inside what its pixel column shows already
    } else {
      if (std::floor(at.x()) != column) column = std::floor(at.x()), low = high = at.y();
      low = std::min(low, at.y());
      high = std::max(high, at.y());
      path.lineTo(at);
    }
  }
  painter.drawPath(path);
  if (!curve.markers || curve.points.size() > 200) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  for (const QPointF& value : curve.points)
    if (finite(value)) painter.drawEllipse(place(value), kDot, kDot);
}

void CurveView::paintMarks(QPainter& painter) const {
  const QRectF area = frame(), range = dataRange();
  const QColor ink = palette().color(QPalette::Text);
  if (m_plot.level && std::isfinite(m_plot.level->value)) {
    const double y = pointOf({range.left(), m_plot.level->value}).y();
    painter.setPen(QPen(ink, 1.2, Qt::DashLine));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    const bool high = y - lineHeight() < area.top();  // no room above: the legend is there
    painter.drawText(QRectF(area.left() + 4, high ? y + 1 : y - lineHeight(), area.width() - 8, lineHeight()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_plot.level->name);
  }
  const auto upright = [&](double x, const QColor& color, Qt::PenStyle style, const QString& text) {
    const double at = pointOf({x, range.top()}).x();
    if (at < area.left() - 1 || at > area.right() + 1) return;
    painter.setPen(QPen(color, 1.2, style));
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
    // beneath the frame, between its numbers and the name of the axis: no curve is there
    const double wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2;
    const double from =
        std::clamp(at - wide / 2, area.left(), std::max(area.left(), width() - kRight - wide));
    if (!low())
      painter.drawText(QRectF(from, height() - bestRoom(), wide, bestRoom()), Qt::AlignCenter, text);
  };
  if (m_plot.shownX) upright(*m_plot.shownX, palette().color(QPalette::Highlight), Qt::SolidLine, {});
  if (m_plot.bestX)
    upright(*m_plot.bestX, ink, Qt::DotLine, m_plot.bestText.isEmpty() ? tr("best") : m_plot.bestText);
  if (!m_plot.best || !finite(*m_plot.best)) return;
  painter.setPen(QPen(ink, 1.4));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(pointOf(*m_plot.best), kRing, kRing);
}

void CurveView::paintReadout(QPainter& painter) const {
  const double x = xAt(*m_pointer);
  QStringList lines;
  std::optional<double> at;
  for (const Curve& curve : m_plot.curves) {
    if (curve.name.isEmpty() || curve.faint || curve.points.empty()) continue;
    const auto nearest = std::min_element(
        curve.points.begin(), curve.points.end(),
        [&](const QPointF& a, const QPointF& b) { return std::abs(a.x() - x) < std::abs(b.x() - x); });
    if (!at) at = nearest->x();
    lines << QStringLiteral("%1 %2").arg(curve.name, paint::withMinus(QString::number(nearest->y(), 'g', 5)));
  }
  if (!at) return;
  lines.prepend(QStringLiteral("%1 %2").arg(m_plot.xName, xText(*at)));
  const QRectF area = frame();
  const double line = pointOf({*at, 0}).x();
  painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 1, Qt::DotLine));
  painter.drawLine(QPointF(line, area.top()), QPointF(line, area.bottom()));
  const QFontMetricsF metrics(painter.font());
  double wide = 0;
  for (const QString& text : lines) wide = std::max(wide, metrics.horizontalAdvance(text));
  QRectF box(line + 8, area.top() + 4, wide + 12, metrics.height() * static_cast<double>(lines.size()) + 8);
  if (box.right() > area.right()) box.moveRight(line - 8);
  QColor back = palette().color(QPalette::ToolTipBase);
  back.setAlpha(235);
  painter.setPen(Qt::NoPen);
  painter.setBrush(back);
  painter.drawRoundedRect(box, 3, 3);
  painter.setPen(palette().color(QPalette::ToolTipText));
  painter.drawText(box.adjusted(6, 4, 0, 0), Qt::AlignLeft | Qt::AlignTop, lines.join(QLatin1Char('\n')));
}

void CurveView::mouseMoveEvent(QMouseEvent* event) {
  m_pointer = event->position();
  update();
}

void CurveView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && frame().contains(event->position()))
    Q_EMIT xChosen(xAt(event->position()));
}

void CurveView::leaveEvent(QEvent*) {
  m_pointer.reset();
  update();
}

}  // namespace vxs::ui
