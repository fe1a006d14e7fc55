#pragma once

#include "core/scene/Comparison.h"
#include "core/store/VoxelStore.h"
#include "core/train/Run.h"
#include "core/workflow/Neural.h"
#include "ui/paint/figure/Recipe.h"

namespace vxs::cli {

/// What maps are made with that no file holds.
struct MapMaking {
  workflow::Predictor& predictor;  ///< of the recipe's run, with its picture
  workflow::Neural& neural;
  Progress& progress;
};

/// Fills the data's layer "map" from what the recipe's options name. "map" is one of
///   a statistic that `evaluate` wrote ("r"); "preset" is that of "accuracy", its own where it is not given
///   "layer", "depth"   a map of `layers`
///   "difference"       r of the option "second" minus r of the run
///   "caption change"   what the run predicts for the caption "edited" minus that for "original"
///   "epoch"            of the run "epochRun" after "epoch": its prediction for the image "epochImage", or
///                      without one its r over the validation images
///   a NIfTI file
/// "region" leaves one region of it; "mapName", "mapUnit" and "mapProvenance" are its label as the window had
/// it, or as the window has it, which is written into the recipe. Without "map" the layer is empty and says
/// so. Throws Error naming the file that is missing or on another grid, UsageError for a region that is not
/// there.
void addMap(scene::ComparisonData& data, paint::Recipe& recipe, const store::VoxelStore& store,
            const MapMaking& making);

}  // namespace vxs::cli
