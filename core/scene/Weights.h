#pragma once

#include "core/scene/Comparison.h"
#include "core/volume/Mask.h"

#include <vector>

namespace vxs::scene {

/// Size of the connected component (6 neighbours, one sign) that each voxel at or above the threshold belongs
/// to, in voxels, [grid]; 0 below the threshold and where there is no value. With threshold 0 every voxel
/// with a value counts, zeros excepted.
std::vector<std::uint32_t> clusterSizes(const Volume& overlay, const ColorScale& scale);

/// What the overlay's opacity is multiplied by at each voxel, 0 .. 1, on the overlay's grid: evidence /
/// `full` (clamped, 0 where the evidence is NaN) and, where the scale asks for clusters, 0 outside clusters
/// of at least that many voxels. Empty when nothing is asked for, or when the evidence is on another grid and
/// no clusters are asked for.
Volume overlayWeights(const Volume& overlay, const ColorScale& scale, const Volume* evidence, double full);
/// The same for a layer as the state asks for it.
Volume overlayWeights(const ComparisonData& data, const ComparisonState& state, Layer layer);

/// The volume that modulates a layer's opacity; nullptr when none does. A map does not modulate itself.
const Volume* evidenceOf(const ComparisonData& data, const ComparisonState& state, Layer layer);
/// "noise ceiling of the mean of 3 trials", the map's name, or empty.
std::string evidenceName(const ComparisonData& data, const ComparisonState& state, Layer layer);

/// Noise ceiling as a fraction of variance for the mean of `repeats` (1 to 3) trials, NaN outside the mask.
Volume ceilingVolume(const Mask& mask, const std::vector<float>& ncsnr, int repeats);

}  // namespace vxs::scene
