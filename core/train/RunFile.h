#pragma once

#include "core/train/Run.h"

#include <optional>

namespace vxs::train {

/// How runs of an earlier version chose their best epoch; they name no criterion in run.json.
inline constexpr const char* kMaskCriterion = "median validation r over the mask";

/// A run is a folder:
///   run.json            {"magic": "voxelscope-run", "version": 1}: parameters, split, fingerprints, history.
///   Written when
///                       the run begins and after every epoch, last of the epoch's files: what it says has
///                       happened
///   mask.nii.gz         the voxels that are predicted, so that a run predicts without its store
///   best.safetensors    the weights of the best epoch (for ridge, the only ones)
///   last-N.safetensors  the weights after epoch N, the last one; last-N.optimizer: Torch's optimizer state
///   then history.csv         the learning curve (History.h) epochs/             what the run looked like
///   after each epoch (EpochFile.h) training.lock       locked while a process trains the run (RunLock.h)
///   evaluation/         what `evaluate` wrote
struct RunFile {
  RunInfo info;
  TrainParams params;
  std::string storeFingerprint, encoderFingerprint;
  int tokens = 0, width = 0;
  std::vector<EpochReport> history;
  double bestValidationMedianR = 0;  ///< over the mask, of the best epoch
  bool finished = false;
  std::string criterion = kMaskCriterion;  ///< what chooses the best epoch (Criterion.h), in words
  double bestValidationScore = std::numeric_limits<double>::quiet_NaN();
};
void writeRunFile(const RunFile& run);
/// Throws Error naming the file when it is missing, damaged or of another version.
RunFile readRunFile(const std::filesystem::path& run);
/// Changes whenever the run's weights do: over its parameters, split, fingerprints and the best epoch with
/// its score. Ties an evaluation to the state of the run that it judged.
std::uint64_t runFingerprint(const RunFile& run);

}  // namespace vxs::train
