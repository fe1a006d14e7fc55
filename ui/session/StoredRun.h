#pragma once

#include "ui/session/RunSource.h"

#include "core/base/Progress.h"

#include <filesystem>

namespace vxs::ui {

/// Opens a run's folder with its store and dataset. A dataset that has moved away is no reason to refuse:
/// pictures and captions are then missing and stimulus() says so. Throws Error naming the file when run or
/// store cannot be read.
std::shared_ptr<const RunSource> openStoredRun(const std::filesystem::path& folder, Progress& progress);

}  // namespace vxs::ui
