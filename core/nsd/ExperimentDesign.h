#pragma once

#include "core/nsd/Trial.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vxs::nsd {

/// nsd_expdesign.mat: which image every subject sees in which trial.
struct ExperimentDesign {
  std::vector<std::int32_t> masterOrdering;              ///< [trials] 1-based column of `subjectImages`
  std::vector<std::vector<std::int32_t>> subjectImages;  ///< [subjects][images] 1-based 73KID
  std::vector<std::int32_t> sharedImages;  ///< 1-based 73KIDs, as the file has them; may be empty

  /// All trials of a subject (1-based), chronological. Throws Error when the design lacks the subject.
  std::vector<Trial> trials(int subject) const;
};

/// Reads masterordering, subjectim and, where it is there, sharedix (MAT-5, compressed or not, or v7.3; any
/// numeric class). Throws Error naming the file and the reason; indices are checked.
ExperimentDesign readExperimentDesign(const std::filesystem::path& path);

}  // namespace vxs::nsd
