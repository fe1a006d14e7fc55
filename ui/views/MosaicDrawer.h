#pragma once

#include "core/base/Progress.h"
#include "core/volume/LabelAtlas.h"
#include "ui/paint/MosaicPainter.h"
#include "ui/session/LayerWeights.h"

#include <QSizeF>

#include <memory>
#include <optional>
#include <vector>

namespace vxs::ui {

/// What the slices of a mosaic follow from.
struct MosaicRequest {
  ComparisonPtr data;
  scene::ComparisonState state;
  scene::Layer layer = scene::Layer::Measured;
  std::optional<scene::Layer> second;       ///< what shares the view with it, as the state's pair mode says
  std::shared_ptr<const Volume> highlight;  ///< brushed voxels; null: none
  std::shared_ptr<const LabelAtlas> atlas;  ///< whose regions are outlined; null: none
  Volume frame;                             ///< what the slices cover: grid and affine, no values
  QSizeF room;                              ///< of all tiles, in pixels of the screen
};

/// Draws the slices of a mosaic, which takes too long for the window's thread. What stays the same from one
/// request to the next is kept: the anatomy of a slice, its outlines, the weights of a layer. Of one thread
/// at a time.
class MosaicDrawer {
 public:
  /// Slices from the lowest to the highest, with pixels as fine as they are drawn. Throws Cancelled.
  std::vector<paint::MosaicTile> draw(const MosaicRequest& request, const Progress& progress);

 private:
  /// Of one slice.
  struct Kept {
    scene::SliceGeometry geometry;
    std::shared_ptr<const scene::RgbaImage> underlay;  ///< null: none
    std::vector<scene::OutlineSegment> outlines;
  };
  void layOut(const MosaicRequest& request);
  scene::RgbaImage drawn(const MosaicRequest& request, scene::Layer layer, const Kept& slice);

  ComparisonPtr m_data;                       ///< whose anatomy is kept
  std::shared_ptr<const LabelAtlas> m_atlas;  ///< whose outlines are kept
  std::vector<Kept> m_slices;
  LayerWeights m_weights;
};

}  // namespace vxs::ui
