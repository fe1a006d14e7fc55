#pragma once

#include "core/base/RgbImage.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vxs::blip {

inline constexpr int kCaptionTokens = 32;

struct AttentionMaps;  // NetworkInput.h
struct InputGradient;
struct NetworkInput;
/// A row-major [tokens, width] block of features.
struct Features {
  int tokens = 0;
  int width = 0;
  std::vector<float> values;
};

/// The gradient of a scalar with respect to features, [tokens * width], told once the features are known.
using OutputGradient = std::function<std::vector<float>(const Features& output)>;

/// A caption as the text encoder gets it.
struct TokenizedCaption {
  std::string cleaned;              ///< after BLIP's caption cleaning (blip.md 2.1)
  std::vector<std::int32_t> ids;    ///< [kCaptionTokens], 0-padded; multimodal use replaces ids[0] by [ENC]
  std::vector<std::string> pieces;  ///< WordPiece strings of the unpadded ids
  int count = 0;                    ///< tokens used, [CLS] and [SEP] included, <= kCaptionTokens
  int fullCount = 0;                ///< before truncation; > kCaptionTokens means words were cut off
  bool truncated() const { return fullCount > count; }
};

struct EncoderInfo {
  std::string name;         ///< shown to people: "demo encoder (pseudo-weights)" or the folder's name
  std::string path;         ///< "demo" or the absolute folder
  std::string fingerprint;  ///< hash of configuration and weights, stable across machines
  bool demo = false;
  int imageSize = 0;    ///< side S of the square picture that the network sees
  int imageTokens = 0;  ///< 1 + (S / patch)^2
  int width = 0;        ///< hidden size of the text encoder, 768 for base and demo
  int visionWidth = 0;
  int visionLayers = 0;  ///< blocks of the vision transformer
  int textLayers = 0;    ///< layers of the text encoder
};

/// The picture's tokens after the vision transformer, with the cross-attention keys and values derived from
/// them; kept by whoever edits captions so that an edit costs only the text encoder. Cheap to copy.
class ImageTokens {
 public:
  struct Impl;
  ImageTokens() = default;
  explicit ImageTokens(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}
  bool empty() const { return !m_impl; }
  const Impl& impl() const { return *m_impl; }

 private:
  std::shared_ptr<const Impl> m_impl;
};

/// Frozen BLIP: ViT image encoder and BERT text encoder with cross-attention, float32, inference only
/// (blip.md). One object may be used by one thread at a time.
class Encoder {
 public:
  /// "demo" for the built-in demo encoder (small configuration, deterministic pseudo-weights, no file
  /// needed), else a local folder: Hugging Face layout (config.json, vocab.txt, model.safetensors or shards
  /// with index) or an original / LAVIS .pth with vocab.txt beside it. Missing or mis-shaped weights throw
  /// Error with the list.
  static std::unique_ptr<Encoder> load(const std::string& demoOrFolder);
  virtual ~Encoder() = default;

  virtual const EncoderInfo& info() const = 0;
  /// What the network sees: resized (Pillow's bicubic, bit for bit) to imageSize x imageSize, before
  /// normalisation.
  virtual RgbImage preview(const RgbImage& picture) const = 0;
  virtual TokenizedCaption tokenize(const std::string& caption) const = 0;

  virtual ImageTokens encodeImage(const RgbImage& picture) const = 0;
  /// Final vision tokens [imageTokens, visionWidth].
  virtual Features imageFeatures(const ImageTokens& tokens) const = 0;
  /// What leaves each block of the vision transformer, first to last and before the final norm, from one
  /// forward pass: [visionLayers] of [imageTokens, visionWidth].
  virtual std::vector<Features> imageLayers(const RgbImage& picture) const = 0;
  /// Text only, [CLS] kept: [kCaptionTokens, width]; rows of padding are what the network computes for them
  /// under the attention mask.
  virtual Features textFeatures(const std::string& caption) const = 0;
  /// What leaves each layer of the text encoder for a caption alone, first to last: [textLayers] of
  /// [kCaptionTokens, width]; the last is textFeatures().
  virtual std::vector<Features> textLayers(const std::string& caption) const = 0;
  /// Text attending to the picture, [ENC] in place: [kCaptionTokens, width].
  virtual Features multimodalFeatures(const ImageTokens& tokens, const std::string& caption) const = 0;
  /// The same for many captions of one picture, in one pass: about a third less time a caption.
  virtual std::vector<Features> multimodalFeatures(const ImageTokens& tokens,
                                                   std::span<const std::string> captions) const = 0;

  /// The numbers that the network is fed (NetworkInput.h), for a picture and caption with [ENC] in place.
  virtual NetworkInput input(const RgbImage& picture, const std::string& caption) const = 0;
  /// Embeddings of other ids, [ids.size(), width]; e.g. {0} for [PAD].
  virtual std::vector<float> embedWords(std::span<const std::int32_t> ids) const = 0;
  /// Forward pass of such an input: multimodal features, or image features.
  virtual Features features(const NetworkInput& input, bool multimodal) const = 0;
  /// Forward and back: the gradient of the scalar whose gradient at the output `outputGradient` gives.
  virtual InputGradient gradient(const NetworkInput& input, bool multimodal,
                                 const OutputGradient& outputGradient) const = 0;
  virtual AttentionMaps crossAttention(const NetworkInput& input) const = 0;
  /// The same network with every tensor drawn anew (uniform, with its own mean and standard deviation): what
  /// does not need the learned weights survives this (Adebayo et al. 2018).
  virtual std::unique_ptr<Encoder> randomised(std::uint64_t seed) const = 0;
};

}  // namespace vxs::blip
