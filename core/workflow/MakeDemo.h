#pragma once

#include "core/base/Progress.h"

#include <filesystem>
#include <string>

namespace vxs::workflow {

struct DemoParams {
  std::filesystem::path folder;  ///< subject, store and run-ridge are made in it
  std::string preset = "demo";   ///< of synthesize()
};

struct DemoResult {
  std::filesystem::path run;
  bool made = false;  ///< false: it was all there already
};

/// The demo: a synthetic subject, its store, features of the demo encoder, a ridge head and its evaluation. A
/// stage that was finished leaves a stamp and is not done again; one that was interrupted goes on. Throws
/// Error, Cancelled.
DemoResult makeDemo(const DemoParams& params, Progress& progress);

/// The demo's run when every stage of it was finished; empty otherwise.
std::filesystem::path finishedDemo(const std::filesystem::path& folder);

}  // namespace vxs::workflow
