#pragma once

#include "core/scene/VolumeOutline.h"

#include <functional>

// Internal to core/scene.
namespace vxs::scene {

/// Borders of the regions of a picture whose labels can be asked for at any point (0: none).
struct LabelPicture {
  std::function<std::int32_t(double x, double y)> labelAt;  ///< in pixels; asked from several threads
  int width = 0, height = 0;
  double spacing = 2;   ///< pixels between the points of the grid that is asked first
  double smallest = 0;  ///< area of islands and holes that are left out below it, in pixels
};

/// Marching squares on the grid; where labels differ along one of its edges, the border is found by bisection
/// to a quarter of a pixel. Borders are open at the picture's edge. Empty when cancelled.
std::vector<RegionBorder> labelContours(const LabelPicture& picture, const CancelFlag* cancel);

}  // namespace vxs::scene
