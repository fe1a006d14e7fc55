#pragma once

#include "core/train/Run.h"
#include "core/volume/Mask.h"

#include <cstdint>
#include <vector>

namespace vxs::train {

/// What an evaluation found, per voxel of `mask`.
struct EvaluationMaps {
  std::vector<float> r, determination, ceiling, accuracy;
  std::vector<float> alpha;  ///< ridge penalty; empty for other heads
};
/// What ties an evaluation to the state of the run that it judged.
struct EvaluationProvenance {
  std::uint64_t runFingerprint = 0;
  std::uint64_t responsesChecksum = 0;
};
/// An evaluation is a folder:
///   metrics.json           the summary, its preset, mask, repeats and dropped counts, the run and
///   fingerprints;
///                          written last
///   rois.tsv               one line a region: score, 95 % interval, median r with interval, ceiling, dropped
///   r.nii.gz r2.nii.gz cod.nii.gz   Pearson's r over test images, r^2, and 1 - SSE / SST
///   nc.nii.gz              noise ceiling, a fraction of variance, for the test set's mix of repeats
///   accuracy.nii.gz        r^2 / NC under the preset
///   alpha.nii.gz           ridge penalty of each voxel (ridge only)
///   test-responses.f16     measured and predicted responses to the test images, see TestResponses.h
/// Volumes are NaN outside the run's mask. Writes all but the last.
void writeEvaluation(const EvaluateResult& result, const RunInfo& run, const Mask& mask,
                     const EvaluationMaps& maps, const EvaluationProvenance& provenance);

}  // namespace vxs::train
