#pragma once

#include "core/base/Progress.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace vxs::cli {

// Exit statuses: part of the command line's contract.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kCancelled = 130;

/// The whole command line in process: `args` without the program's name. Results go to `out` (with --json
/// exactly one JSON object), progress and messages to `err`. Raising `cancel` from a signal handler or
/// another thread stops the work cleanly. Throws nothing; returns the exit status.
int runCli(std::vector<std::string> args, std::ostream& out, std::ostream& err, CancelFlag& cancel);

}  // namespace vxs::cli
