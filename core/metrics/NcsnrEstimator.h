#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

namespace vxs::metrics {

/// NSD's estimate of the noise-ceiling SNR (signal sd / noise sd) per voxel, one session at a time.
///
/// Betas are z-scored per voxel within each session (sd with n - 1); of every image that was shown `repeats`
/// times the variance of its z-scores (n - 1) is taken; v^2 is the mean over images and ncsnr = sqrt(max(0, 1
/// - v^2)) / v. Source: NSD's export_noiseceiling.m as described in nsd.md 4.
///
/// Memory: `repeats - 1` rows [voxels] of every image that still waits for its last repeat.
/// Edge cases: betas that are not finite, and voxels that are constant within a session, count as missing
/// there; an image with a missing repeat counts for nothing in that voxel; later repeats than `repeats` are
/// ignored. The scale of the betas (percent or integers times 300) does not matter.
class NcsnrEstimator {
 public:
  explicit NcsnrEstimator(std::size_t voxels, int repeats = 3);
  /// betas: [trials, voxels], trial-major; images: [trials], any ids. Throws Error when the sizes do not
  /// agree.
  void addSession(std::span<const float> betas, std::span<const std::int32_t> images);
  /// How many images have been seen `repeats` times so far.
  std::int64_t completeImages() const { return m_completeImages; }
  /// [voxels]; exactly 0 where noise is all there is; NaN where no image counts or where repeats do not
  /// differ at all.
  std::vector<float> ncsnr() const;

 private:
  void addTrial(std::vector<float> z, std::int32_t image);

  std::size_t m_voxels;
  std::size_t m_repeats;
  std::int64_t m_completeImages = 0;
  std::map<std::int32_t, std::vector<std::vector<float>>> m_waiting;  // image -> z-scores of its repeats
  std::set<std::int32_t> m_complete;
  std::vector<double> m_varianceSum;
  std::vector<std::int64_t> m_imageCount;
};

}  // namespace vxs::metrics
