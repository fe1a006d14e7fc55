#pragma once

#include "models/blip/Encoder.h"

#include <cstdint>
#include <vector>

namespace vxs::blip {

/// What the network is fed, as numbers that may be moved: for gradients, baselines and occlusions.
struct NetworkInput {
  std::vector<float> pixels;      ///< [3, S, S], normalised: 0 is the mean colour of BLIP's pictures, a grey
  std::vector<std::int32_t> ids;  ///< [tokens], [ENC] first; id 0 is padding and masked
  std::vector<float> words;       ///< [tokens, width]: word embeddings of ids, before positions are added
};

/// Output of a forward pass and the gradient of a scalar of it with respect to the input.
struct InputGradient {
  Features output;
  std::vector<float> pixels;  ///< as NetworkInput::pixels
  std::vector<float> words;   ///< as NetworkInput::words; zeros for image features, which have no caption
};

/// Weights of the text encoder's cross-attention: which image tokens (0 is [CLS], then the patches, rows from
/// the top) each word piece looks at. [layers, heads, textTokens, imageTokens]; every row sums to 1.
struct AttentionMaps {
  int layers = 0, heads = 0, textTokens = 0, imageTokens = 0;
  std::vector<float> values;

  bool empty() const { return values.empty(); }
  /// First of the imageTokens weights of one word piece.
  const float* row(int layer, int head, int token) const {
    return values.data() + ((static_cast<std::size_t>(layer) * static_cast<std::size_t>(heads) +
                             static_cast<std::size_t>(head)) *
                                static_cast<std::size_t>(textTokens) +
                            static_cast<std::size_t>(token)) *
                               static_cast<std::size_t>(imageTokens);
  }
};

}  // namespace vxs::blip
