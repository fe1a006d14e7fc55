#pragma once

#include "core/train/TrainingData.h"
#include "models/heads/Ridge.h"

#include <span>

namespace vxs::train {

/// Ridge from rows of features to the mean responses of `images`, each weighted by its number of repeats
/// (heads::fitRidge). `x`: [images, features]. Responses are read block by block of voxels. Throws Error,
/// Cancelled.
heads::RidgeModel fitRidgeTo(const TrainingData& data, const std::vector<std::int32_t>& images,
                             std::span<const float> x, Progress& progress);

}  // namespace vxs::train
