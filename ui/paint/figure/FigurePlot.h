#pragma once

#include "ui/paint/figure/Page.h"

#include <string>
#include <vector>

namespace vxs::paint {

/// A plot's frame on a page: a rectangle with a linear vertical axis and, when asked, a horizontal one.
class FigurePlot {
 public:
  /// `area` without the room for labels; x from lowX to highX, y from lowY to highY.
  FigurePlot(Page& page, const QRectF& area, double lowX, double highX, double lowY, double highY);

  /// What numbers and name of the vertical axis take beside the plot.
  static double axisWidth(const Page& page, double lowY, double highY, bool percent = false);

  double x(double value) const;
  double y(double value) const;
  const QRectF& area() const { return m_area; }
  /// Lines at round values with their numbers, or at 1, 2 .. with `names`, thinned out where they do not fit;
  /// and the axis' name beside the numbers.
  void horizontalAxis(const QString& name, const std::vector<std::string>& names = {});
  void verticalAxis(const QString& name, bool percent = false);
  void horizontalLine(double value, Qt::PenStyle style);
  void curve(const std::vector<QPointF>& points, Qt::PenStyle style);
  void bar(double from, double to, double value, const QColor& color);
  /// A 95 % interval with caps.
  void whisker(double at, double low, double high);

 private:
  struct Tick {
    double value;
    QString text;
  };
  std::vector<Tick> ticksAcross(const std::vector<std::string>& names) const;
  QPen pen(double width = 1) const;
  Page& m_page;
  QRectF m_area;
  double m_lowX, m_highX, m_lowY, m_highY;
};

}  // namespace vxs::paint
