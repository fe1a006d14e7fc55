#pragma once

#include "ui/paint/MosaicPainter.h"
#include "ui/views/LayerView.h"

namespace vxs::ui {

/// Many slices of the active layer at once. A click moves the crosshair into that slice.
class MosaicView : public LayerView {
  Q_OBJECT
 public:
  explicit MosaicView(Session& session, QWidget* parent = nullptr);

  scene::Plane keyPlane() const override { return view().state().mosaic.plane; }
  QSize sizeHint() const override { return {600, 500}; }
  const std::vector<paint::MosaicTile>& tiles() const { return m_tiles; }
  /// Where each tile's slice is drawn.
  std::vector<QRectF> areas() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override {
    mousePressEvent(event);
  }  ///< it has all the room
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void invalidate();
  void layOut();
  void render();
  QRectF room() const;
  QRectF roomOfTiles() const;
  void moveCrosshair(const QPointF& point);

  std::vector<paint::MosaicTile> m_tiles;
  std::weak_ptr<const LabelAtlas> m_outlinedAtlas;  ///< whose outlines the tiles have
  QSize m_sizeRendered;
  bool m_stale = true;
};

}  // namespace vxs::ui
