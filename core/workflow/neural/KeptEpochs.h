#pragma once

#include "core/base/Progress.h"
#include "core/volume/Volume.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vxs::workflow {

/// See Neural::predictEpochs. `device`: "cpu" or "cuda:N".
std::vector<Volume> predictKeptEpochs(const std::filesystem::path& run, std::int32_t nsdId,
                                      const std::vector<int>& epochs, const std::string& device,
                                      Progress& progress);

}  // namespace vxs::workflow
