#pragma once

#include "core/base/Progress.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vxs::workflow {

struct PrepareParams {
  std::filesystem::path dataset;
  int subject = 1;
  std::string betas = "b3";
  std::string mask = "nsdgeneral";  ///< "nsdgeneral", "brain", "whole", or a NIfTI file (voxels > 0)
  std::filesystem::path out;
};

struct PrepareResult {
  std::filesystem::path store;
  std::int64_t trials = 0;
  std::int64_t images = 0;
  std::int64_t voxels = 0;
  std::int64_t droppedVoxels = 0;
  double seconds = 0;
};

/// Streams one subject's sessions into a store, one session in memory at a time. An interrupted run continues at the next
/// session when started again with the same parameters.
PrepareResult prepareStore(const PrepareParams& params, Progress& progress);

}  // namespace vxs::workflow
