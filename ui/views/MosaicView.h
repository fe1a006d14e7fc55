#pragma once

#include "ui/views/LayerView.h"
#include "ui/views/MosaicDrawer.h"

namespace vxs::ui {

/// Many slices of the active layer at once, drawn in a thread of their own: the former ones stay until they
/// are there. A click moves the crosshair into that slice.
class MosaicView : public LayerView {
  Q_OBJECT
 public:
  explicit MosaicView(Session& session, QWidget* parent = nullptr);

  scene::Plane keyPlane() const override { return view().state().mosaic.plane; }
  QSize sizeHint() const override { return {600, 500}; }
  /// Those that are shown.
  const std::vector<paint::MosaicTile>& tiles() const { return m_tiles; }
  /// They are those of the present state.
  bool complete() const;
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
  void forget();
  void request();
  void show(std::vector<paint::MosaicTile> tiles, std::shared_ptr<const LabelAtlas> atlas, quint64 request);
  QRectF room() const;
  QRectF roomOfTiles(const LabelAtlas* atlas) const;
  void moveCrosshair(const QPointF& point);

  std::shared_ptr<MosaicDrawer> m_drawer = std::make_shared<MosaicDrawer>();  ///< of its lane
  std::vector<paint::MosaicTile> m_tiles;
  std::shared_ptr<const LabelAtlas> m_atlas;  ///< whose outlines the tiles have; null: none
  quint64 m_requests = 0;                     ///< so many
  quint64 m_shown = 0;                        ///< the request that the tiles are of
  quint64 m_forgotten = 0;                    ///< what was asked for up to this one is of another run
  QSize m_sizeRequested;
  bool m_stale = true;
};

}  // namespace vxs::ui
