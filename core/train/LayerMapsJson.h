#pragma once

#include "core/train/LayerMaps.h"

#include <nlohmann/json.hpp>

namespace vxs::train {

/// The layers and the regions of a result, as layers.json and `layers --json` both list them; what is NaN is
/// null.
nlohmann::ordered_json layersJson(const LayerMaps& maps);
nlohmann::ordered_json regionsJson(const LayerMaps& maps);

}  // namespace vxs::train
