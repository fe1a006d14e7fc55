#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vxs::metrics {

/// Pearson correlation of two [samples, voxels] streams, per voxel, in one pass and O(voxels) memory: shifted
/// sums in double (Welford's update), so a large mean costs no digits. Constant or non-finite series give
/// NaN.
class PearsonAccumulator {
 public:
  explicit PearsonAccumulator(std::size_t voxels);
  /// One sample: measured and predicted value of every voxel.
  void add(std::span<const float> measured, std::span<const float> predicted);
  /// Merges sums of other samples of the same voxels (Chan et al. 1979).
  void merge(const PearsonAccumulator& other);
  std::int64_t samples() const { return m_samples; }
  std::vector<float> correlation() const;
  /// 1 - SSE / SST (coefficient of determination); NaN where SST is 0.
  std::vector<float> determination() const;

 private:
  std::int64_t m_samples = 0;
  std::vector<double> m_meanX, m_meanY, m_sumXX, m_sumYY, m_sumXY, m_sumError;
};

}  // namespace vxs::metrics
