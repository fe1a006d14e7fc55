#pragma once

#include "ui/paint/figure/ViewSpec.h"

namespace vxs::ui {

class ComparisonView;
class Session;

/// What the comparison shows now: the cells that are visible, where they lie, which layer each draws
/// (flicker included), and how far slices are zoomed.
paint::ViewSpec viewSpecOf(Session& session, const ComparisonView& comparison);
/// The view that has, or last had, the focus, alone.
paint::ViewSpec focusedViewSpecOf(Session& session, const ComparisonView& comparison);

}  // namespace vxs::ui
