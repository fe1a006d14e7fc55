#pragma once

#include "ui/LayerView.h"

#include "core/scene/Slice.h"

namespace vxs::ui {

/// One plane of one layer through the crosshair. Left button: move the crosshair; right drag or Ctrl+wheel:
/// zoom; middle drag: pan; wheel: next slice.
class SliceView : public LayerView {
  Q_OBJECT
 public:
  SliceView(Session& session, scene::Layer layer, scene::Plane plane, QWidget* parent = nullptr);

  scene::Plane plane() const { return m_plane; }
  scene::Plane keyPlane() const override { return m_plane; }
  QSize sizeHint() const override { return {220, 220}; }
  /// RAS mm of a point of the widget; the coordinate along the normal is the slice's.
  Vec3 rasAt(const QPointF& point) const;
  /// Where a RAS position is drawn; the coordinate along the normal is ignored.
  QPointF pointOf(const Vec3& rasMm) const;
  /// The geometry that is drawn, zoom and pan included.
  scene::SliceGeometry geometry() const;
  /// The world axis (0 R, 1 A, 2 S) across the plane, along its columns and along its rows.
  static int normalAxis(scene::Plane plane);
  static int columnAxis(scene::Plane plane);
  static int rowAxis(scene::Plane plane);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void followCrosshair();
  void render(const scene::SliceGeometry& geometry);
  void invalidate();
  QRectF sliceRect(const scene::SliceGeometry& geometry) const;
  void zoomBy(double factor);

  scene::Plane m_plane;
  scene::RgbaImage m_pixels;
  scene::SliceGeometry m_rendered;
  bool m_stale = true;
  double m_drawnPosition = 0;
  QPointF m_lastMouse;
  int m_wheelRest = 0;
};

QString planeName(scene::Plane plane);

}  // namespace vxs::ui
