#pragma once

#include "ui/maps/MapsModel.h"
#include "ui/workspace/Workspace.h"

namespace vxs::ui {

/// The part "map" of a workspace: {"kind": key of the map, "preset", "inViews", "region": "ATLAS/NAME" or "",
/// "brush": [low noise ceiling, high, low r², high] or null}. Of the session's run, and of its second run for
/// the difference. What is applied may have "lit" instead of "brush": the very voxels, as figures state them.
/// To be added before "mapScale": another map brings its colours with it.
void addMapsPart(Workspace& workspace, MapsModel& maps);

}  // namespace vxs::ui
