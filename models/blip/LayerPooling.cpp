#include "models/blip/LayerPooling.h"

#include "core/base/Error.h"

#include <cmath>

namespace vxs::blip {
namespace {

int sideOf(const Features& layer) {
  const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(layer.tokens - 1))));
  if (layer.tokens < 5 || side * side != layer.tokens - 1)
    throw Error("a layer of " + std::to_string(layer.tokens) +
                " tokens is no class token with a square of patches");
  return side;
}

/// Adds the quarters' means behind the class token that `out` ends with.
void addQuarters(const Features& layer, int side, std::vector<float>& out) {
  const auto width = static_cast<std::size_t>(layer.width);
  const int half = side / 2;
  for (const bool lower : {false, true})
    for (const bool right : {false, true}) {
      std::vector<double> sum(width, 0.0);
      const int top = lower ? half : 0, bottom = lower ? side : half, left = right ? half : 0,
                end = right ? side : half;
      for (int row = top; row < bottom; ++row)
        for (int column = left; column < end; ++column) {
          const float* token =
              layer.values.data() + static_cast<std::size_t>(1 + row * side + column) * width;
          for (std::size_t i = 0; i < width; ++i) sum[i] += token[i];
        }
      const double count = (bottom - top) * (end - left);
      for (const double value : sum) out.push_back(static_cast<float>(value / count));
    }
}

}  // namespace

Features pooledLayers(std::span<const Features> layers) {
  if (layers.empty()) throw Error("there are no layers to pool");
  const int side = sideOf(layers.front()), width = layers.front().width;
  Features pooled{static_cast<int>(layers.size()) * kPooledTokens, width, {}};
  pooled.values.reserve(static_cast<std::size_t>(pooled.tokens) * static_cast<std::size_t>(width));
  for (const Features& layer : layers) {
    if (layer.tokens != layers.front().tokens || layer.width != width)
      throw Error("the layers of an encoder have different shapes");
    pooled.values.insert(pooled.values.end(), layer.values.begin(), layer.values.begin() + width);
    addQuarters(layer, side, pooled.values);
  }
  return pooled;
}

Features pooledTextLayers(std::span<const Features> layers, int used) {
  if (layers.empty()) throw Error("there are no layers to pool");
  const int width = layers.front().width;
  if (used < 2 || used > layers.front().tokens)
    throw Error("a caption of " + std::to_string(used) + " tokens cannot be pooled");
  Features pooled{static_cast<int>(layers.size()) * kPooledTextTokens, width, {}};
  for (const Features& layer : layers) {
    if (layer.tokens != layers.front().tokens || layer.width != width)
      throw Error("the layers of an encoder have different shapes");
    pooled.values.insert(pooled.values.end(), layer.values.begin(), layer.values.begin() + width);
    for (int i = 0; i < width; ++i) {
      double sum = 0;
      for (int token = 1; token < used; ++token)
        sum += layer.values[static_cast<std::size_t>(token * width + i)];
      pooled.values.push_back(static_cast<float>(sum / (used - 1)));
    }
  }
  return pooled;
}

}  // namespace vxs::blip
