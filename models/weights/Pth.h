#pragma once

#include "models/weights/Tensor.h"

#include <filesystem>

namespace vxs::weights {

/// Memory-maps a checkpoint that torch.save wrote in its zip form: a state_dict, or a dictionary with one
/// under "model" or "state_dict". Shared storages stay shared. Throws Error naming the file; a global that is
/// not allowed is named and nothing is executed. The legacy pickle form (before torch 1.6) is refused with
/// advice.
TensorMap readPth(const std::filesystem::path& path);

}  // namespace vxs::weights
