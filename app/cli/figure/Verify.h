#pragma once

#include "app/cli/Session.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace vxs::cli {

/// `figure verify FILE`: makes the figure again and says whether it is the same and made from the same data.
/// Sets the session's exit status to 1 when it is not.
nlohmann::ordered_json verifyCommand(Session& session, const std::filesystem::path& file);

}  // namespace vxs::cli
