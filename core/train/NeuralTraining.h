#pragma once

#include "core/train/Criterion.h"
#include "core/train/EpochFile.h"
#include "core/train/RunFile.h"
#include "core/train/TrainingData.h"

namespace vxs::train {

/// Gradient training of one of the Torch heads into run.info.run; updates run (history, best epoch,
/// parameters) and its files after every epoch. Starts after the last epoch in run.history. Throws Cancelled
/// between batches, where the running epoch is lost, or after an epoch when the observer says so.
void trainNeural(RunFile& run, const TrainingData& data, const Criterion& criterion, Progress& progress,
                 const TrainObserver& observer);
/// Ridge with its penalties chosen by GCV; validation images join neither the fit nor the choice, they are
/// scored.
void trainRidge(RunFile& run, const TrainingData& data, const Criterion& criterion, Progress& progress);

/// Per voxel, the correlation between prediction and mean response over some images.
std::vector<float> correlationOver(const TrainingData& data, const std::vector<std::int32_t>& images,
                                   const std::function<std::vector<float>(std::span<const float>)>& predict);

}  // namespace vxs::train
