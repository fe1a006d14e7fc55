#pragma once

#include "core/train/LayerMaps.h"
#include "core/train/Split.h"
#include "core/train/TrainingData.h"

namespace vxs::train {

/// Pearson's r between predicted and mean measured response of every voxel for ridges from one layer each,
/// [layers][voxels]; NaN where a voxel or its prediction is constant.
struct LayerCorrelations {
  std::vector<std::vector<float>> validation, test;
};

/// Fits one ridge a layer on the training images (heads::fitRidge; its penalties are chosen by GCV, so within
/// the training images) and correlates it over validation and over test images. An image's features in
/// `data` are `layers` blocks of equal size, first layer first. Throws Error when they are not, Cancelled.
LayerCorrelations correlateLayers(const TrainingData& data, const Split& split, int layers,
                                  Progress& progress);

}  // namespace vxs::train
