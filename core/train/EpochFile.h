#pragma once

#include "core/train/Run.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vxs::train {

/// An image whose prediction is kept with every epoch.
struct KeptImage {
  std::int32_t nsdId = 0;
  std::string use;  ///< "validation" or "test"
  bool operator==(const KeptImage&) const = default;
};

/// What a run looked like after one epoch, so that training can be watched, and scrubbed like time, in the
/// brain. Read without LibTorch. Lies in RUN/epochs/NNNN.epoch (NNNN: the epoch, from 1); the head's weights
/// of the same epoch, for every other image, beside it in NNNN.safetensors. Format: EpochFile.cpp.
struct EpochFile {
  int epoch = 0;
  std::int64_t step = 0;              ///< batches since the run began
  std::int64_t validationImages = 0;  ///< that validationR rests on
  std::vector<float> validationR;  ///< [voxels] Pearson r over the validation images; NaN where there is none
  std::vector<KeptImage> images;
  std::vector<std::vector<float>> predictions;  ///< [images][voxels], z-scored units
  std::vector<float> batchLoss;                 ///< [batches of this epoch] data loss, in order
};

std::filesystem::path epochFilePath(const std::filesystem::path& run, int epoch);
std::filesystem::path epochWeightsPath(const std::filesystem::path& run, int epoch);
/// Written aside and renamed; r and predictions as half floats. Throws Error naming the file.
void writeEpochFile(const std::filesystem::path& run, const EpochFile& epoch);
/// Throws Error naming the file when it is missing, cut off, damaged or of another version.
EpochFile readEpochFile(const std::filesystem::path& run, int epoch);
/// The small part of an epoch, without reading its volumes (and so without their checksum).
struct EpochLosses {
  std::int64_t step = 0;
  std::vector<float> batchLoss;
};
/// Throws as readEpochFile does, as far as it can see.
EpochLosses readEpochLosses(const std::filesystem::path& run, int epoch);
/// The epochs that were kept, ascending; empty for a run without any.
std::vector<int> keptEpochs(const std::filesystem::path& run);
/// Forgets what was kept of epochs after `last` (a resumed run makes them again).
void removeEpochsAfter(const std::filesystem::path& run, int last);

/// Which images are kept with every epoch: up to two of validation and four of test, evenly spaced over the
/// split.
std::vector<KeptImage> keptImagesOf(const RunInfo& run);
/// Every how many epochs one is kept, so that the folder stays below 2 GiB: 1 unless brain, head or run are
/// large.
int keepEvery(const RunInfo& run, int epochs);

}  // namespace vxs::train
