#pragma once

#include "core/train/EpochPredictions.h"
#include "core/workflow/Neural.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vxs::workflow {

struct PredictEpochsParams {
  std::filesystem::path run;
  std::int32_t nsdId = 0;   ///< an image of the run's store; its first caption is the one that counts
  std::vector<int> epochs;  ///< from 1, in any order; empty: spreadEpochs() of those that were kept
};
using PredictEpochsResult = train::EpochPredictions;

/// Throws Error that says why a run has no epochs (ridge is solved at once; an older run kept none), names an
/// epoch that was not kept together with those that were, or the image that is not in the store.
PredictEpochsResult predictEpochs(const PredictEpochsParams& params, Neural& neural, Progress& progress);

/// At most `most` (2 or more) of the kept epochs, ascending: the first, the last, the best where it was kept,
/// and between them ones whose numbers grow by equal factors, because a head learns most in its first epochs.
/// `kept` ascending; `best` 0: none.
std::vector<int> spreadEpochs(const std::vector<int>& kept, int best, int most = 5);

}  // namespace vxs::workflow
