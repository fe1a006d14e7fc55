#pragma once

#include "ui/views/LayerView.h"

#include "core/scene/Outline.h"
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
  /// Region of the outlined atlas at a RAS position; empty when there is none.
  QString regionAt(const Vec3& rasMm) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void followCrosshair();
  void render(const scene::SliceGeometry& geometry);
  void mixPair();
  /// Where the curtain's edge is, in the widget; NaN without a curtain.
  double dividerX() const;
  void paintOver(QPainter& painter, const QRectF& all, const QRectF& area, const paint::PaintStyle& look);
  void invalidate();
  void followOutlines(const scene::SliceGeometry& geometry);
  /// Where a slice may be drawn: beside letters and labels.
  QRectF room(const Marks& marks) const;
  QRectF room() const;
  scene::SliceGeometry geometryIn(const QRectF& room) const;
  /// style() of what is drawn on the view's own ground, pixel by pixel where that is possible.
  paint::PaintStyle sliceStyle() const;
  QRectF sliceRect(const QRectF& room, const scene::SliceGeometry& geometry) const;
  void zoomBy(double factor);

  scene::Plane m_plane;
  scene::RgbaImage m_pixels;           ///< what is drawn
  scene::RgbaImage m_first, m_second;  ///< of a pair, before it was mixed
  std::vector<scene::OutlineSegment> m_outlines;
  std::weak_ptr<const LabelAtlas> m_outlinedAtlas;  ///< that they are of
  bool m_movingDivider = false;
  scene::SliceGeometry m_rendered;
  bool m_stale = true;
  double m_drawnPosition = 0;
  QPointF m_lastMouse;
  int m_wheelRest = 0;
};

QString planeName(scene::Plane plane);

}  // namespace vxs::ui
