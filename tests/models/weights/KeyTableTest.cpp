#include "models/weights/KeyTable.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using vxs::weights::huggingFaceKey;

TEST_CASE("an original checkpoint's keys become Hugging Face's") {
  const char* pairs[][2] = {
      {"visual_encoder.cls_token", "vision_model.embeddings.class_embedding"},
      {"visual_encoder.pos_embed", "vision_model.embeddings.position_embedding"},
      {"visual_encoder.patch_embed.proj.weight", "vision_model.embeddings.patch_embedding.weight"},
      {"visual_encoder.blocks.3.norm1.bias", "vision_model.encoder.layers.3.layer_norm1.bias"},
      {"visual_encoder.blocks.11.norm2.weight", "vision_model.encoder.layers.11.layer_norm2.weight"},
      {"visual_encoder.blocks.0.attn.qkv.weight", "vision_model.encoder.layers.0.self_attn.qkv.weight"},
      {"visual_encoder.blocks.0.attn.proj.bias", "vision_model.encoder.layers.0.self_attn.projection.bias"},
      {"visual_encoder.blocks.7.mlp.fc1.weight", "vision_model.encoder.layers.7.mlp.fc1.weight"},
      {"visual_encoder.norm.weight", "vision_model.post_layernorm.weight"},
      {"text_encoder.encoder.layer.2.crossattention.self.key.weight",
       "text_encoder.encoder.layer.2.crossattention.self.key.weight"},
      {"itm_head.bias", "itm_head.bias"},
      {"visual_encoder_m.cls_token", "visual_encoder_m.cls_token"}};
  for (const auto& [original, expected] : pairs) CHECK(huggingFaceKey(original) == expected);
}

TEST_CASE("all keys of the published key table") {
  const char* shared = std::getenv("VOXELSCOPE_SHARED_DATA");
  if (!shared) {
    MESSAGE("skipped: VOXELSCOPE_SHARED_DATA does not name the folder with blip_key_map.tsv");
    return;
  }
  std::ifstream table(std::string(shared) + "/reference/blip_key_map.tsv");
  int count = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream columns(line);
    std::string original, expected;
    std::getline(columns, original, '\t');
    std::getline(columns, expected, '\t');
    CHECK(huggingFaceKey(original) == expected);
    ++count;
  }
  CHECK(count == 473);
}
