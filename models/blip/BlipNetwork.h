#pragma once

#include "models/blip/BlipConfig.h"
#include "models/blip/Encoder.h"
#include "models/blip/NetworkInput.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vxs::weights {
struct TensorMap;
}

namespace vxs::blip {

/// The network proper: numbers in, numbers out, no pictures and no captions. float32; weights are frozen, but
/// gradients reach the inputs. Every result is [tokens, width] row-major. Section numbers refer to blip.md.
class BlipNetwork {
 public:
  /// Names (original checkpoint's keys) and shapes of the weights that `config` needs, without the optional
  /// heads.
  static std::map<std::string, std::vector<std::int64_t>> requiredWeights(const BlipConfig& config);
  static std::map<std::string, std::vector<std::int64_t>> optionalWeights(const BlipConfig& config);

  /// From a checkpoint in either spelling. Contiguous float32 tensors are used in place (the map's owners are
  /// kept alive), others converted. Position embeddings of another picture size are interpolated once (1.4).
  /// Missing and mis-shaped weights throw Error with the list; extra ones are ignored (6.5).
  static std::unique_ptr<BlipNetwork> fromWeights(const BlipConfig& config, weights::TensorMap stored);
  /// From a rule that gives the values of a named tensor (pseudo-weights).
  using WeightRule =
      std::function<std::vector<float>(const std::string& name, const std::vector<std::int64_t>& shape)>;
  static std::unique_ptr<BlipNetwork> fromRule(const BlipConfig& config, const WeightRule& rule);
  virtual ~BlipNetwork() = default;

  virtual const BlipConfig& config() const = 0;
  /// `pixels` [3, S, S], normalised. Final-normed vision tokens, with cross-attention keys and values cached
  /// inside.
  virtual ImageTokens encodeImage(std::span<const float> pixels) const = 0;
  virtual Features imageFeatures(const ImageTokens& tokens) const = 0;
  /// What leaves each block of the vision transformer, before the final norm: [visionDepth] of [imageTokens,
  /// visionWidth], from one forward pass of `pixels` [3, S, S].
  virtual std::vector<Features> imageLayers(std::span<const float> pixels) const = 0;
  /// `ids` any length up to maxPositions, id 0 is masked. tokens empty: text mode (no cross-attention).
  virtual Features encodeText(std::span<const std::int32_t> ids, const ImageTokens& tokens) const = 0;
  /// What leaves each layer of the text encoder in text mode: [textDepth] of [ids.size(), textWidth]; the
  /// last is encodeText() without a picture.
  virtual std::vector<Features> textLayers(std::span<const std::int32_t> ids) const = 0;
  /// Many captions of equal length about one picture at once; throws Error when their lengths differ.
  virtual std::vector<Features> encodeTexts(std::span<const std::vector<std::int32_t>> captions,
                                            const ImageTokens& tokens) const = 0;

  /// The rows of the word embedding table, [ids.size(), textWidth].
  virtual std::vector<float> embedWords(std::span<const std::int32_t> ids) const = 0;
  /// The output for numbers that need not come from a picture and a caption: multimodal features of pixels
  /// and words (ids say what is masked), or image features of the pixels alone.
  virtual Features features(const NetworkInput& input, bool multimodal) const = 0;
  virtual InputGradient gradient(const NetworkInput& input, bool multimodal,
                                 const OutputGradient& outputGradient) const = 0;
  virtual AttentionMaps crossAttention(const NetworkInput& input) const = 0;
  /// Every tensor drawn anew from SplitMix64 (uniform, its own mean and standard deviation).
  virtual std::unique_ptr<BlipNetwork> randomised(std::uint64_t seed) const = 0;

  /// L2-normalised projections of every token (5); Error when the checkpoint had no projection.
  virtual Features projectImage(const Features& image) const = 0;
  virtual Features projectText(const Features& text) const = 0;
  /// Image-text matching logits [no match, match] from the first multimodal token.
  virtual std::vector<float> matchLogits(const Features& multimodal) const = 0;
  /// Hash of configuration, names, shapes and sampled values of the weights.
  virtual std::string fingerprint() const = 0;
};

}  // namespace vxs::blip
