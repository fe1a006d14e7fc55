#pragma once

#include "models/blip/BlipConfig.h"

#include <ATen/ATen.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

// Internal to models/blip: this header names Torch types.
namespace vxs::blip {

using Weights = std::map<std::string, at::Tensor>;

const at::Tensor& weight(const Weights& weights, const std::string& name);
at::Tensor linear(const Weights& weights, const std::string& prefix, const at::Tensor& x);
at::Tensor layerNorm(const Weights& weights, const std::string& prefix, const at::Tensor& x, double epsilon);
/// softmax(q k^T / sqrt(d) + mask) v for [batch * tokens, width] arrays split into heads; mask is added to
/// the scores [batch, heads, tokens, keys] and may be undefined. `weights`, where given, gets the softmax,
/// [heads, tokens, keys] of the first of the batch.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads,
                     const at::Tensor& mask, std::int64_t batch = 1, at::Tensor* weights = nullptr);

/// ViT, pre-norm (blip.md 3): pixels [3, S, S] -> [tokens, width]. `layers`, where given, gets what leaves
/// each block, before the final norm: [visionDepth] of [tokens, width].
at::Tensor visionTransformer(const Weights& weights, const BlipConfig& config, const at::Tensor& pixels,
                             std::vector<at::Tensor>* layers = nullptr);
/// Keys and values of one text layer's cross-attention to the picture.
std::pair<at::Tensor, at::Tensor> crossKeysValues(const Weights& weights, int layer, const at::Tensor& image);

}  // namespace vxs::blip
