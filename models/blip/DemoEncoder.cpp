#include "models/blip/DemoEncoder.h"

#include "models/blip/PseudoWeights.h"

#include <cmath>

namespace vxs::blip {
namespace {

/// Standard deviation of a tensor's values; u has variance 1/12.
double spreadOf(const std::string& name, const std::vector<std::int64_t>& shape) {
  if (name.ends_with(".bias")) return 0.03;
  if (name.ends_with("pos_embed") || name.ends_with("position_embeddings.weight")) return 1.0;
  if (name.ends_with("word_embeddings.weight") || name.ends_with("cls_token")) return 1.0;
  double fanIn = 1;
  for (std::size_t i = 1; i < shape.size(); ++i) fanIn *= static_cast<double>(shape[i]);
  double gain = 1.0;
  if (name.find("query") != std::string::npos || name.find("key") != std::string::npos) gain = 1.5;
  if (name.find("crossattention.output.dense") != std::string::npos) gain = 2.0;
  return gain / std::sqrt(fanIn);
}

std::vector<float> demoWeights(const std::string& name, const std::vector<std::int64_t>& shape) {
  std::size_t count = 1;
  for (const std::int64_t extent : shape) count *= static_cast<std::size_t>(extent);
  if (isLayerNormWeight(name)) return pseudoWeights(name, count);
  return pseudoUniform("demo/" + name, count, std::sqrt(12.0) * spreadOf(name, shape));
}

}  // namespace

BlipConfig demoConfig() {
  BlipConfig c;
  c.imageSize = 128;
  c.visionWidth = 192;
  c.visionDepth = 2;
  c.visionHeads = 6;
  c.visionHidden = 384;
  c.textDepth = 2;
  c.textHidden = 1536;
  c.vocabularySize = static_cast<int>(demoVocabulary().size()) + 1;
  c.maxPositions = kCaptionTokens;
  c.projectionWidth = 64;
  c.encToken = c.vocabularySize - 1;
  return c;
}

std::unique_ptr<BlipNetwork> demoNetwork() {
  return BlipNetwork::fromRule(demoConfig(), demoWeights);
}

}  // namespace vxs::blip
