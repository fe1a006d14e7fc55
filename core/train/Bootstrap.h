#pragma once

#include "core/metrics/Resample.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::train {

/// Correlations of some voxels under bootstrap resamples of the images (fixed predictions), [resamples,
/// voxels]. measured, predicted: [images, voxels] row-major. Resample b depends on seed and b only, so
/// intervals of different voxel sets rest on the same resamples, which are those of metrics::ResampleCounts.
/// By matrix products; metrics::resampledCorrelations gives the same without LibTorch.
std::vector<float> bootstrapCorrelations(std::span<const float> measured, std::span<const float> predicted,
                                         std::int64_t images, std::int64_t voxels, int resamples,
                                         std::uint64_t seed);
using metrics::Interval;
using metrics::percentileInterval;

}  // namespace vxs::train
