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

/// Raised from a signal handler or another thread, they stop the work cleanly; it ends with kCancelled then.
struct StopFlags {
  const CancelFlag& now;         ///< at the next safe point: in training the present batch, its epoch is lost
  const CancelFlag& afterEpoch;  ///< training ends when the running epoch is over; other work goes on
};
/// The whole command line in process: `args` without the program's name. Results go to `out` (with --json
/// exactly one JSON object), progress and messages to `err`. Throws nothing; returns the exit status.
int runCli(std::vector<std::string> args, std::ostream& out, std::ostream& err, const StopFlags& stop);

}  // namespace vxs::cli
