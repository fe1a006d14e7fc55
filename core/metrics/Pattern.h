#pragma once

#include <cstdint>
#include <span>

namespace vxs::metrics {

/// Pearson's r over voxels between two patterns, e.g. one image's measured and predicted response, at the
/// positions where both are finite; one pass, shifted sums in double. NaN when fewer than two voxels are left
/// or one pattern is constant there. The sizes must agree (Error).
double patternCorrelation(std::span<const float> a, std::span<const float> b);
/// The same over some positions only, e.g. one region's.
double patternCorrelation(std::span<const float> a, std::span<const float> b,
                          std::span<const std::uint32_t> members);

}  // namespace vxs::metrics
