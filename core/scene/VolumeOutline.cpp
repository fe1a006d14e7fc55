#include "core/scene/VolumeOutline.h"

#include "core/scene/LabelContours.h"
#include "core/scene/RegionRays.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {

namespace {

constexpr double kLeastSpacing = 2, kMostSpacing = 8;  ///< in pixels
constexpr double kSpacingVoxels = 0.25, kIslandVoxels = 1;

}  // namespace

std::vector<RegionBorder> volumeOutlines(const OutlinedBrain& brain, const Camera& camera, int width,
                                         int height, const CancelFlag* cancel) {
  if (width < 1 || height < 1 || !brain.atlas || brain.atlas->labels.empty()) return {};
  const RegionRays rays(brain, camera, width, height);
  const double distance =
      std::hypot(camera.position[0] - camera.focalPoint[0], camera.position[1] - camera.focalPoint[1],
                 camera.position[2] - camera.focalPoint[2]);
  const double voxelPixels = rays.voxelMm() * camera.framePixels(width, height) /
                             (2 * distance * std::tan(camera.viewAngleDegrees * M_PI / 360));
  LabelPicture picture;
  picture.labelAt = [&rays](double x, double y) { return rays.labelThrough(x, y); };
  picture.width = width;
  picture.height = height;
  picture.spacing = std::clamp(kSpacingVoxels * voxelPixels, kLeastSpacing, kMostSpacing);
  picture.smallest = kIslandVoxels * voxelPixels * voxelPixels;
  return labelContours(picture, cancel);
}

}  // namespace vxs::scene
