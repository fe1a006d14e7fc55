#pragma once

#include "ui/views/LayerView.h"
#include "ui/views/RenderThread.h"

#include <QElapsedTimer>
#include <QTimer>

namespace vxs::ui {

class Drawing;

/// One layer in 3-D. Left drag turns, right drag or wheel zooms, middle drag pans the camera that all 3-D
/// views share; a click moves the crosshair to what is seen there, with Shift already when the button goes
/// down. Pictures come from a thread of its own: quick ones
/// while the camera moves, a good one when it rests, and then the borders of the outlined atlas's regions.
class VolumeView : public LayerView {
  Q_OBJECT
 public:
  VolumeView(Session& session, scene::Layer layer, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {220, 240}; }
  /// Who draws; the processor without one.
  void setDrawing(Drawing& drawing);
  /// The view that shows the other of measured and predicted: its picture is borrowed while flickering.
  void setPartner(VolumeView* partner) { m_partner = partner; }
  /// True when what is shown is of full quality and belongs to the present camera, data and colours.
  bool complete() const;
  const QImage& image() const { return m_image; }
  int framesShown() const { return m_frames; }
  RenderThread& thread() { return m_thread; }

  static constexpr int kRestMs = 200;  ///< without a change before a picture of full quality is begun
  static constexpr int kQuickMs = 40;  ///< the same when no further change is to come

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  QString outlineNote() const override;
  void takeData();
  void followCamera(bool live);
  void requestSoon();
  void request(bool full);
  void takeState();
  bool borrowed() const;
  /// The session has one of this view's own layer, whatever it shows.
  bool hasVolume() const;
  bool findsBorders() const;
  /// Both pictures of a pair are there, of one camera and one size: only then may they share the view.
  bool pairReady() const;
  void pickAt(const QPointF& point);
  void show(const QImage& image, const scene::Camera& camera, bool full);
  void followOutlines();
  void takeBorders(const std::shared_ptr<const FoundBorders>& found);
  /// The borders that were found are the present atlas's.
  bool ofAtlas() const;
  /// They are of the picture of this view, or of its partner.
  bool bordersFit(const VolumeView& picture) const;
  std::optional<scene::Box> removed() const;
  QSize pixelSize() const;
  bool onDivider(const QPointF& point) const;
  void paintPicture(QPainter& painter, const paint::PaintStyle& look) const;
  void paintRegions(QPainter& painter, const paint::PaintStyle& look);
  const QImage& pictureOf(const std::shared_ptr<const FoundBorders>& borders, const paint::PaintStyle& look);
  std::vector<QRectF> paintRegionKey(QPainter& painter, const paint::PaintStyle& look);
  void paintCurtain(QPainter& painter, const paint::PaintStyle& look, std::vector<QRectF> taken) const;
  std::vector<QRectF> paintAxes(QPainter& painter, const paint::PaintStyle& look) const;
  void paintCut(QPainter& painter, const paint::PaintStyle& look, const Marks& marks) const;
  void paintCrosshair(QPainter& painter, const paint::PaintStyle& look) const;
  const VolumeView& source() const;

  RenderThread m_thread;
  VolumeView* m_partner = nullptr;
  QTimer m_rest;
  QImage m_image;
  scene::Camera m_imageCamera;
  bool m_imageFull = false;
  std::shared_ptr<const FoundBorders> m_borders;  ///< the latest; not drawn over pictures of another camera
  bool m_bordersFound = false;                    ///< they are those of the present view
  /// Borders as they were painted last: lines along thousands of points are for once.
  struct BorderPicture {
    std::shared_ptr<const FoundBorders> of;
    QSize size;
    double ratio = 0, fontPixels = 0;
    QImage image;
  };
  BorderPicture m_borderPicture;
  /// Measured and predicted in one, as it was painted last.
  struct MixedPicture {
    qint64 first = 0, second = 0;  ///< QImage::cacheKey()
    scene::PairMode mode = scene::PairMode::SideBySide;
    double amount = 0;
    QImage image;
  };
  mutable MixedPicture m_mixedPicture;
  QPointF m_lastMouse;
  bool m_picking = false;  ///< a press with Shift: the drag that follows turns nothing
  bool m_movingDivider = false;
  bool m_clicking = false;  ///< a plain press of the left button that has not moved yet
  bool m_turned = false;    ///< since the button was pressed the camera moved
  int m_frames = 0;
};

}  // namespace vxs::ui
