#pragma once

#include "core/volume/Volume.h"

namespace vxs::scene {

/// What of an underlay is head: 0 for the dark outside, 1 for everything else, on the underlay's grid. The
/// outside are the voxels without a value or below `part` of the 99th percentile of the positive ones that
/// are connected with the volume's faces (six neighbours), so that dark ventricles stay head. An underlay
/// that is nowhere positive has none.
Volume headMask(const Volume& underlay, double part = 0.08);

}  // namespace vxs::scene
