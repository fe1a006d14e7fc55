#include "models/blip/Encoder.h"

#include "core/base/AtomicFile.h"
#include "models/blip/PseudoWeights.h"
#include "models/weights/KeyTable.h"
#include "models/weights/Pth.h"
#include "models/weights/Safetensors.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <memory>

// small_blip.json was computed by Hugging Face's modules from the weights in small_blip.pth and a drawn
// picture, see tests/reference/weights/make_weights_reference.py.
using namespace vxs;
using namespace vxs::blip;
using nlohmann::json;
using test::contains;
using test::errorOf;

namespace {

const std::string kReference = VXS_TEST_REFERENCE_DIR "/weights/";

const char* kConfig = R"({
  "image_text_hidden_size": 8,
  "vision_config": {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
                    "image_size": 32, "patch_size": 8, "layer_norm_eps": 1e-05},
  "text_config": {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
                  "vocab_size": 64, "max_position_embeddings": 32, "layer_norm_eps": 1e-12}})";

void writeTextFiles(const test::TempFolder& folder) {
  writeFileAtomically(folder / "config.json", kConfig);
  writeFileAtomically(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ndog\na\nred\nblue\ncat\n");
}

/// The checkpoint's tensors in Hugging Face's spelling, row-major.
std::map<std::string, weights::TensorView> huggingFaceTensors(const weights::TensorMap& checkpoint) {
  std::map<std::string, weights::TensorView> renamed;
  for (const auto& [name, view] : checkpoint.tensors)
    if (view.strides.empty() && !name.starts_with("text_decoder"))
      renamed[weights::huggingFaceKey(name)] = view;
  return renamed;
}

RgbImage drawnPicture(int width, int height) {
  RgbImage picture{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x * 7 + y * 3, x * y, (x * 13) ^ (y * 5)})
        picture.pixels.push_back(static_cast<std::uint8_t>(value % 256));
  return picture;
}

double largestDifference(const Features& found, const json& expected) {
  REQUIRE(found.values.size() == expected.size());
  double largest = 0;
  for (std::size_t i = 0; i < found.values.size(); ++i)
    largest = std::max(largest, std::abs(found.values[i] - expected[i].get<double>()));
  return largest;
}

void checkAgainstReference(const Encoder& encoder) {
  const json expected = json::parse(readFile(kReference + "small_blip.json"));
  const ImageTokens tokens = encoder.encodeImage(drawnPicture(50, 37));
  CHECK(largestDifference(encoder.imageFeatures(tokens), expected.at("image")) < 1e-4);
  CHECK(largestDifference(encoder.textFeatures("A red cat!"), expected.at("text")) < 1e-4);
  CHECK(largestDifference(encoder.multimodalFeatures(tokens, "a red cat"), expected.at("multimodal")) < 1e-4);
}

}  // namespace

TEST_CASE("an original checkpoint beside config.json and vocab.txt gives the published modules' features") {
  const test::TempFolder folder;
  writeTextFiles(folder);
  std::filesystem::copy_file(kReference + "small_blip.pth", folder / "model.pth");
  const auto encoder = Encoder::load(folder.path().string());
  CHECK(!encoder->info().demo);
  CHECK(encoder->info().name == folder.path().filename().string());
  CHECK(encoder->info().imageTokens == 17);
  checkAgainstReference(*encoder);
}

TEST_CASE("a Hugging Face folder, in one file or in shards, gives the same features and fingerprint") {
  const weights::TensorMap checkpoint = weights::readPth(kReference + "small_blip.pth");
  const test::TempFolder single, sharded;
  writeTextFiles(single);
  writeTextFiles(sharded);
  const auto tensors = huggingFaceTensors(checkpoint);
  weights::writeSafetensors(single / "model.safetensors", tensors);
  std::map<std::string, weights::TensorView> first, second;
  json map = json::object();
  for (const auto& [name, view] : tensors) {
    const bool early = first.size() <= second.size();
    (early ? first : second)[name] = view;
    map[name] = early ? "one.safetensors" : "two.safetensors";
  }
  weights::writeSafetensors(sharded / "one.safetensors", first);
  weights::writeSafetensors(sharded / "two.safetensors", second);
  writeFileAtomically(sharded / "model.safetensors.index.json", json{{"weight_map", map}}.dump());
  const auto one = Encoder::load(single.path().string()), many = Encoder::load(sharded.path().string());
  checkAgainstReference(*one);
  checkAgainstReference(*many);
  CHECK(one->info().fingerprint == many->info().fingerprint);
}

TEST_CASE("the weights of the checkpoint are those of the rule") {
  const weights::TensorMap checkpoint = weights::readPth(kReference + "small_blip.pth");
  for (const std::string name : {"visual_encoder.blocks.1.attn.qkv.weight", "visual_encoder.norm.weight",
                                 "text_encoder.encoder.layer.0.crossattention.self.key.weight"}) {
    const weights::TensorView& view = *checkpoint.find(name);
    const std::vector<float> expected = pseudoWeights(name, static_cast<std::size_t>(view.elementCount()));
    CHECK(std::equal(expected.begin(), expected.end(), reinterpret_cast<const float*>(view.data)));
  }
}

TEST_CASE("what is wrong with a folder is said, with its name") {
  const auto refusal = [](const std::filesystem::path& path) {
    const std::string what = errorOf([&] { Encoder::load(path.string()); });
    CHECK(contains(what, path.string()));
    return what;
  };
  CHECK(contains(refusal("/no/such/folder"), "no encoder"));
  const test::TempFolder folder;
  CHECK(contains(refusal(folder.path()), "no weights"));
  std::filesystem::copy_file(kReference + "hostile.pth", folder / "model.pth");
  CHECK(contains(refusal(folder.path()), "vocab.txt"));
  writeTextFiles(folder);
  CHECK(contains(refusal(folder.path()), "posix.system"));
  writeFileAtomically(folder / "config.json", R"({"vision_config":{"image_size":33,"patch_size":8}})");
  CHECK(contains(refusal(folder.path()), "image_size 33"));
  writeFileAtomically(folder / "config.json", R"({"vision_config":7})");
  CHECK(contains(refusal(folder.path()), "config.json"));
  std::filesystem::remove(folder / "config.json");  // base sizes, which this checkpoint does not have
  std::filesystem::remove(folder / "model.pth");
  std::filesystem::copy_file(kReference + "small_blip.pth", folder / "model.pth");
  const std::string what = refusal(folder.path());
  CHECK(contains(what, "visual_encoder.blocks.11.attn.qkv.weight is missing"));
  CHECK(contains(what, "text_encoder.embeddings.LayerNorm.bias has shape [16], expected [768]"));
  std::string lines = "[UNK]\n[CLS]\n[SEP]\n";
  for (int i = 0; i < 40'000; ++i) lines.append("w").append(std::to_string(i)).append("\n");
  writeFileAtomically(folder / "vocab.txt", lines);
  CHECK(contains(refusal(folder.path()), "40003 pieces"));
}
