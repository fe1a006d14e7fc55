#pragma once

#include "models/heads/Head.h"

#include <torch/torch.h>

#include <memory>

// Internal to models/heads and core/train: this header names Torch types.
namespace vxs::heads {

/// A trainable head. Parameter names are checkpoint keys.
class HeadModule : public torch::nn::Module {
 public:
  /// [batch, tokens, width] -> [batch, voxels].
  virtual at::Tensor forward(const at::Tensor& features) = 0;
};

/// Seeds Torch's generator with options.seed and builds the head. Throws UsageError for an unknown kind or
/// convention, Error for a shape that the head cannot take.
std::shared_ptr<HeadModule> makeHead(const HeadOptions& options);
std::int64_t parameterCount(const torch::nn::Module& module);

}  // namespace vxs::heads
