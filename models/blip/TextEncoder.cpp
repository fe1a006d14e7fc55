#include "models/blip/TextEncoder.h"

namespace vxs::blip {
namespace {

const std::string kRoot = "text_encoder.embeddings.";

class TextLayers {
 public:
  TextLayers(const Weights& weights, const BlipConfig& config, std::int64_t batch)
      : m_weights(weights), m_config(config), m_batch(batch) {}

  at::Tensor layer(int index, at::Tensor x, const at::Tensor& mask, const KeysValues& keysValues,
                   std::vector<at::Tensor>* crossWeights) const {
    const std::string layer = "text_encoder.encoder.layer." + std::to_string(index) + ".";
    const std::string self = layer + "attention.";
    x = attend(self, x, linear(m_weights, self + "self.key", x), linear(m_weights, self + "self.value", x),
               mask, m_batch, nullptr);
    if (!keysValues.empty()) {
      const auto& [keys, values] = keysValues.at(static_cast<std::size_t>(index));
      at::Tensor seen;
      x = attend(layer + "crossattention.", x, keys, values, {}, 1, crossWeights ? &seen : nullptr);
      if (crossWeights) crossWeights->push_back(seen);
    }
    const at::Tensor hidden = at::gelu(linear(m_weights, layer + "intermediate.dense", x));
    return layerNorm(m_weights, layer + "output.LayerNorm",
                     linear(m_weights, layer + "output.dense", hidden) + x, m_config.textEpsilon);
  }

 private:
  at::Tensor attend(const std::string& prefix, const at::Tensor& x, const at::Tensor& keys,
                    const at::Tensor& values, const at::Tensor& mask, std::int64_t batch,
                    at::Tensor* seen) const {
    const at::Tensor mixed = attention(linear(m_weights, prefix + "self.query", x), keys, values,
                                       m_config.textHeads, mask, batch, seen);
    return layerNorm(m_weights, prefix + "output.LayerNorm",
                     linear(m_weights, prefix + "output.dense", mixed) + x, m_config.textEpsilon);
  }

  const Weights& m_weights;
  const BlipConfig& m_config;
  std::int64_t m_batch;
};

}  // namespace

at::Tensor embedWords(const Weights& weights, const at::Tensor& ids) {
  return at::embedding(weight(weights, kRoot + "word_embeddings.weight"), ids);
}

at::Tensor textTransformer(const Weights& weights, const BlipConfig& config, const at::Tensor& words,
                           const at::Tensor& ids, const KeysValues& keysValues,
                           std::vector<at::Tensor>* crossWeights, std::vector<at::Tensor>* outputs) {
  const std::int64_t batch = ids.size(0), length = ids.size(1);
  const at::Tensor positions = weight(weights, kRoot + "position_embeddings.weight").slice(0, 0, length);
  at::Tensor x =
      layerNorm(weights, kRoot + "LayerNorm", words + positions.repeat({batch, 1}), config.textEpsilon);
  const at::Tensor mask = ((ids == 0).to(at::kFloat) * -10000.0).view({batch, 1, 1, length});
  const TextLayers layers(weights, config, batch);
  for (int layer = 0; layer < config.textDepth; ++layer) {
    x = layers.layer(layer, x, mask, keysValues, crossWeights);
    if (outputs) outputs->push_back(x);
  }
  return x;
}

}  // namespace vxs::blip
