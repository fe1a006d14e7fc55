#pragma once

#include "core/metrics/Histogram.h"
#include "ui/maps/MapsModel.h"
#include "ui/paint/Plot.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace vxs::ui {

/// How many voxels of the region in force have which noise ceiling (across) and r² (up); the diagonal is the
/// ceiling itself. Dragging a rectangle brushes: its voxels light up in every view, and the trials are judged
/// by them. A click without dragging, or Escape, lets go.
class DensityView : public QWidget {
  Q_OBJECT
 public:
  explicit DensityView(MapsModel& maps, QWidget* parent = nullptr);
  /// The plot's area, to find a value's place.
  paint::PlotArea area() const;
  /// What goes up, and whose that is where two runs are open.
  QString axisTitle() const;
  QSize sizeHint() const override { return {240, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void recount();
  void letGo();
  void brushBy(const QRectF& pixels);
  void paintNotes(QPainter& painter) const;

  MapsModel& m_maps;
  metrics::Density m_density;
  std::int64_t m_aboveCeiling = 0;
  std::vector<float> m_squared;  ///< r², [voxels]
  QImage m_picture;
  std::optional<QPointF> m_start;
};

}  // namespace vxs::ui
