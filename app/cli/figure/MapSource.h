#pragma once

#include "core/scene/Comparison.h"
#include "core/store/VoxelStore.h"
#include "ui/paint/figure/Recipe.h"

namespace vxs::cli {

/// Fills the data's layer "map" from what the recipe's options name: "map" is a statistic that `evaluate`
/// wrote
/// ("r"), a map of `layers` ("layer", "depth"), "difference" (r of the option "second" minus r of the run),
/// or a NIfTI file; "preset" is that of "accuracy" (the evaluation's own where it is not given); "region"
/// leaves one region of it; "mapName", "mapUnit" and "mapProvenance" are its label as the window had it.
/// Without "map" the layer is empty and says so. Throws Error naming the file that is missing or on another
/// grid, UsageError for a region that is not there.
void addMap(scene::ComparisonData& data, const paint::Recipe& recipe, const store::VoxelStore& store);

}  // namespace vxs::cli
