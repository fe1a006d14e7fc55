#include "models/weights/KeyTable.h"

#include <array>
#include <utility>

namespace vxs::weights {

std::string huggingFaceKey(std::string key) {
  if (!key.starts_with("visual_encoder.")) return key;
  // order matters: later rules see what earlier ones wrote
  static constexpr std::array<std::pair<const char*, const char*>, 10> kRules{{
      {"visual_encoder", "vision_model.encoder"},
      {"blocks", "layers"},
      {"attn", "self_attn"},
      {"norm1", "layer_norm1"},
      {"norm2", "layer_norm2"},
      {"encoder.norm", "post_layernorm"},
      {"encoder.patch_embed.proj", "embeddings.patch_embedding"},
      {"encoder.pos_embed", "embeddings.position_embedding"},
      {"encoder.cls_token", "embeddings.class_embedding"},
      {"self_attn.proj", "self_attn.projection"},
  }};
  for (const auto& [from, to] : kRules)
    if (const std::size_t at = key.find(from); at != std::string::npos)
      key.replace(at, std::string(from).size(), to);
  return key;
}

}  // namespace vxs::weights
