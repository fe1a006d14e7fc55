#include "models/blip/BlipNetwork.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "models/weights/Tensor.h"
#include "tests/models/blip/TinyBlip.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

// The reference values were computed with the published BLIP modules, see tests/reference/blip/README.md.
using namespace vxs;
using namespace vxs::blip;
using namespace vxs::blip::test;
using nlohmann::json;

namespace {

constexpr double kTolerance = 1e-4;

json golden(const std::string& section) {
  return json::parse(readFile(VXS_TEST_REFERENCE_DIR "/blip/golden.json")).at(section);
}

std::vector<float> pixelsOf(int side, int batch, int item) {
  const auto count = static_cast<std::size_t>(3 * side * side);
  const std::vector<float> all = pseudoUniform("pixel_values", count * static_cast<std::size_t>(batch), 4.0);
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(count) * item;
  return {first, first + static_cast<std::ptrdiff_t>(count)};
}

/// Compares mean, first and last values of a batch, given one by one, with a golden entry.
void checkAgainst(const json& entry, const std::vector<Features>& batch) {
  std::vector<float> all;
  for (const Features& features : batch)
    all.insert(all.end(), features.values.begin(), features.values.end());
  const auto shape = entry.at("shape").get<std::vector<std::size_t>>();
  REQUIRE(all.size() == shape[0] * shape[1] * shape[2]);
  CHECK(std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size()) ==
        doctest::Approx(entry.at("mean").get<double>()).epsilon(1e-5));
  double squares = 0, largest = 0;
  const double mean = entry.at("mean").get<double>();
  for (const float value : all) {
    squares += (value - mean) * (value - mean);
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  const auto count = static_cast<double>(all.size());
  CHECK(std::abs(std::sqrt(squares / count) - entry.at("std").get<double>()) <= kTolerance);
  CHECK(std::abs(largest - entry.at("absmax").get<double>()) <= kTolerance);
  const auto first = entry.at("first8").get<std::vector<double>>(),
             last = entry.at("last4").get<std::vector<double>>();
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(std::abs(all[i] - first[i]) <= kTolerance);
  for (std::size_t i = 0; i < last.size(); ++i)
    CHECK(std::abs(all[all.size() - last.size() + i] - last[i]) <= kTolerance);
}

void checkNetwork(const BlipNetwork& network, const json& reference,
                  const std::vector<std::vector<std::int32_t>>& captions) {
  std::vector<Features> image, imageProjected, text, textProjected, multimodal;
  for (std::size_t i = 0; i < captions.size(); ++i) {
    const ImageTokens tokens = network.encodeImage(
        pixelsOf(network.config().imageSize, static_cast<int>(captions.size()), static_cast<int>(i)));
    image.push_back(network.imageFeatures(tokens));
    imageProjected.push_back(network.projectImage(image.back()));
    text.push_back(network.encodeText(captions[i], {}));
    textProjected.push_back(network.projectText(text.back()));
    std::vector<std::int32_t> ids = captions[i];
    ids[0] = network.config().encToken;
    multimodal.push_back(network.encodeText(ids, tokens));
    const std::vector<float> logits = network.matchLogits(multimodal.back());
    const std::string start = "multimodal_row" + std::to_string(i) + "_tok0_first4";
    for (std::size_t k = 0; k < 4; ++k)
      CHECK(std::abs(multimodal.back().values[k] - reference.at(start).at(k).get<double>()) <= kTolerance);
    for (std::size_t k = 0; k < 2; ++k)
      CHECK(std::abs(logits[k] - reference.at("itm_logits").at(i).at(k).get<double>()) <= kTolerance);
  }
  checkAgainst(reference.at("image_embeds"), image);
  checkAgainst(reference.at("image_embeds_proj"), imageProjected);
  checkAgainst(reference.at("text_embeds"), text);
  checkAgainst(reference.at("text_embeds_proj"), textProjected);
  checkAgainst(reference.at("multimodal_embeds"), multimodal);
}

const std::vector<std::int32_t> kFountain{101,  1037, 2312, 9545, 11867, 7974,
                                          2075, 2300, 2046, 1996, 2250,  102};

/// The rule's weights of one configuration as a checkpoint in memory.
weights::TensorMap checkpointOf(const BlipConfig& config) {
  auto shapes = BlipNetwork::requiredWeights(config);
  shapes.merge(BlipNetwork::optionalWeights(config));
  auto storage = std::make_shared<std::map<std::string, std::vector<float>>>();
  weights::TensorMap map;
  for (const auto& [name, shape] : shapes) {
    auto& values = (*storage)[name] = byRule(name, shape);
    map.tensors[name] = {weights::DType::F32, shape, {}, reinterpret_cast<const std::byte*>(values.data())};
  }
  map.owners.push_back(storage);
  return map;
}

}  // namespace

TEST_CASE("the tiny network gives the published modules' numbers") {
  const auto network = BlipNetwork::fromRule(tinyConfig(), byRule);
  checkNetwork(*network, golden("tiny"), {{2, 11, 12, 13, 14, 3}, {2, 21, 22, 3, 0, 0}});
}

TEST_CASE("BLIP base at 224 gives the published modules' numbers") {
  const auto network = BlipNetwork::fromRule(BlipConfig{}, byRule);
  checkNetwork(*network, golden("full224"),
               {kFountain, {101, 21442, 18964, 1999, 5264, 102, 0, 0, 0, 0, 0, 0}});
}

TEST_CASE(
    "BLIP base at 384 with position embeddings interpolated from 224 gives the published modules' numbers") {
  BlipConfig config;
  config.imageSize = 384;
  const auto network = BlipNetwork::fromWeights(config, checkpointOf(BlipConfig{}));
  checkNetwork(*network, golden("full384_interp"), {kFountain});
}

TEST_CASE("missing and mis-shaped weights are listed, extra ones ignored") {
  const BlipConfig config = tinyConfig();
  weights::TensorMap stored = checkpointOf(config);
  stored.tensors["text_decoder.bert.embeddings.word_embeddings.weight"] =
      stored.tensors.at("itm_head.weight");
  CHECK_NOTHROW(BlipNetwork::fromWeights(config, stored));
  stored.tensors.erase("visual_encoder.cls_token");
  stored.tensors.at("visual_encoder.norm.bias").shape = {8, 4};
  try {
    BlipNetwork::fromWeights(config, stored);
    FAIL("loaded with a weight missing");
  } catch (const Error& error) {
    const std::string what = error.what();
    CHECK(what.find("2 weights") != std::string::npos);
    CHECK(what.find("visual_encoder.cls_token is missing") != std::string::npos);
    CHECK(what.find("visual_encoder.norm.bias has shape [8, 4], expected [32]") != std::string::npos);
  }
}

TEST_CASE("weights that are not finite are refused by name") {
  weights::TensorMap stored = checkpointOf(tinyConfig());
  weights::TensorView& view = stored.tensors.at("text_encoder.encoder.layer.1.output.dense.bias");
  std::vector<float> values(static_cast<std::size_t>(view.elementCount()), 0.1F);
  values[7] = std::numeric_limits<float>::quiet_NaN();
  view.data = reinterpret_cast<const std::byte*>(values.data());
  CHECK_THROWS_WITH_AS(BlipNetwork::fromWeights(tinyConfig(), stored),
                       doctest::Contains("layer.1.output.dense.bias holds values that are not finite"),
                       Error);
}

TEST_CASE("pseudo-weights follow the specified sequence") {
  const std::vector<float> u = pseudoUniform("pixel_values", 4, 1.0);
  const double expected[] = {-0.4662238359451294, -0.493746817111969, -0.17253804206848145,
                             0.15622597932815552};
  for (std::size_t i = 0; i < 4; ++i) CHECK(u[i] == doctest::Approx(expected[i]).epsilon(1e-7));
}

TEST_CASE("A layer's tokens are what a network that ends there gives before its final norm") {
  const BlipConfig whole = tinyConfig();
  const std::vector<float> pixels = pixelsOf(whole.imageSize, 1, 0);
  const std::vector<Features> layers = BlipNetwork::fromRule(whole, byRule)->imageLayers(pixels);
  REQUIRE(layers.size() == 2);
  for (int depth = 1; depth <= 2; ++depth) {
    BlipConfig shorter = whole;
    shorter.visionDepth = depth;
    const auto network = BlipNetwork::fromRule(shorter, byRule);
    const Features normed = network->imageFeatures(network->encodeImage(pixels));
    const Features& raw = layers[static_cast<std::size_t>(depth - 1)];
    REQUIRE(raw.values.size() == normed.values.size());
    const std::vector<float> gain = byRule("visual_encoder.norm.weight", {whole.visionWidth}),
                             bias = byRule("visual_encoder.norm.bias", {whole.visionWidth});
    const auto width = static_cast<std::size_t>(raw.width);
    double largest = 0;
    for (std::size_t first = 0; first < raw.values.size(); first += width) {
      double mean = 0, variance = 0;
      for (std::size_t i = 0; i < width; ++i) mean += raw.values[first + i] / static_cast<double>(width);
      for (std::size_t i = 0; i < width; ++i)
        variance += std::pow(raw.values[first + i] - mean, 2) / static_cast<double>(width);
      for (std::size_t i = 0; i < width; ++i) {
        const double expected =
            (raw.values[first + i] - mean) / std::sqrt(variance + whole.visionEpsilon) * gain[i] + bias[i];
        largest = std::max(largest, std::abs(expected - normed.values[first + i]));
      }
    }
    CHECK(largest < 1e-4);
  }
}

TEST_CASE("A layer of text is what a text encoder that ends there gives") {
  const BlipConfig whole = tinyConfig();
  const std::vector<std::int32_t> ids{2, 11, 12, 13, 3, 0};
  const std::vector<Features> layers = BlipNetwork::fromRule(whole, byRule)->textLayers(ids);
  REQUIRE(layers.size() == 2);
  for (int depth = 1; depth <= 2; ++depth) {
    BlipConfig shorter = whole;
    shorter.textDepth = depth;
    const Features expected = BlipNetwork::fromRule(shorter, byRule)->encodeText(ids, {});
    CHECK(layers[static_cast<std::size_t>(depth - 1)].values == expected.values);
  }
  CHECK(layers[0].values != layers[1].values);
}
