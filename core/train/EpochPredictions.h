#pragma once

#include "core/volume/Volume.h"

#include <cstdint>
#include <vector>

namespace vxs::train {

struct EpochPrediction {
  int epoch = 0;
  Volume volume;                 ///< z-scored units, NaN outside the run's mask
  double validationMedianR = 0;  ///< from the run's history; NaN where it says nothing
};
/// What a run predicted for one image after some of its epochs.
struct EpochPredictions {
  std::vector<EpochPrediction> epochs;  ///< ascending, each once
  int bestEpoch = 0;                    ///< of the run, whether it is among them or not; 0: not known yet
  std::int64_t validationImages = 0;    ///< that validationMedianR rests on
};

}  // namespace vxs::train
