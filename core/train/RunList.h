#pragma once

#include "core/train/RunFile.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vxs::train {

/// Incomplete: finished, but its best weights are missing or cut off, so that it can predict nothing.
enum class RunState { Running, Stopped, Complete, Incomplete };

/// How an evaluated run did, with what the number belongs to.
struct RunAccuracy {
  double accuracy = 0;  ///< headline of the preset, as a fraction; NaN where there is none
  double medianR = 0;   ///< over the test images
  std::string metric, maskName;
};
/// One line of the table of runs.
struct RunSummary {
  RunFile run;
  RunState state = RunState::Stopped;
  std::filesystem::file_time_type changed;  ///< of run.json
  std::optional<RunAccuracy> accuracy;      ///< of RUN/evaluation, when it is there and readable
  bool checkpoint = false;  ///< the weights after the last epoch are there, for training to go on from
};

/// Throws Error naming the file when the run cannot be read.
RunSummary summariseRun(const std::filesystem::path& run);
/// The folders directly in `folder` that hold a run.json, by name. A folder that cannot be listed holds none.
std::vector<std::filesystem::path> runsIn(const std::filesystem::path& folder);

}  // namespace vxs::train
