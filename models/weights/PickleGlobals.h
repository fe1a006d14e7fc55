#pragma once

#include "models/weights/Tensor.h"

#include <optional>
#include <string>

namespace vxs::weights {

/// Element type of one of torch's typed storages ("torch.FloatStorage"); empty for any other global.
std::optional<DType> storageType(const std::string& global);
/// Whether a weights file may refer to `global` ("module.name"). Allowed globals are recognised, never
/// imported.
bool isAllowed(const std::string& global);

}  // namespace vxs::weights
