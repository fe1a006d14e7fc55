#pragma once

#include "core/volume/Volume.h"

namespace vxs::ui {

/// Pearson r over the voxels where both volumes are finite; NaN when fewer than two, when one is constant,
/// when one is empty or when the grids differ.
double patternCorrelation(const Volume& a, const Volume& b);

}  // namespace vxs::ui
