#include "models/blip/BlipConfig.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"

#include <nlohmann/json.hpp>

namespace vxs::blip {
namespace {

using nlohmann::json;

void readInto(const json& section, const char* name, int& value) {
  if (const auto found = section.find(name); found != section.end() && !found->is_null())
    found->get_to(value);
}

void requireSane(const BlipConfig& c, const std::filesystem::path& file) {
  const auto require = [&](bool good, const std::string& what) {
    if (!good) throw Error(file.string() + " describes no BLIP network that can be built: " + what);
  };
  const auto inRange = [](int value, int most) { return value > 0 && value <= most; };
  require(inRange(c.imageSize, 4096) && inRange(c.patchSize, c.imageSize) && c.imageSize % c.patchSize == 0,
          "image_size " + std::to_string(c.imageSize) + " with patch_size " + std::to_string(c.patchSize));
  require(inRange(c.visionWidth, 8192) && inRange(c.visionHeads, 256) && c.visionWidth % c.visionHeads == 0,
          "vision hidden_size and num_attention_heads");
  require(inRange(c.textWidth, 8192) && inRange(c.textHeads, 256) && c.textWidth % c.textHeads == 0,
          "text hidden_size and num_attention_heads");
  require(inRange(c.visionDepth, 200) && inRange(c.textDepth, 200), "num_hidden_layers");
  require(inRange(c.visionHidden, 65536) && inRange(c.textHidden, 65536), "intermediate_size");
  require(inRange(c.vocabularySize, 1 << 20) && inRange(c.maxPositions, 1 << 16) && c.maxPositions >= 32,
          "vocab_size or max_position_embeddings");
}

}  // namespace

BlipConfig readBlipConfig(const std::filesystem::path& file) {
  BlipConfig c;
  try {
    const json root = json::parse(readFile(file));
    const json vision = root.value("vision_config", json::object()),
               text = root.value("text_config", json::object());
    if (!vision.is_object() || !text.is_object())
      throw Error(file.string() + " is no BLIP configuration: vision_config and text_config must be objects");
    c.imageSize = 384;  // Hugging Face's default where LAVIS's is 224
    readInto(vision, "image_size", c.imageSize);
    readInto(vision, "patch_size", c.patchSize);
    readInto(vision, "hidden_size", c.visionWidth);
    readInto(vision, "num_hidden_layers", c.visionDepth);
    readInto(vision, "num_attention_heads", c.visionHeads);
    c.visionHidden = 4 * c.visionWidth;
    readInto(vision, "intermediate_size", c.visionHidden);
    readInto(text, "hidden_size", c.textWidth);
    readInto(text, "num_hidden_layers", c.textDepth);
    readInto(text, "num_attention_heads", c.textHeads);
    readInto(text, "intermediate_size", c.textHidden);
    readInto(text, "vocab_size", c.vocabularySize);
    readInto(text, "max_position_embeddings", c.maxPositions);
    if (text.contains("layer_norm_eps")) text.at("layer_norm_eps").get_to(c.textEpsilon);
    // vision layer_norm_eps is not taken over: the hub's 1e-5 is a known mistake (blip.md 8.1)
    readInto(root, "image_text_hidden_size", c.projectionWidth);
    c.encToken = c.vocabularySize - 1;
  } catch (const json::exception& error) {
    throw Error(file.string() + " is no BLIP configuration: " + jsonProblem(error));
  }
  requireSane(c, file);
  return c;
}

}  // namespace vxs::blip
