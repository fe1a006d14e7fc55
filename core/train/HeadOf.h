#pragma once

#include "core/train/RunFile.h"
#include "core/volume/Mask.h"
#include "models/heads/Head.h"

#include <c10/core/Device.h>

// Internal to core/train: this header names Torch types.
namespace vxs::train {

heads::HeadOptions headOptions(const RunFile& run, const Mask& mask);
/// "cpu", "cuda", "cuda:N"; "auto" means the CPU (whoever knows the hardware has chosen before).
c10::Device deviceFrom(const std::string& name);
/// Median of the finite values; NaN when there is none.
double medianFinite(std::vector<float> values);

}  // namespace vxs::train
