#pragma once

#include "core/scene/Camera.h"
#include "core/scene/ColorMap.h"
#include "core/scene/Cutout.h"

#include <optional>

namespace vxs::scene {

/// What a click into a 3-D view may hit. Volumes may be null; the overlay's weights (Weights.h) are on its
/// grid.
struct PickTarget {
  const Volume* overlay = nullptr;
  const Volume* weights = nullptr;
  const Volume* underlay = nullptr;
  ColorScale scale;
  bool maximumIntensity = false;
  std::optional<Box> removed;
};

struct Picked {
  Vec3 rasMm{};          ///< centre of the voxel that was hit
  bool surface = false;  ///< the brain's surface, because no response lies above the threshold along the ray
  /// How far along the ray it lies behind the brain's surface, which a response shines through; 0 on it, before
  /// it and without an underlay.
  double depthMm = 0;
};

/// The first voxel along the ray through a pixel whose value is above the threshold (at least a quarter of
/// the range: weaker ones are hardly seen) and not hidden by its weight; with maximum intensity the strongest
/// one. Where there is none, the first voxel of the underlay that is as bright as brain. Nothing when the ray
/// meets neither.
std::optional<Picked> pick(const PickTarget& target, const Camera& camera, double x, double y, int width,
                           int height);

}  // namespace vxs::scene
