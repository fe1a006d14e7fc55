#pragma once

#include <string>
#include <utility>
#include <vector>

namespace vxs::workflow {

/// What to paste into a bug report: program and library versions, CPU, memory, threads, OpenGL, fonts. Names and values
/// in display order. Never throws: what cannot be found out is said so.
std::vector<std::pair<std::string, std::string>> diagnose();

}  // namespace vxs::workflow
