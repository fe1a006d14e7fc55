#pragma once

#include "core/volume/Volume.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace vxs::workflow {

/// What a run kept of one epoch, in the brain; NaN outside the run's mask.
struct KeptMap {
  Volume volume;
  std::int64_t validationImages = 0;  ///< that the epoch's correlations rest on
};
/// `nsdId` 0: Pearson r over the validation images; else the prediction for that image in z-scored units,
/// none when it is not one of those that are kept with every epoch. Throws Error naming the file that is
/// missing, damaged, or does not fit RUN/mask.nii.gz.
std::optional<KeptMap> readKeptMap(const std::filesystem::path& run, int epoch, std::int32_t nsdId);

}  // namespace vxs::workflow
