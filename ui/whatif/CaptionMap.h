#pragma once

#include "ui/session/Session.h"

namespace vxs::ui {

/// Shows, as the map beside the comparison and in the map's present colours, how an edited caption changes
/// the open run's prediction: edited - original, z, [voxels of the run's mask].
void showCaptionMap(Session& session, const std::vector<float>& change, const std::string& original,
                    const std::string& edited);

}  // namespace vxs::ui
