#pragma once

#include "models/blip/BlipConfig.h"
#include "models/blip/Layers.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

// Internal to models/blip: this header names Torch types.
namespace vxs::blip {

using KeysValues = std::vector<std::pair<at::Tensor, at::Tensor>>;

/// Word embeddings of ids [n] -> [n, width], before positions are added.
at::Tensor embedWords(const Weights& weights, const at::Tensor& ids);

/// BERT with cross-attention (blip.md 4), post-norm. `words` [batch * length, width] are the embeddings of
/// `ids` [batch, length] (id 0 masked); every caption of the batch looks at the same picture, whose keys and
/// values are given one pair a layer (empty: text mode, no cross-attention). -> [batch * length, width].
/// Where `crossWeights` is given it gets one [heads, batch * length, imageTokens] a layer, and `outputs` what
/// leaves each layer, one [batch * length, width] a layer.
at::Tensor textTransformer(const Weights& weights, const BlipConfig& config, const at::Tensor& words,
                           const at::Tensor& ids, const KeysValues& keysValues,
                           std::vector<at::Tensor>* crossWeights = nullptr,
                           std::vector<at::Tensor>* outputs = nullptr);

}  // namespace vxs::blip
