#pragma once

#include "ui/paint/figure/Recipe.h"
#include "ui/paint/figure/ViewSpec.h"

namespace vxs::ui {

class ComparisonView;
class Session;

/// What the comparison shows now: the cells that are visible, where they lie, which layer each draws
/// (flicker included), and how far slices are zoomed.
paint::ViewSpec viewSpecOf(Session& session, const ComparisonView& comparison);
/// The view that has, or last had, the focus, alone.
paint::ViewSpec focusedViewSpecOf(Session& session, const ComparisonView& comparison);

/// sessionRecipe() of the kind "view" that paints this.
paint::Recipe viewRecipe(Session& session, const paint::ViewSpec& spec, const paint::PageSetup& page);
}  // namespace vxs::ui
