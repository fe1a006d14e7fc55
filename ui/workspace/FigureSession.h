#pragma once

#include "ui/paint/figure/Recipe.h"
#include "ui/workspace/SessionFile.h"

namespace vxs::ui {

/// What a figure's recipe shows, as a session: run, trial or picture, caption, layers, second run and map
/// with its colours, every member of the view's state that it holds, and the layout that shows such views.
/// Of a page of panels it is that of the first of a run. What the recipe does not hold is no part of the
/// session, so that the run that is opened chooses it. Throws Error naming `source` when the run is not there
/// or the recipe states what no figure has.
SessionFile sessionOfRecipe(const paint::Recipe& recipe, const std::string& source);

}  // namespace vxs::ui
