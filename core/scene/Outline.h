#pragma once

#include "core/scene/Slice.h"
#include "core/volume/LabelAtlas.h"

#include <cstdint>
#include <vector>

namespace vxs::scene {

/// A straight piece of a region's border in pixels of a slice; pixel (0, 0) reaches from 0 to 1.
struct OutlineSegment {
  float x0, y0, x1, y1;
  std::int32_t label;  ///< of the region that it belongs to
};

/// Borders of an atlas's regions (labels >= 1) in a slice: the edges between pixels of unlike labels (nearest
/// voxel), joined to straight pieces. Where two regions touch, each has its edge.
std::vector<OutlineSegment> outlines(const SliceGeometry& geometry, const LabelAtlas& atlas);
/// Label of the voxel at a RAS position; 0 outside the grid.
std::int32_t labelAt(const LabelAtlas& atlas, const Vec3& rasMm);
/// A colour for a region, bright enough for a gray underlay; those of twelve labels in a row are told apart
/// by colour-blind readers too.
Rgb regionColor(std::int32_t label);

}  // namespace vxs::scene
