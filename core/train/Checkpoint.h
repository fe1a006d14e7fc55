#pragma once

#include "models/heads/HeadModule.h"
#include "models/heads/Ridge.h"

#include <filesystem>
#include <vector>

// Internal to core/train: this header names Torch types.
namespace vxs::train {

/// Mean and scale of each feature over the training images; scale 0 for constant ones.
struct FeatureScaling {
  at::Tensor mean, scale;  ///< [tokens * width] float
};

/// Parameters and buffers under their names, and the scaling as "features.mean", "features.scale".
void saveHead(const std::filesystem::path& file, const heads::HeadModule& head,
              const FeatureScaling& scaling);
/// Throws Error naming the file when a tensor is missing or has another shape.
FeatureScaling loadHead(const std::filesystem::path& file, heads::HeadModule& head);

void saveRidge(const std::filesystem::path& file, const heads::RidgeModel& model);
heads::RidgeModel loadRidge(const std::filesystem::path& file);

}  // namespace vxs::train
