#pragma once

#include "core/nsd/write/NsdWriters.h"
#include "core/synthetic/Preset.h"

#include <cstdint>
#include <vector>

namespace vxs::synthetic {

/// Which image is shown in which trial, and the tables of NSD that say so. Image k of the subject is nsdId k;
/// every third of the trials shows every image once in random order, so repeats spread over sessions.
struct TrialPlan {
  std::vector<int> imageOfTrial;  ///< [sessions * 750]
  std::vector<bool> sharedImage;  ///< [images]
  nsd::DesignTables design;
  std::vector<nsd::StimulusRow> stimuli;  ///< [images]
};
TrialPlan planTrials(const Preset& preset, std::uint64_t seed);

}  // namespace vxs::synthetic
