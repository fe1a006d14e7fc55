#pragma once

#include "core/synthetic/ResponseModel.h"

#include <filesystem>
#include <vector>

namespace vxs::synthetic {

/// The files of truth/ (see SyntheticSubject.h).
void writeTruth(const std::filesystem::path& folder, const ResponseModel& model,
                const std::vector<Scene>& scenes, const std::vector<bool>& sharedImage);

}  // namespace vxs::synthetic
