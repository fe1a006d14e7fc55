#include "models/blip/Layers.h"

#include "core/base/Error.h"

#include <cmath>

namespace vxs::blip {

const at::Tensor& weight(const Weights& weights, const std::string& name) {
  const auto found = weights.find(name);
  if (found == weights.end()) throw Error("the encoder has no weight " + name);
  return found->second;
}

at::Tensor linear(const Weights& weights, const std::string& prefix, const at::Tensor& x) {
  return at::linear(x, weight(weights, prefix + ".weight"), weight(weights, prefix + ".bias"));
}

at::Tensor layerNorm(const Weights& weights, const std::string& prefix, const at::Tensor& x, double epsilon) {
  return at::layer_norm(x, {x.size(-1)}, weight(weights, prefix + ".weight"),
                        weight(weights, prefix + ".bias"), epsilon);
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads,
                     const at::Tensor& mask, std::int64_t batch, at::Tensor* weights) {
  const auto split = [heads, batch](const at::Tensor& x) {
    return x.reshape({batch, x.size(0) / batch, heads, x.size(1) / heads}).permute({0, 2, 1, 3});
  };
  const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(1) / heads));
  at::Tensor scores = at::matmul(split(q), split(k).transpose(2, 3)) * scale;
  if (mask.defined()) scores = scores + mask;
  const at::Tensor soft = at::softmax(scores, -1);
  if (weights) *weights = soft[0];
  return at::matmul(soft, split(v)).permute({0, 2, 1, 3}).reshape({q.size(0), q.size(1)});
}

at::Tensor visionTransformer(const Weights& weights, const BlipConfig& config, const at::Tensor& pixels,
                             std::vector<at::Tensor>* layers) {
  const std::string root = "visual_encoder.";
  at::Tensor x = at::conv2d(pixels.unsqueeze(0), weight(weights, root + "patch_embed.proj.weight"),
                            weight(weights, root + "patch_embed.proj.bias"), config.patchSize);
  x = x.flatten(2).squeeze(0).transpose(0, 1);
  x = at::cat({weight(weights, root + "cls_token").view({1, -1}), x}, 0) +
      weight(weights, root + "pos_embed").squeeze(0);
  for (int layer = 0; layer < config.visionDepth; ++layer) {
    const std::string block = root + "blocks." + std::to_string(layer) + ".";
    const auto qkv =
        linear(weights, block + "attn.qkv", layerNorm(weights, block + "norm1", x, config.visionEpsilon))
            .chunk(3, 1);
    x = x + linear(weights, block + "attn.proj", attention(qkv[0], qkv[1], qkv[2], config.visionHeads, {}));
    const at::Tensor hidden = at::gelu(
        linear(weights, block + "mlp.fc1", layerNorm(weights, block + "norm2", x, config.visionEpsilon)));
    x = x + linear(weights, block + "mlp.fc2", hidden);
    if (layers) layers->push_back(x);
  }
  return layerNorm(weights, root + "norm", x, config.visionEpsilon);
}

std::pair<at::Tensor, at::Tensor> crossKeysValues(const Weights& weights, int layer,
                                                  const at::Tensor& image) {
  const std::string self = "text_encoder.encoder.layer." + std::to_string(layer) + ".crossattention.self.";
  return {linear(weights, self + "key", image), linear(weights, self + "value", image)};
}

}  // namespace vxs::blip
