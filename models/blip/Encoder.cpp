#include "models/blip/Encoder.h"

#include "core/base/Error.h"
#include "models/blip/BlipNetwork.h"
#include "models/blip/DemoEncoder.h"
#include "models/blip/Picture.h"
#include "models/blip/Tokenizer.h"
#include "models/weights/Pth.h"
#include "models/weights/Safetensors.h"

#include <filesystem>

namespace vxs::blip {
namespace {

class BlipEncoder final : public Encoder {
 public:
  BlipEncoder(std::unique_ptr<BlipNetwork> network, Tokenizer tokenizer, const std::string& name,
              const std::string& path, bool demo)
      : m_network(std::move(network)), m_tokenizer(std::move(tokenizer)) {
    const BlipConfig& config = m_network->config();
    m_info = {name,
              path,
              m_network->fingerprint(),
              demo,
              config.imageSize,
              config.imageTokens(),
              config.textWidth,
              config.visionWidth,
              config.visionDepth,
              config.textDepth};
  }

  const EncoderInfo& info() const override { return m_info; }
  RgbImage preview(const RgbImage& picture) const override {
    return resizeLikePillow(picture, m_info.imageSize, m_info.imageSize);
  }
  TokenizedCaption tokenize(const std::string& caption) const override {
    return m_tokenizer.tokenize(caption);
  }
  ImageTokens encodeImage(const RgbImage& picture) const override {
    return m_network->encodeImage(normalised(preview(picture)));
  }
  Features imageFeatures(const ImageTokens& tokens) const override {
    return m_network->imageFeatures(tokens);
  }
  std::vector<Features> imageLayers(const RgbImage& picture) const override {
    return m_network->imageLayers(normalised(preview(picture)));
  }
  Features textFeatures(const std::string& caption) const override {
    return m_network->encodeText(tokenize(caption).ids, {});
  }
  std::vector<Features> textLayers(const std::string& caption) const override {
    return m_network->textLayers(tokenize(caption).ids);
  }
  Features multimodalFeatures(const ImageTokens& tokens, const std::string& caption) const override {
    if (tokens.empty()) throw Error("multimodal features need a picture");
    return m_network->encodeText(multimodalIds(caption), tokens);
  }
  std::vector<Features> multimodalFeatures(const ImageTokens& tokens,
                                           std::span<const std::string> captions) const override {
    if (tokens.empty()) throw Error("multimodal features need a picture");
    std::vector<std::vector<std::int32_t>> ids;
    for (const std::string& caption : captions) ids.push_back(multimodalIds(caption));
    return m_network->encodeTexts(ids, tokens);
  }

  NetworkInput input(const RgbImage& picture, const std::string& caption) const override {
    const std::vector<std::int32_t> ids = multimodalIds(caption);
    return {normalised(preview(picture)), ids, embedWords(ids)};
  }
  std::vector<float> embedWords(std::span<const std::int32_t> ids) const override {
    return m_network->embedWords(ids);
  }
  Features features(const NetworkInput& input, bool multimodal) const override {
    return m_network->features(input, multimodal);
  }
  InputGradient gradient(const NetworkInput& input, bool multimodal,
                         const OutputGradient& outputGradient) const override {
    return m_network->gradient(input, multimodal, outputGradient);
  }
  AttentionMaps crossAttention(const NetworkInput& input) const override {
    return m_network->crossAttention(input);
  }
  std::unique_ptr<Encoder> randomised(std::uint64_t seed) const override {
    return std::make_unique<BlipEncoder>(m_network->randomised(seed), m_tokenizer,
                                         m_info.name + ", weights drawn anew", m_info.path, m_info.demo);
  }

 private:
  std::vector<std::int32_t> multimodalIds(const std::string& caption) const {
    std::vector<std::int32_t> ids = tokenize(caption).ids;
    ids[0] = m_network->config().encToken;
    return ids;
  }

  std::unique_ptr<BlipNetwork> m_network;
  Tokenizer m_tokenizer;
  EncoderInfo m_info;
};

/// The folder's only .pth; empty when it has none.
std::filesystem::path pthIn(const std::filesystem::path& folder) {
  std::filesystem::path found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".pth" && entry.path().extension() != ".pt") continue;
    if (!found.empty()) throw Error(folder.string() + " holds several .pth files: keep the one to use");
    found = entry.path();
  }
  return found;
}

BlipConfig configOf(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "config.json";
  return std::filesystem::exists(file) ? readBlipConfig(file) : BlipConfig{};
}

std::unique_ptr<Encoder> loadFolder(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error("no encoder in " + folder.string() + ": give a folder with BLIP weights, or 'demo'");
  const std::filesystem::path pth = pthIn(folder);
  const bool safetensors = std::filesystem::exists(folder / "model.safetensors") ||
                           std::filesystem::exists(folder / "model.safetensors.index.json");
  if (!safetensors && pth.empty())
    throw Error("no weights in " + folder.string() +
                ": expected model.safetensors, its shards with an index, or a .pth");
  if (!std::filesystem::exists(folder / "vocab.txt"))
    throw Error("no vocab.txt in " + folder.string() +
                ": put BERT's vocabulary (bert-base-uncased) beside the weights");
  const BlipConfig config = configOf(folder);
  Tokenizer tokenizer = Tokenizer::fromFile(folder / "vocab.txt");
  if (tokenizer.vocabularySize() > static_cast<std::size_t>(config.vocabularySize))
    throw Error((folder / "vocab.txt").string() + " has " + std::to_string(tokenizer.vocabularySize()) +
                " pieces, the network only " + std::to_string(config.vocabularySize));
  auto network = withContext("loading the encoder in " + folder.string(), [&] {
    return BlipNetwork::fromWeights(
        config, safetensors ? weights::readSafetensorsFolder(folder) : weights::readPth(pth));
  });
  const std::filesystem::path absolute = std::filesystem::canonical(folder);
  return std::make_unique<BlipEncoder>(std::move(network), std::move(tokenizer), absolute.filename().string(),
                                       absolute.string(), false);
}

}  // namespace

std::unique_ptr<Encoder> Encoder::load(const std::string& demoOrFolder) {
  if (demoOrFolder == "demo")
    return std::make_unique<BlipEncoder>(demoNetwork(), Tokenizer(demoVocabulary()),
                                         "demo encoder (pseudo-weights)", "demo", true);
  return loadFolder(demoOrFolder);
}

}  // namespace vxs::blip
