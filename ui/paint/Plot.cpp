#include "ui/paint/Plot.h"
#include "ui/paint/Numbers.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::paint {

double PlotArea::toX(double value) const {
  return rect.left() + (value - lowX) / (highX - lowX) * rect.width();
}
double PlotArea::toY(double value) const {
  return rect.bottom() - (value - lowY) / (highY - lowY) * rect.height();
}
double PlotArea::fromX(double pixel) const {
  return lowX + (pixel - rect.left()) / rect.width() * (highX - lowX);
}
double PlotArea::fromY(double pixel) const {
  return lowY + (rect.bottom() - pixel) / rect.height() * (highY - lowY);
}

std::vector<double> niceTicks(double low, double high, int count) {
  constexpr double kFinest = 1e-12;  // of the larger end: finer ticks would differ by rounding only
  if (!(high > low) || !std::isfinite(high - low) || count < 1) return {};
  const double rough = (high - low) / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step >= rough * 0.999) break;
  }
  if (!(step > kFinest * std::max(std::abs(low), std::abs(high)))) return {};
  std::vector<double> ticks;
  const double slack = step * 1e-6;
  for (double k = std::ceil((low - slack) / step); k * step <= high + slack; k += 1)
    ticks.push_back(k == 0 ? 0 : k * step);
  return ticks;
}

QString tickText(double value, double step) {
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-6)), 0, 6);
  return withMinus(QString::number(value, 'f', decimals));
}

namespace {
constexpr double kTick = 3, kGap = 2;  ///< pixels: a tick's length, between words and what they belong to

double numberWidth(const QFontMetricsF& metrics) {
  return metrics.horizontalAdvance(QStringLiteral("-0.0"));
}

/// From the bottom of the area to the top of the title of x.
double titleOffset(const QFontMetricsF& metrics) {
  return metrics.height() + kTick;
}

struct Title {
  QString text;
  double from = 0, length = 0;
};

/// A title along an axis whose middle is `centre`, between `low` and `high` unless these are the same.
Title placed(const QString& text, const QFontMetricsF& metrics, double centre, double low, double high) {
  Title title{text, 0, metrics.horizontalAdvance(text)};
  if (high <= low) return {text, centre - title.length / 2, title.length};
  low += kTitleEdge;
  high -= kTitleEdge;
  if (title.length > high - low) {
    title.text = metrics.elidedText(text, Qt::ElideMiddle, high - low);
    title.length = metrics.horizontalAdvance(title.text);
  }
  title.from = std::clamp(centre - title.length / 2, low, std::max(low, high - title.length));
  return title;
}
}  // namespace

QMarginsF axisMargins(const QFontMetricsF& metrics, bool ticksY) {
  const double half = numberWidth(metrics) / 2 + kGap;
  const double left = ticksY ? numberWidth(metrics) + metrics.height() + kTick + 4 * kGap : half;
  return {left, ticksY ? metrics.height() / 2 : kGap, half,
          titleOffset(metrics) + metrics.height() + 2 * kGap};
}

void paintAxes(QPainter& painter, const PlotArea& area, const QString& titleX, const QString& titleY,
               const PlotColors& colors, int ticksX, int ticksY, const QRectF& room) {
  painter.save();
  const QFontMetricsF metrics(painter.font());
  painter.setPen(QPen(colors.grid, 1));
  painter.drawLine(area.rect.bottomLeft(), area.rect.bottomRight());
  if (ticksY > 0) painter.drawLine(area.rect.bottomLeft(), area.rect.topLeft());
  const auto most = [](int wanted, double length, double each) {
    return std::clamp(static_cast<int>(length / each), 1, std::max(1, wanted));
  };
  const double number = numberWidth(metrics);
  ticksX = most(ticksX, area.rect.width(), 1.3 * number);
  const std::vector<double> across = niceTicks(area.lowX, area.highX, ticksX);
  std::vector<double> up;
  if (ticksY > 0)
    up = niceTicks(area.lowY, area.highY, most(ticksY, area.rect.height(), 1.5 * metrics.height()));
  const auto stepOf = [](const std::vector<double>& ticks) {
    return ticks.size() > 1 ? ticks[1] - ticks[0] : 1.0;
  };
  for (const double tick : across) {
    const double x = area.toX(tick), y = area.rect.bottom();
    painter.setPen(QPen(colors.grid, 1));
    painter.drawLine(QPointF(x, y), QPointF(x, y + kTick));
    painter.setPen(colors.faint);
    painter.drawText(QRectF(x - 2 * number, y + kTick, 4 * number, metrics.height()),
                     Qt::AlignHCenter | Qt::AlignTop, tickText(tick, stepOf(across)));
  }
  for (const double tick : up) {
    const double x = area.rect.left(), y = area.toY(tick);
    painter.setPen(QPen(colors.grid, 1));
    painter.drawLine(QPointF(x - kTick, y), QPointF(x, y));
    painter.setPen(colors.faint);
    const double end = x - kTick - kGap;
    painter.drawText(QRectF(end - 2 * number, y - metrics.height() / 2, 2 * number, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, tickText(tick, stepOf(up)));
  }
  painter.setPen(colors.text);
  if (!titleX.isEmpty()) {
    const Title title = placed(titleX, metrics, area.rect.center().x(), room.left(), room.right());
    painter.drawText(
        QRectF(title.from, area.rect.bottom() + titleOffset(metrics), title.length, metrics.height() + kGap),
        Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, title.text);
  }
  if (!titleY.isEmpty()) {  // upward, so that its beginning is at the bottom
    const Title title = placed(titleY, metrics, area.rect.center().y(), room.top(), room.bottom());
    painter.translate(area.rect.left() - number - kTick - 2 * kGap, title.from + title.length);
    painter.rotate(-90);
    painter.drawText(QRectF(0, -metrics.height(), title.length, metrics.height()),
                     Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip, title.text);
  }
  painter.restore();
}

}  // namespace vxs::paint
