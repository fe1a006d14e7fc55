#pragma once

#include "core/metrics/Resample.h"
#include "core/train/Evaluation.h"
#include "core/train/Regions.h"

namespace vxs::train {

/// One voxel over the test images.
struct VoxelCard {
  std::uint32_t voxel = 0;                 ///< position in the evaluation's mask
  std::vector<float> measured, predicted;  ///< [test images], z units
  /// The evaluation's own, so that every number of a voxel agrees with its maps; NaN when a response is
  /// constant, and the CoD also where an evaluation of an earlier version has none.
  double r = 0, determination = 0;
  /// 95 %, bootstrap over test images, of r. NaN where the stored responses have lost r: half floats of an
  /// earlier version (TestResponses.h).
  metrics::Interval interval;
  double ceiling = 0;  ///< noise ceiling, a fraction
  double alpha = 0;    ///< ridge penalty; NaN for other heads
  /// Test images from the one that speaks most for the model to the one that speaks most against it: by the
  /// product of the measured and the predicted z-score over test images. These products sum to n r, so each
  /// is its image's share in the correlation.
  std::vector<std::uint32_t> bestFirst;
  std::vector<float> share;  ///< [test images], the products
};
/// Throws Error when the evaluation has no responses or no such voxel. 1,000 test images and 1,000 resamples
/// take some ten milliseconds.
VoxelCard voxelCard(const Evaluation& evaluation, std::uint32_t voxel, int resamples = 1000);

struct RegionScore {
  std::size_t region = 0;   ///< in the regions given
  double r = 0;             ///< pattern correlation over its voxels; NaN when there are too few
  std::int64_t voxels = 0;  ///< finite in both
};
/// One image over the voxels.
struct ImageCard {
  double r = 0;             ///< pattern correlation over the mask
  std::int64_t voxels = 0;  ///< finite in both
  std::vector<RegionScore> regions;
  std::ptrdiff_t best = -1, worst = -1;  ///< in `regions`, among those with kFewestVoxels; -1: none
  /// Regions of fewer voxels are listed, but are neither best nor worst: their correlations are chance.
  static constexpr std::int64_t kFewestVoxels = 10;
};
/// measured, predicted: [voxels of the mask]. Sizes must agree (Error).
ImageCard imageCard(std::span<const float> measured, std::span<const float> predicted,
                    const std::vector<Region>& regions);

/// Pattern correlation of each presentation of an image with each other one, [repeats, repeats] row-major
/// with 1 on the diagonal. repeats: [repeats][voxels].
std::vector<double> repeatCorrelations(const std::vector<std::vector<float>>& repeats);

}  // namespace vxs::train
