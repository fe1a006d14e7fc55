#pragma once

#include "core/base/Progress.h"
#include "core/train/Evaluation.h"
#include "core/volume/LabelAtlas.h"

namespace vxs::train {

struct RoiDifference {
  std::string atlas, region;
  std::int64_t voxels = 0;   ///< with r in both runs
  double median = 0;         ///< of the voxels' difference in r
  double low = 0, high = 0;  ///< 95 % interval of that median
};
/// How much better the second run predicts than the first, on the same test images.
struct EvaluationDifference {
  std::vector<float> delta;            ///< r(second) - r(first), [voxels], NaN where either has none
  std::vector<float> low, high;        ///< 95 % interval a voxel, not corrected for the number of voxels
  std::int64_t voxels = 0;             ///< with a difference
  std::int64_t better = 0, worse = 0;  ///< of them: the interval excludes 0
  double median = 0, medianLow = 0, medianHigh = 0;  ///< over all voxels with a difference
  std::vector<RoiDifference> rois;
  int resamples = 0;
  std::int64_t testImages = 0;
};

/// Paired bootstrap: every resample draws the same test images for both runs, so what an image does to both
/// cancels; predictions are kept fixed. Percentile intervals. `rois`: regionsOf(atlases). Memory: resamples x
/// voxels floats. Throws Error when either evaluation has no responses, or they are of other voxels or other
/// test images (then nothing is paired); Cancelled.
EvaluationDifference compareEvaluations(const Evaluation& first, const Evaluation& second,
                                        const std::vector<LabelAtlas>& atlases, Progress& progress,
                                        int resamples = 200);

}  // namespace vxs::train
