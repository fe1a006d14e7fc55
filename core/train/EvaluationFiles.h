#pragma once

#include "core/train/Run.h"
#include "core/volume/Mask.h"

#include <vector>

namespace vxs::train {

/// What an evaluation found, per voxel of `mask`.
struct EvaluationMaps {
  std::vector<float> r, ceiling, accuracy;
};
/// Writes r.nii.gz, r2.nii.gz, nc.nii.gz, accuracy.nii.gz, metrics.json and rois.tsv into result.folder.
void writeEvaluation(const EvaluateResult& result, const RunInfo& run, const Mask& mask,
                     const EvaluationMaps& maps);

}  // namespace vxs::train
