#include "models/blip/BlipNetwork.h"

#include "core/base/Error.h"
#include "models/blip/ImageTokensImpl.h"
#include "models/blip/NetworkWeights.h"
#include "models/weights/Tensor.h"

#include <c10/core/GradMode.h>

namespace vxs::blip {
namespace {

Features asFeatures(const at::Tensor& tensor) {
  const at::Tensor dense = tensor.contiguous();
  const float* values = dense.data_ptr<float>();
  return {static_cast<int>(dense.size(0)), static_cast<int>(dense.size(1)), {values, values + dense.numel()}};
}

at::Tensor asTensor(const Features& features) {
  return at::from_blob(const_cast<float*>(features.values.data()), {features.tokens, features.width},
                       at::kFloat);
}

class Network final : public BlipNetwork {
 public:
  Network(const BlipConfig& config, Weights weights, std::vector<std::shared_ptr<const void>> owners)
      : m_config(config),
        m_owners(std::move(owners)),
        m_weights(std::move(weights)),
        m_fingerprint(fingerprintOf(config, m_weights)) {}

  const BlipConfig& config() const override { return m_config; }
  std::string fingerprint() const override { return m_fingerprint; }

  ImageTokens encodeImage(std::span<const float> pixels) const override {
    const c10::NoGradGuard inference;
    const std::int64_t side = m_config.imageSize;
    if (pixels.size() != static_cast<std::size_t>(3 * side * side))
      throw Error("the encoder got a picture of the wrong size");
    const at::Tensor input = at::from_blob(const_cast<float*>(pixels.data()), {3, side, side}, at::kFloat);
    auto impl = std::make_shared<ImageTokens::Impl>();
    impl->embeddings = visionTransformer(m_weights, m_config, input);
    for (int layer = 0; layer < m_config.textDepth; ++layer)
      impl->keysValues.push_back(crossKeysValues(m_weights, layer, impl->embeddings));
    return ImageTokens(impl);
  }

  Features imageFeatures(const ImageTokens& tokens) const override {
    return asFeatures(tokens.impl().embeddings);
  }

  Features encodeText(std::span<const std::int32_t> ids, const ImageTokens& tokens) const override {
    const c10::NoGradGuard inference;
    const std::string root = "text_encoder.embeddings.";
    const at::Tensor input = at::from_blob(const_cast<std::int32_t*>(ids.data()),
                                           {static_cast<std::int64_t>(ids.size())}, at::kInt)
                                 .to(at::kLong);
    at::Tensor x = at::embedding(weight(m_weights, root + "word_embeddings.weight"), input) +
                   weight(m_weights, root + "position_embeddings.weight").slice(0, 0, input.size(0));
    x = layerNorm(m_weights, root + "LayerNorm", x, m_config.textEpsilon);
    const at::Tensor mask = (input == 0).to(at::kFloat) * -10000.0;
    for (int layer = 0; layer < m_config.textDepth; ++layer) x = textLayer(layer, x, mask, tokens);
    return asFeatures(x);
  }

  Features projectImage(const Features& image) const override { return project("vision_proj", image); }
  Features projectText(const Features& text) const override { return project("text_proj", text); }

  std::vector<float> matchLogits(const Features& multimodal) const override {
    const c10::NoGradGuard inference;
    return asFeatures(linear(m_weights, "itm_head", asTensor(multimodal).slice(0, 0, 1))).values;
  }

 private:
  at::Tensor attend(const std::string& prefix, const at::Tensor& x, const at::Tensor& keys,
                    const at::Tensor& values, const at::Tensor& mask) const {
    const at::Tensor mixed =
        attention(linear(m_weights, prefix + "self.query", x), keys, values, m_config.textHeads, mask);
    return layerNorm(m_weights, prefix + "output.LayerNorm",
                     linear(m_weights, prefix + "output.dense", mixed) + x, m_config.textEpsilon);
  }

  at::Tensor textLayer(int index, at::Tensor x, const at::Tensor& mask, const ImageTokens& tokens) const {
    const std::string layer = "text_encoder.encoder.layer." + std::to_string(index) + ".";
    const std::string self = layer + "attention.";
    x = attend(self, x, linear(m_weights, self + "self.key", x), linear(m_weights, self + "self.value", x),
               mask);
    if (!tokens.empty()) {
      const auto& [keys, values] = tokens.impl().keysValues.at(static_cast<std::size_t>(index));
      x = attend(layer + "crossattention.", x, keys, values, {});
    }
    const at::Tensor hidden = at::gelu(linear(m_weights, layer + "intermediate.dense", x));
    return layerNorm(m_weights, layer + "output.LayerNorm",
                     linear(m_weights, layer + "output.dense", hidden) + x, m_config.textEpsilon);
  }

  Features project(const std::string& name, const Features& features) const {
    const c10::NoGradGuard inference;
    const at::Tensor projected = linear(m_weights, name, asTensor(features));
    return asFeatures(projected / projected.norm(2, -1, true).clamp_min(1e-12));
  }

  BlipConfig m_config;
  std::vector<std::shared_ptr<const void>> m_owners;  // the mappings that m_weights look into
  Weights m_weights;
  std::string m_fingerprint;
};

}  // namespace

std::map<std::string, std::vector<std::int64_t>> BlipNetwork::requiredWeights(const BlipConfig& c) {
  std::map<std::string, std::vector<std::int64_t>> shapes;
  const auto linearShape = [&](const std::string& name, std::int64_t out, std::int64_t in) {
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
  };
  const auto normShape = [&](const std::string& name, std::int64_t width) {
    shapes[name + ".weight"] = shapes[name + ".bias"] = {width};
  };
  const std::string vision = "visual_encoder.";
  shapes[vision + "cls_token"] = {1, 1, c.visionWidth};
  shapes[vision + "pos_embed"] = {1, c.imageTokens(), c.visionWidth};
  shapes[vision + "patch_embed.proj.weight"] = {c.visionWidth, 3, c.patchSize, c.patchSize};
  shapes[vision + "patch_embed.proj.bias"] = {c.visionWidth};
  normShape(vision + "norm", c.visionWidth);
  for (int i = 0; i < c.visionDepth; ++i) {
    const std::string block = vision + "blocks." + std::to_string(i) + ".";
    normShape(block + "norm1", c.visionWidth);
    normShape(block + "norm2", c.visionWidth);
    linearShape(block + "attn.qkv", 3 * c.visionWidth, c.visionWidth);
    linearShape(block + "attn.proj", c.visionWidth, c.visionWidth);
    linearShape(block + "mlp.fc1", c.visionHidden, c.visionWidth);
    linearShape(block + "mlp.fc2", c.visionWidth, c.visionHidden);
  }
  const std::string text = "text_encoder.";
  shapes[text + "embeddings.word_embeddings.weight"] = {c.vocabularySize, c.textWidth};
  shapes[text + "embeddings.position_embeddings.weight"] = {c.maxPositions, c.textWidth};
  normShape(text + "embeddings.LayerNorm", c.textWidth);
  for (int i = 0; i < c.textDepth; ++i) {
    const std::string layer = text + "encoder.layer." + std::to_string(i) + ".";
    for (const std::string kind : {"attention.", "crossattention."}) {
      const std::int64_t keyWidth = kind == "attention." ? c.textWidth : c.visionWidth;
      linearShape(layer + kind + "self.query", c.textWidth, c.textWidth);
      linearShape(layer + kind + "self.key", c.textWidth, keyWidth);
      linearShape(layer + kind + "self.value", c.textWidth, keyWidth);
      linearShape(layer + kind + "output.dense", c.textWidth, c.textWidth);
      normShape(layer + kind + "output.LayerNorm", c.textWidth);
    }
    linearShape(layer + "intermediate.dense", c.textHidden, c.textWidth);
    linearShape(layer + "output.dense", c.textWidth, c.textHidden);
    normShape(layer + "output.LayerNorm", c.textWidth);
  }
  return shapes;
}

std::map<std::string, std::vector<std::int64_t>> BlipNetwork::optionalWeights(const BlipConfig& c) {
  return {{"vision_proj.weight", {c.projectionWidth, c.visionWidth}},
          {"vision_proj.bias", {c.projectionWidth}},
          {"text_proj.weight", {c.projectionWidth, c.textWidth}},
          {"text_proj.bias", {c.projectionWidth}},
          {"itm_head.weight", {2, c.textWidth}},
          {"itm_head.bias", {2}}};
}

std::unique_ptr<BlipNetwork> BlipNetwork::fromWeights(const BlipConfig& config, weights::TensorMap stored) {
  Weights weights = weightsFrom(config, stored);
  return std::make_unique<Network>(config, std::move(weights), std::move(stored.owners));
}

std::unique_ptr<BlipNetwork> BlipNetwork::fromRule(const BlipConfig& config, const WeightRule& rule) {
  return std::make_unique<Network>(config, weightsFrom(config, rule),
                                   std::vector<std::shared_ptr<const void>>{});
}

}  // namespace vxs::blip
