#pragma once

#include <QColor>
#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

class QFontMetricsF;
class QPainter;

namespace vxs::paint {

/// A rectangle with a linear scale on both sides; y grows upward.
struct PlotArea {
  QRectF rect;
  double lowX = 0, highX = 1, lowY = 0, highY = 1;

  double toX(double value) const;
  double toY(double value) const;
  QPointF toPoint(double x, double y) const { return {toX(x), toY(y)}; }
  double fromX(double pixel) const;
  double fromY(double pixel) const;
};

struct PlotColors {
  QColor text, faint, grid, accent;
};

/// Round numbers (1, 2 or 5 times a power of ten) within [low, high], about `count` of them. None where there
/// is no span, where it is not finite, or where it is so small beside its ends (1e-12) that they are
/// rounding.
std::vector<double> niceTicks(double low, double high, int count);
/// A tick's number with as many decimals as the step needs.
QString tickText(double value, double step);
/// The room that paintAxes() needs around an area in a font: below for numbers and a title, at the left for
/// numbers and a title where there are `ticksY`, elsewhere for half a number.
QMarginsF axisMargins(const QFontMetricsF& metrics, bool ticksY);
/// Ticks, numbers and titles at the left and bottom of the area, in the painter's font; `ticksY` 0 draws none
/// there. Ticks are fewer than asked for where their numbers would touch. Titles stand in the middle of their
/// axis, or as near to it as `room` lets them without being cut, kTitleEdge from its border; they are cut
/// short with an ellipsis where it is smaller than they are. A null room has no border.
void paintAxes(QPainter& painter, const PlotArea& area, const QString& titleX, const QString& titleY,
               const PlotColors& colors, int ticksX, int ticksY, const QRectF& room = {});
inline constexpr double kTitleEdge = 2;  ///< pixels

}  // namespace vxs::paint
