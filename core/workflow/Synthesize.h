#pragma once

#include "core/base/Progress.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vxs::workflow {

struct SynthesizeParams {
  std::filesystem::path out;
  std::string preset = "demo";  ///< "tiny", "demo" or "full"
  std::uint64_t seed = 1;
  int sessions = 0;  ///< 1 to 40; 0: as many as the preset has
};

struct SynthesizeResult {
  std::filesystem::path root;
  int sessions = 0;
  int images = 0;
  std::int64_t brainVoxels = 0;
  std::int64_t bytes = 0;
  double seconds = 0;
};

/// Writes a synthetic subject (subj01) in NSD's layout with truth/ beside it. Refuses a folder that is not
/// empty unless it is an earlier run of the same preset, sessions and seed, which is then completed. Throws
/// UsageError, Error, Cancelled.
SynthesizeResult synthesize(const SynthesizeParams& params, Progress& progress);

}  // namespace vxs::workflow
