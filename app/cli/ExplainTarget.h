#pragma once

#include "core/base/Progress.h"
#include "core/store/VoxelStore.h"
#include "core/workflow/Neural.h"

#include <string>

namespace vxs::cli {

/// What an explanation is of.
struct ExplainTarget {
  std::vector<std::uint32_t> voxels;  ///< positions within the mask; none for attention
  std::string text;                   ///< "voxel 40,12,30" or "floc-faces: FFA-1, mean of 12 voxels"
};
/// A voxel "I,J,K" or a region by its name; empty words: not that. Throws UsageError where there is none
/// such.
ExplainTarget explainTarget(const store::VoxelStore& store, const std::string& voxel, const std::string& roi);
/// Every step of it, with the picture that the predictor has.
workflow::Explanation explainPrediction(workflow::Predictor& predictor, const workflow::ExplainParams& params,
                                        Progress& progress);

}  // namespace vxs::cli
