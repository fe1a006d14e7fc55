#pragma once

#include "core/base/Progress.h"
#include "core/synthetic/Brain.h"
#include "core/synthetic/Scene.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::synthetic {

/// What a picture drives: pooled maps of the retina and what it shows.
struct SceneDrive {
  static constexpr int kSide = 17;     ///< cells of the pooled maps, 0.5 degrees each
  static constexpr int kChannels = 4;  ///< contrast, luminance, red-green, blue-yellow
  std::vector<float> maps;             ///< [channels][kSide][kSide]
  std::vector<float> categories;       ///< [kCategories], area-weighted presence
};
SceneDrive driveOf(const Scene& scene, const RgbImage& picture);

/// The generative model (encoding.md 7.1), per voxel v, image i, trial t:
///   y = sqrt(A_v) phi_v(i) + sqrt(1 - A_v) psi_v(i) + noise / ncsnr_v, then gain and offset of the session,
///   percent, x 300
/// phi follows the scene (V1-hV4: maps under the receptive field; category areas: what is shown; other visual
/// cortex: a weak mixture), psi is hidden from any encoder, both with variance 1 over images. Half the noise
/// variance is shared by neighbours (smooth components). A voxel with ncsnr 0 is pure noise. Everything
/// depends on seed and position only.
class ResponseModel {
 public:
  /// `imageOfTrial` [trials]: position of the image shown in `drives`.
  ResponseModel(const Brain& brain, std::vector<SceneDrive> drives, std::vector<int> imageOfTrial,
                std::uint64_t seed);

  const Brain& brain() const { return m_brain; }
  std::size_t images() const { return m_drives.size(); }
  float attainable(std::size_t voxel) const { return m_attainable[voxel]; }
  float ncsnr(std::size_t voxel) const { return m_ncsnr[voxel]; }
  /// Noise-free signal of a voxel (position in brain.voxels) over all images, variance 1; zeros where ncsnr
  /// is 0.
  std::vector<float> signal(std::size_t voxel) const;
  /// Stored betas of one session (1-based), [750] int16 = percent x 300. `signal` as signal(voxel) gave it.
  void session(std::size_t voxel, const std::vector<float>& signal, int session,
               std::span<std::int16_t> out) const;

 private:
  std::vector<float> seen(std::size_t voxel) const;
  std::vector<float> pooled(const BrainVoxel& voxel) const;
  void chooseVoxelProperties();
  const Brain& m_brain;
  std::vector<SceneDrive> m_drives;
  std::vector<int> m_imageOfTrial;
  std::uint64_t m_seed;
  std::vector<float> m_attainable, m_ncsnr;
  std::vector<float> m_hidden;       ///< [images][kHidden]
  std::vector<float> m_sharedNoise;  ///< [trials][kShared]
};

}  // namespace vxs::synthetic
