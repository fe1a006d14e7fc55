#pragma once

#include "core/scene/RgbaImage.h"
#include "core/scene/Slice.h"
#include "ui/paint/SlicePainter.h"
#include "ui/session/Session.h"

#include <QWidget>

#include <optional>

namespace vxs::ui {

/// What every view of the comparison has in common: which layer it shows, the name of what it shows, the
/// honesty marks, the reason where there is nothing to show, and that a double click asks for the whole
/// space.
class LayerView : public QWidget {
  Q_OBJECT
 public:
  LayerView(Session& session, scene::Layer layer, QWidget* parent);

  scene::Layer layer() const { return m_layer; }
  /// The layer that is drawn: measured and predicted change places while flickering.
  scene::Layer shownLayer() const;
  const Volume& shownVolume() const;
  /// True where measured and predicted share this view (curtain or fade), because both are there.
  bool sharesView() const;
  /// The one of them that is shown by itself, whichever view it is, where they would share it but the other
  /// is not there.
  std::optional<scene::Layer> aloneLayer() const;
  /// What shares it with shownLayer(): the curtain's right, or what shines through.
  scene::Layer secondLayer() const;
  /// Why there is no volume; empty when there is one.
  QString emptyReason() const;
  /// Whether it says so: of the views beside it that show the same, only the largest does, or the first of
  /// them.
  bool saysReason() const;
  /// The slice plane that arrow keys and PgUp/PgDn move in.
  virtual scene::Plane keyPlane() const { return scene::Plane::Axial; }
  /// Whether the names of outlined regions had a place where no brain is when the view was last drawn.
  bool keyHasRoom() const { return m_keyHasRoom; }
  /// True: they are named elsewhere, and the view does not.
  void setKeyElsewhere(bool elsewhere);

  /// Whether title and honesty marks stand in it: a low view leaves them to the one above or before it, which
  /// shows the same, and has the room for the brain.
  bool headed() const;
  /// What stands in it as its title: in fewer words, or cut short, where it is narrow.
  QString shownTitle() const;

 Q_SIGNALS:
  void maximiseRequested(vxs::ui::LayerView* view);
  /// keyHasRoom() has changed.
  void keyRoomChanged();

 protected:
  Session& session() const { return m_session; }
  ViewState& view() const { return m_session.view(); }
  paint::PaintStyle style() const;
  /// scaledPixels(), but no larger than the view has room for.
  int inPixels(int pixels) const;
  /// Ground and render hints; returns whether there is something to draw on them.
  bool beginPainting(QPainter& painter, const paint::PaintStyle& look) const;
  /// The honesty marks of what the view shows; whether they stand below its title for want of room, and in
  /// which words. Both are the same in every one of the peers(), so that what is drawn below them is, too.
  struct Marks {
    bool synthetic, demoEncoder, below;
    paint::MarkWords words = paint::MarkWords::Full;
  };
  Marks marks() const;
  /// Of the narrowest and the lowest of the peers(): rows and columns may differ by a pixel, and what is
  /// compared has one scale.
  QSize commonSize() const;
  /// What the marks take below the title.
  int markRoom(const Marks& marks) const;
  /// A low view leaves its source to the one below or beside it, which has the same.
  bool namesSource() const;
  static constexpr int kMarkBelow = 18;  ///< how far below, before the person's text size
  /// Baseline of the title, from the top (0 where there is none), and of the source line, from the bottom.
  int titleBaseline() const;
  int sourceBaseline() const;
  /// A layer in a slice as it is shown: colours, evidence, brushed voxels lit up.
  scene::RgbaImage rendered(const scene::SliceGeometry& geometry, scene::Layer layer) const;
  /// outlinedAtlas() of the session.
  const LabelAtlas* outlined() const;
  void setKeyHasRoom(bool has);
  bool keyElsewhere() const { return m_keyElsewhere; }
  /// Says that the picture is not there yet.
  void paintWaiting(QPainter& painter, const paint::PaintStyle& look) const;
  /// Name, source and honesty marks, drawn last; or the reason why the view is empty.
  void paintLabels(QPainter& painter, const Marks& marks) const;
  static constexpr int kTextInset = 7;  ///< of words from the sides
  QFont sourceFont() const;
  QString elided(const QString& text, const QFont& font) const;
  /// For a view that follows the active layer.
  void setLayer(scene::Layer layer) { m_layer = layer; }
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  /// Shows title and source in full where they had to be cut short.
  bool event(QEvent* event) override;

 private:
  /// It is one of measured and predicted, which are to share a view.
  bool isPaired() const;
  void paintEmpty(QPainter& painter, const Marks& marks) const;
  /// It, or another view of what it shows: they are headed alike.
  bool isLow() const;
  /// Whether a view that shows the same is that many columns and rows from it, by their signs.
  bool hasSame(int column, int row) const;
  /// The views of other layers in the same plane, or in 3-D, that are shown, and itself.
  std::vector<const LayerView*> peers() const;
  /// Those of the view alone: below and words are not yet known.
  Marks ownMarks() const;
  int titleRoom(const Marks& marks) const;
  QString titleText() const;
  QString fittingTitle(const Marks& marks) const;
  QFont titleFont() const;
  /// Of the line under the mouse, where it is cut short; else empty.
  QString cutTextAt(const QPoint& point) const;
  QString sourceText() const;
  /// What of a region its outline is; empty: all of it, or there is none.
  virtual QString outlineNote() const { return {}; }
  bool isBelowThreshold() const;
  /// To be found out anew: one of the views beside it has changed its size, or is shown or hidden.
  void forgetCommonSize() const;
  Session& m_session;
  scene::Layer m_layer;
  std::optional<Vec3> m_beforeClick;             ///< where the crosshair was before the last one
  mutable const float* m_strongestOf = nullptr;  ///< values whose largest magnitude is known
  mutable float m_strongest = 0;
  mutable std::optional<QSize> m_commonSize;  ///< of a view that is seen: asked for many times a paint
  bool m_keyHasRoom = true, m_keyElsewhere = false;
};

}  // namespace vxs::ui
