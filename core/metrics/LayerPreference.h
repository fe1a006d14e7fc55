#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::metrics {

/// Which of a network's layers predicts each voxel best, [voxels]; layers count from 1, as people count them.
struct LayerPreference {
  std::vector<float> preferred;  ///< the layer of the largest r, the earlier one of equals; NaN: not judged
  /// Mean layer weighted by explained variance, sum_l l r_l^2 / sum_l r_l^2 over the layers with r_l > 0: a
  /// graded place between 1 and the last layer, which draws to the middle where all layers do alike. NaN: not
  /// judged.
  std::vector<float> depth;
  std::int64_t judged = 0;
  std::int64_t below = 0;      ///< best r under the threshold: NaN in both
  std::int64_t notFinite = 0;  ///< no layer has an r: NaN in both
};
/// `r`: per layer the correlations of all voxels, [layers][voxels], NaN where there is none. A voxel is
/// judged when its largest r is at least `threshold` and above 0. Throws Error when the sizes do not agree.
LayerPreference preferredLayers(std::span<const std::vector<float>> r, double threshold);

/// The r over `images` images that an uncorrelated prediction exceeds once in a thousand, one-sided, by
/// Fisher's z: tanh(3.0902 / sqrt(images - 3)); 1 for fewer than 4 images. For one layer: the best of several
/// exceeds it more often.
double chanceCorrelation(std::int64_t images);

}  // namespace vxs::metrics
