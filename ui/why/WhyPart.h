#pragma once

#include "ui/why/WhyModel.h"
#include "ui/workspace/Workspace.h"

namespace vxs::ui {

/// Two parts of a workspace. "why": what is chosen, {"method", "region": "ATLAS:NAME" or "", "baseline",
/// "steps", "grid", "ofSecond", "word", "layer", "head"}. "explained": {"options": of a recipe of the kind
/// "why", "sanity": with the randomised weights beside it, "of": the stimulus}, or null: nothing is. What is
/// applied of it is explained again once the picture and the model are there; where "why" does not come with
/// it (a figure), the choice follows, and the crosshair where that does not. To be added after "stimulus",
/// "caption" and "crosshair".
void addWhyParts(Workspace& workspace, WhyModel& why);

}  // namespace vxs::ui
