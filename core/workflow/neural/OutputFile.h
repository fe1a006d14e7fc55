#pragma once

#include <filesystem>

namespace vxs::workflow {

/// Throws Error when `file` cannot be written because its folder is missing or is no folder: said before the
/// work that would be lost.
void checkOutputFolder(const std::filesystem::path& file);

}  // namespace vxs::workflow
