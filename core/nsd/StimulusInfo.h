#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vxs::nsd {

/// Where a stimulus comes from in COCO.
struct StimulusOrigin {
  std::int64_t cocoId = 0;
  std::string cocoSplit;  ///< "train2017" or "val2017"
};

/// Reads nsd_stim_info_merged.csv: one record per image, in the order of its nsdId (0-based). Columns are
/// found by name, so that others may come and go. Throws Error naming file and line for a missing column, a
/// record of another length, a number that is none, an nsdId that is not its row, or an unknown split.
std::vector<StimulusOrigin> readStimulusInfo(const std::filesystem::path& path);

}  // namespace vxs::nsd
