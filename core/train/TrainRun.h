#pragma once

#include "core/train/Run.h"

namespace vxs::train {

/// Fits a head to a store's features and responses and writes a run folder (format: RunFile.h). Features are
/// standardised on the training images. The penalty is part of the loss: weight * sum |w| or sum w^2 over
/// weights (not biases, not batch norm); "adamw" adds Torch's decoupled decay of 0.01. Ridge chooses its
/// penalty per voxel by GCV and ignores loss, penalty and optimizer. Throws Error when the folder holds a run
/// already (unless resume), when a resumed run's parameters or store differ, or a loss is not finite;
/// Cancelled, with everything up to the last finished epoch written.
TrainResult trainRun(const TrainParams& params, Progress& progress, const TrainObserver& observer = {});

}  // namespace vxs::train
