#pragma once

#include "core/base/Progress.h"
#include "core/scene/Camera.h"
#include "core/scene/Cutout.h"
#include "core/volume/LabelAtlas.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace vxs::scene {

/// What regions are outlined on in 3-D: an atlas, the brain that is drawn (underlayOfBrain(); null or empty:
/// not known) and what is cut away. Each may be on a grid of its own.
struct OutlinedBrain {
  const LabelAtlas* atlas = nullptr;
  const Volume* underlay = nullptr;
  std::optional<Box> removed{};
};

/// A joined piece of a region's border in pixels of the picture, as Camera::project() has them (y down).
struct RegionBorder {
  std::int32_t label;  ///< of the region, which lies on the left of the way along the points
  bool closed;         ///< the last point is joined with the first; else it ends at the picture's edge
  std::vector<std::array<float, 2>> points;
};

/// Borders of an atlas's regions (labels >= 1) where they reach the surface of the brain that the camera
/// sees. Where two regions touch, each has its border. Nothing is drawn of regions on the far side, behind
/// other brain, or deeper than this:
///
/// Along the ray through a point of the picture the surface is the first place as bright as brain (as pick()
/// finds it, but interpolated). Below it labels are collected until 6 mm, or two voxels where they are
/// larger: so far are, in masks of functional images, the envelope of the brain and fluid above the ribbon.
/// What comes first counts most: cortex lets 1/e of what is below it through in 1.25 mm (half a voxel), half
/// its thickness, so that the other bank of a sulcus is not taken for this one. The label with the largest
/// share wins; cortex without label (0) hides what is below it like any other where the atlas tells it from
/// what is no cortex (-1). Between voxels labels are shared out by quadratic B-splines, which keeps borders
/// smooth. On the face of a cut the label at the face alone counts, as in a slice. Without a brain the
/// atlas's own cortex is the surface. The strongest value along a ray (maximum intensity) has no surface of
/// its own: borders are the same there, over the picture.
///
/// Islands and holes smaller than a voxel's face are left out. Labels are looked up on a coarse grid of the
/// picture, a quarter of a voxel or two pixels apart, and borders between them by bisection to a quarter of a
/// pixel; all cores take part. The result depends on nothing but the arguments. Empty when `cancel` was
/// raised meanwhile.
std::vector<RegionBorder> volumeOutlines(const OutlinedBrain& brain, const Camera& camera, int width,
                                         int height, const CancelFlag* cancel = nullptr);

}  // namespace vxs::scene
