#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vxs::workflow {

/// Names and values in display order.
using DiagnosedRows = std::vector<std::pair<std::string, std::string>>;

/// What to paste into a bug report: program and library versions, CPU, memory, OpenGL, fonts, and last what
/// `neural` says (Neural::describe of the library that it loads): LibTorch, its BLAS, threads and CUDA. Never
/// throws: what cannot be found out is said so.
DiagnosedRows diagnose(const std::function<std::map<std::string, std::string>()>& neural);

}  // namespace vxs::workflow
