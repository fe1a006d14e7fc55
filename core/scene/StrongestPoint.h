#pragma once

#include "core/volume/Volume.h"

namespace vxs::scene {

/// RAS mm of the voxel whose value is farthest from zero (the first of several), so that something is to be
/// seen at the crosshair at once. Without any value: the first voxel; of an
/// empty volume: the origin.
Vec3 strongestPoint(const Volume& volume);

}  // namespace vxs::scene
