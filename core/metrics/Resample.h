#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::metrics {

/// The value below which `part` (0..1) of the finite values lie, interpolated linearly as numpy's quantile;
/// NaN when there is none.
double quantile(std::vector<double> values, double part);

/// 2.5th and 97.5th percentile (linear interpolation, as numpy's) of the finite values; NaN when there is
/// none.
struct Interval {
  double low = 0, high = 0;
};
Interval percentileInterval(std::vector<double> values);

/// The interval cut at `lowest` and widened where it does not reach its estimate. NaN when either is.
Interval holding(Interval interval, double estimate, double lowest);

/// How often each image is drawn in each of `resamples` bootstrap resamples of `images` images, with
/// replacement: [resamples, images], every row sums to `images`. Row b depends on seed and b only, so that
/// intervals of different voxels and models rest on the same resamples (which is what pairs them).
class ResampleCounts {
 public:
  ResampleCounts(std::int64_t images, int resamples, std::uint64_t seed);
  std::int64_t images() const { return m_images; }
  int resamples() const { return m_resamples; }
  std::span<const float> row(int resample) const;

 private:
  std::int64_t m_images;
  int m_resamples;
  std::vector<float> m_counts;
};

/// Pearson's r of each voxel under every resample of the images (fixed predictions), [resamples, voxels], NaN
/// where a resample is constant. measured, predicted: [images, voxels] row-major. Plain loops, in single
/// precision on columns that were standardised in double. Source: encoding.md 6. Throws Error when the sizes
/// do not agree.
std::vector<float> resampledCorrelations(std::span<const float> measured, std::span<const float> predicted,
                                         std::int64_t voxels, const ResampleCounts& counts);

}  // namespace vxs::metrics
