#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace vxs::nsd {

using LabelNames = std::map<std::int32_t, std::string>;

/// Names of NSD's region sets as its documentation lists them, for folders without colour tables; empty for
/// others.
LabelNames builtInLabelNames(const std::string& atlas);

/// A colour table: one "value name" a line (what follows is ignored), '#' begins a comment; label 0 is left
/// out. Throws Error naming file and line.
LabelNames readLabelTable(const std::filesystem::path& path);

}  // namespace vxs::nsd
