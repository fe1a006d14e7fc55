#pragma once

#include "ui/session/Session.h"
#include "ui/views/SliceView.h"
#include "ui/views/VolumeView.h"

#include <QWidget>

#include <array>
#include <functional>

class QGridLayout;

namespace vxs::ui {

class ColorBarView;
class Drawing;
class MosaicView;
class RegionKeyView;

/// The shown layers side by side, in three planes and 3-D, arranged by the view state's layout: a column a
/// layer, and a row a layer or all in one row where that makes the brain of low views larger. Below them
/// stand the names of outlined regions while a view has no room for them. One view can take the whole space.
/// Keys are handed to the key handler while one of its views has the focus (ViewActions sets it).
class ComparisonView : public QWidget {
  Q_OBJECT
 public:
  explicit ComparisonView(Session& session, QWidget* parent = nullptr);

  SliceView* slice(scene::Layer layer, scene::Plane plane) const;
  VolumeView* volume(scene::Layer layer) const { return m_volumes[scene::indexOf(layer)]; }
  /// Who draws the 3-D views.
  void setDrawing(Drawing& drawing);
  MosaicView* mosaic() const { return m_mosaic; }
  LayerView* maximised() const { return m_maximised; }
  void toggleMaximised(LayerView* view);
  /// Every visible 3-D view shows its present state in full quality, and the mosaic its own.
  bool complete() const;
  std::vector<LayerView*> visibleViews() const;
  /// The view with the focus, else the first one that is shown.
  LayerView* focusedView() const;
  scene::Plane focusedPlane() const;
  /// Hears every key that a view with the focus does not use itself; true: used.
  void setKeyHandler(std::function<bool(const QKeyEvent&)> handler) { m_keys = std::move(handler); }

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  /// A column a layer: three planes, and 3-D below them. Rows: the same turned about. Line: all in one row, a
  /// layer after the other, in a room that is very low.
  enum class Arrangement { Columns, Rows, Line };
  void placeLayers(bool volumes);
  /// A little of the other rows' height for the first one, where it alone has headings.
  void makeRoomForHeadings();
  /// That in which the brain is largest; columns where no other is much better.
  Arrangement suiting() const;
  void followKeyRoom();
  void showKey(bool shown);
  /// 3-D alone: in as many rows as make the views largest.
  void placeVolumes();
  scene::Tiling volumeTiling() const;
  /// The layers that get a column: without the prediction while it shares the measurement's views.
  std::vector<scene::Layer> columns() const;
  void place(LayerView* view, int row, int column, int rowStretch = 1, int columnStretch = 1,
             int columnSpan = 1);

  Session& m_session;
  QGridLayout* m_grid;
  ColorBarView* m_bar;
  std::array<std::array<SliceView*, 3>, scene::kLayerCount> m_slices{};  ///< [layer][plane]
  std::array<VolumeView*, scene::kLayerCount> m_volumes{};               ///< [layer]
  MosaicView* m_mosaic;
  RegionKeyView* m_key;
  std::vector<LayerView*> m_placed;  ///< in the grid
  std::vector<scene::Layer> m_arrangedColumns;
  scene::Tiling m_arrangedTiling;
  Arrangement m_arrangement = Arrangement::Columns;
  LayerView* m_maximised = nullptr;
  std::function<bool(const QKeyEvent&)> m_keys;
};

}  // namespace vxs::ui
