#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::train {

/// Correlations of some voxels under bootstrap resamples of the images (fixed predictions), [resamples,
/// voxels]. measured, predicted: [images, voxels] row-major. Resample b depends on seed and b only, so
/// intervals of different voxel sets rest on the same resamples. Source: encoding.md 6.
std::vector<float> bootstrapCorrelations(std::span<const float> measured, std::span<const float> predicted,
                                         std::int64_t images, std::int64_t voxels, int resamples,
                                         std::uint64_t seed);
/// 2.5th and 97.5th percentile (linear interpolation) of the finite values; NaN when there is none.
struct Interval {
  double low = 0, high = 0;
};
Interval percentileInterval(std::vector<double> values);

}  // namespace vxs::train
