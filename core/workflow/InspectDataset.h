#pragma once

#include "core/nsd/Dataset.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace vxs::workflow {

struct InspectParams {
  std::filesystem::path dataset;
  std::optional<int> subject;
};

struct InspectResult {
  std::filesystem::path root;
  bool synthetic = false;
  std::vector<nsd::SubjectSummary> subjects;
};

InspectResult inspectDataset(const InspectParams& params);

}  // namespace vxs::workflow
