#pragma once

#include "models/blip/Encoder.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

// Internal to models/blip: this header names Torch types.
namespace vxs::blip {

struct ImageTokens::Impl {
  at::Tensor embeddings;                                      ///< [imageTokens, visionWidth]
  std::vector<std::pair<at::Tensor, at::Tensor>> keysValues;  ///< per text layer, [imageTokens, textWidth]
};

}  // namespace vxs::blip
