#pragma once

#include "core/workflow/Neural.h"
#include "core/workflow/whatif/CaptionChange.h"

#include <string>
#include <vector>

namespace vxs::workflow {

struct WhatIfParams {
  std::string original, edited;
  std::vector<std::string> coco;  ///< captions of the same image, the original among them or not
  std::vector<std::string> pool;  ///< captions of other images
  int paraphrases = 24, shuffled = 40;
  std::uint64_t seed = 1;
  double apartMm = 8;  ///< between voxels of the list of moved ones
  int moved = 10;
};
/// One word of the edited caption left out, against the edited caption.
struct DroppedWord {
  std::string word;
  CaptionChange change;
};
struct WhatIfResult {
  CaptionChange edited;
  std::vector<Region> regions;
  std::vector<NullSample> null;
  Standings standings;  ///< of the edited change's rms
  std::vector<RegionChange> regionChanges;
  std::vector<MovedVoxel> moved;
  std::vector<DroppedWord> dropped;
  TextUse textUse;
  double predictionRms = 0;  ///< of the original caption's prediction, z
  Prediction original;       ///< volume, and how long it took
  double editMs = 0;         ///< text encoder and head for the edited caption, picture kept
};
/// The whole of what the window's panel shows, in one go: `predictor` has its picture already. Regions are
/// those of `atlases` within `mask`, the run's. Throws Error, Cancelled.
WhatIfResult whatIf(const WhatIfParams& params, Predictor& predictor, const Mask& mask,
                    const std::vector<LabelAtlas>& atlases, Progress& progress);

/// Captions that are predicted together.
inline constexpr std::size_t kCaptionBatch = 8;

}  // namespace vxs::workflow
