#pragma once

#include "app/cli/Session.h"
#include "app/cli/figure/Recipe.h"
#include "core/scene/Comparison.h"

namespace vxs::cli {

/// Measured (mean of the image's repeats in the run's store), predicted and their difference for the recipe's
/// trial or picture. Fills in what the recipe left open (trial, caption). A picture of the user's own has no
/// measured volume, and the data says so. Throws Error naming run, store or picture.
scene::ComparisonData comparisonData(Session& session, Recipe& recipe);

/// How to look at it: the recipe's state when it has one, else a camera, range, threshold and crosshair from
/// its fields, chosen from the data where they are open.
scene::ComparisonState comparisonState(const Recipe& recipe, const scene::ComparisonData& data);

}  // namespace vxs::cli
