#include "models/blip/BlipNetwork.h"

#include "core/base/Error.h"
#include "models/blip/ImageTokensImpl.h"
#include "models/blip/NetworkWeights.h"
#include "models/blip/TextEncoder.h"
#include "models/weights/Tensor.h"

#include <c10/core/GradMode.h>

namespace vxs::blip {
namespace {

Features asFeatures(const at::Tensor& tensor) {
  const at::Tensor dense = tensor.contiguous();
  const float* values = dense.data_ptr<float>();
  return {static_cast<int>(dense.size(0)), static_cast<int>(dense.size(1)), {values, values + dense.numel()}};
}

std::vector<float> asVector(const at::Tensor& tensor) {
  const at::Tensor dense = tensor.contiguous();
  const float* values = dense.data_ptr<float>();
  return {values, values + dense.numel()};
}

/// A view of numbers that somebody else holds.
at::Tensor view(const std::vector<float>& values, at::IntArrayRef shape) {
  return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat);
}

at::Tensor asIds(std::span<const std::int32_t> ids) {
  return at::from_blob(const_cast<std::int32_t*>(ids.data()), {static_cast<std::int64_t>(ids.size())},
                       at::kInt)
      .to(at::kLong);
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
    auto impl = std::make_shared<ImageTokens::Impl>();
    impl->embeddings = visionTransformer(m_weights, m_config, planesOf(pixels));
    impl->keysValues = keysValuesOf(impl->embeddings);
    return ImageTokens(impl);
  }

  std::vector<Features> imageLayers(std::span<const float> pixels) const override {
    const c10::NoGradGuard inference;
    std::vector<at::Tensor> seen;
    visionTransformer(m_weights, m_config, planesOf(pixels), &seen);
    std::vector<Features> layers;
    for (const at::Tensor& layer : seen) layers.push_back(asFeatures(layer));
    return layers;
  }

  Features imageFeatures(const ImageTokens& tokens) const override {
    return asFeatures(tokens.impl().embeddings);
  }

  Features encodeText(std::span<const std::int32_t> ids, const ImageTokens& tokens) const override {
    const c10::NoGradGuard inference;
    const at::Tensor input = asIds(ids).unsqueeze(0);
    return asFeatures(textTransformer(m_weights, m_config, blip::embedWords(m_weights, input[0]), input,
                                      tokens.empty() ? KeysValues{} : tokens.impl().keysValues));
  }

  std::vector<Features> textLayers(std::span<const std::int32_t> ids) const override {
    const c10::NoGradGuard inference;
    const at::Tensor input = asIds(ids).unsqueeze(0);
    std::vector<at::Tensor> seen;
    textTransformer(m_weights, m_config, blip::embedWords(m_weights, input[0]), input, {}, nullptr, &seen);
    std::vector<Features> layers;
    for (const at::Tensor& layer : seen) layers.push_back(asFeatures(layer));
    return layers;
  }

  std::vector<Features> encodeTexts(std::span<const std::vector<std::int32_t>> captions,
                                    const ImageTokens& tokens) const override {
    if (captions.empty()) return {};
    const c10::NoGradGuard inference;
    std::vector<at::Tensor> rows;
    for (const std::vector<std::int32_t>& ids : captions) {
      if (ids.size() != captions.front().size()) throw Error("captions of a batch must be equally long");
      rows.push_back(asIds(ids));
    }
    const at::Tensor input = at::stack(rows);
    const at::Tensor output =
        textTransformer(m_weights, m_config, blip::embedWords(m_weights, input.flatten()), input,
                        tokens.empty() ? KeysValues{} : tokens.impl().keysValues)
            .view({input.size(0), input.size(1), -1});
    std::vector<Features> features;
    for (std::int64_t i = 0; i < input.size(0); ++i) features.push_back(asFeatures(output[i]));
    return features;
  }

  std::vector<float> embedWords(std::span<const std::int32_t> ids) const override {
    const c10::NoGradGuard inference;
    return asVector(blip::embedWords(m_weights, asIds(ids)));
  }

  Features features(const NetworkInput& input, bool multimodal) const override {
    const c10::NoGradGuard inference;
    const Leaves leaves = leavesOf(input);
    return asFeatures(forward(leaves, multimodal, nullptr));
  }

  InputGradient gradient(const NetworkInput& input, bool multimodal,
                         const OutputGradient& outputGradient) const override {
    Leaves leaves = leavesOf(input);
    leaves.pixels.set_requires_grad(true);
    leaves.words.set_requires_grad(true);
    const at::Tensor output = forward(leaves, multimodal, nullptr);
    InputGradient result{asFeatures(output.detach()), {}, {}};
    const std::vector<float> seed = outputGradient(result.output);
    if (seed.size() != result.output.values.size())
      throw Error("the gradient at the encoder's output has the wrong size");
    output.backward(view(seed, output.sizes()));
    result.pixels = asVector(leaves.pixels.grad());
    result.words = leaves.words.grad().defined() ? asVector(leaves.words.grad())
                                                 : std::vector<float>(input.words.size());
    return result;
  }

  AttentionMaps crossAttention(const NetworkInput& input) const override {
    const c10::NoGradGuard inference;
    std::vector<at::Tensor> seen;
    forward(leavesOf(input), true, &seen);
    return {m_config.textDepth, m_config.textHeads, static_cast<int>(input.ids.size()),
            m_config.imageTokens(), asVector(at::stack(seen))};
  }

  std::unique_ptr<BlipNetwork> randomised(std::uint64_t seed) const override {
    return std::make_unique<Network>(m_config, redrawn(m_weights, seed),
                                     std::vector<std::shared_ptr<const void>>{});
  }

  Features projectImage(const Features& image) const override { return project("vision_proj", image); }
  Features projectText(const Features& text) const override { return project("text_proj", text); }

  std::vector<float> matchLogits(const Features& multimodal) const override {
    const c10::NoGradGuard inference;
    return asFeatures(linear(m_weights, "itm_head", asTensor(multimodal).slice(0, 0, 1))).values;
  }

 private:
  struct Leaves {
    at::Tensor pixels, words, ids;  ///< [3, S, S], [tokens, width], [1, tokens]
  };
  /// A view of [3, S, S] numbers; throws Error for another count.
  at::Tensor planesOf(std::span<const float> pixels) const {
    const std::int64_t side = m_config.imageSize;
    if (pixels.size() != static_cast<std::size_t>(3 * side * side))
      throw Error("the encoder got a picture of the wrong size");
    return at::from_blob(const_cast<float*>(pixels.data()), {3, side, side}, at::kFloat);
  }
  Leaves leavesOf(const NetworkInput& input) const {
    const auto count = static_cast<std::int64_t>(input.ids.size());
    if (input.words.size() != static_cast<std::size_t>(count * m_config.textWidth))
      throw Error("the encoder got words of the wrong size");
    return {planesOf(input.pixels).clone(), view(input.words, {count, m_config.textWidth}).clone(),
            asIds(input.ids).unsqueeze(0)};
  }

  at::Tensor forward(const Leaves& leaves, bool multimodal, std::vector<at::Tensor>* crossWeights) const {
    const at::Tensor image = visionTransformer(m_weights, m_config, leaves.pixels);
    if (!multimodal) return image;
    return textTransformer(m_weights, m_config, leaves.words, leaves.ids, keysValuesOf(image), crossWeights);
  }

  KeysValues keysValuesOf(const at::Tensor& image) const {
    KeysValues pairs;
    for (int layer = 0; layer < m_config.textDepth; ++layer)
      pairs.push_back(crossKeysValues(m_weights, layer, image));
    return pairs;
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
