#pragma once

#include "core/volume/Volume.h"

namespace vxs::scene {

/// Brightness of the brain in an anatomical volume, which scales its fog in 3-D: the 95th percentile of what
/// is above 0.
float brainBrightness(const Volume& underlay);

}  // namespace vxs::scene
