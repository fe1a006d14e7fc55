#pragma once

#include "core/metrics/Histogram.h"
#include "ui/maps/MapsModel.h"
#include "ui/paint/Plot.h"

#include <QWidget>

namespace vxs::ui {

/// How the chosen map's values are distributed in the region in force, in the colours that they have in the
/// brain views, with two handles: the threshold, below which voxels fade, and the end of the colours. Drag a
/// handle, or choose it with Tab-focus and T or E and move it with the arrow keys.
class HistogramView : public QWidget {
  Q_OBJECT
 public:
  explicit HistogramView(MapsModel& maps, QWidget* parent = nullptr);
  enum class Handle { None, Threshold, Range };
  /// Where a handle is drawn, in pixels from the left.
  double handleX(Handle handle) const;
  const metrics::Histogram& histogram() const { return m_histogram; }
  /// What lies along its axis, and whose that is where two runs are open.
  QString axisTitle() const;
  /// Its axis. A map of both signs reaches as far on both sides of 0 as its values do, in every region.
  double lowest() const { return m_lowest; }
  double highest() const { return m_highest; }
  QSize sizeHint() const override { return {300, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void recount();
  void setAxis(const MapInfo& info);
  bool hasNotes() const { return m_histogram.below > 0 || m_histogram.above > 0; }
  void paintNotes(QPainter& painter) const;
  paint::PlotArea area() const;
  void paintBars(QPainter& painter, const paint::PlotArea& plot) const;
  void paintHandle(QPainter& painter, const paint::PlotArea& plot, Handle handle) const;
  Handle handleAt(const QPointF& point) const;
  void moveHandle(Handle handle, double value);

  MapsModel& m_maps;
  metrics::Histogram m_histogram;
  double m_lowest = 0, m_highest = 1;
  Handle m_dragged = Handle::None, m_chosen = Handle::Threshold;
};

}  // namespace vxs::ui
