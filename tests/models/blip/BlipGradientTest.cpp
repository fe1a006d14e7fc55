#include "core/base/Error.h"
#include "tests/models/blip/TinyBlip.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace vxs;
using namespace vxs::blip;
using namespace vxs::blip::test;

namespace {

const std::vector<std::int32_t> kIds{99, 11, 12, 13, 14, 3, 0, 0};

const BlipNetwork& network() {
  static const auto made = BlipNetwork::fromRule(tinyConfig(), byRule);
  return *made;
}

NetworkInput makeInput() {
  return {pseudoUniform("pixel_values", 3 * 32 * 32, 4.0), kIds, network().embedWords(kIds)};
}

/// The scalar: features weighted by fixed random numbers.
std::vector<float> scalarWeights(std::size_t count) {
  return pseudoUniform("scalar", count, 2.0);
}

double scalarOf(const NetworkInput& input, bool multimodal) {
  const std::vector<float> values = network().features(input, multimodal).values;
  const std::vector<float> weights = scalarWeights(values.size());
  return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0);
}

/// Central difference along a direction of the pixels or the words.
double slope(const std::vector<float>& direction, bool ofPixels, bool multimodal) {
  constexpr double kStep = 4e-3;
  const auto moved = [&](double by) {
    NetworkInput input = makeInput();
    std::vector<float>& values = ofPixels ? input.pixels : input.words;
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<float>(values[i] + by * direction[i]);
    return scalarOf(input, multimodal);
  };
  return (moved(kStep) - moved(-kStep)) / (2 * kStep);
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

TEST_CASE("The pass of free numbers gives what pictures and captions give") {
  const NetworkInput input = makeInput();
  const ImageTokens tokens = network().encodeImage(input.pixels);
  CHECK(network().features(input, false).values == network().imageFeatures(tokens).values);
  CHECK(network().features(input, true).values == network().encodeText(kIds, tokens).values);
}

TEST_CASE("Many captions at once give what they give one by one") {
  const ImageTokens tokens = network().encodeImage(makeInput().pixels);
  const std::vector<std::vector<std::int32_t>> captions{
      kIds, {99, 21, 3, 0, 0, 0, 0, 0}, {99, 3, 0, 0, 0, 0, 0, 0}, {99, 5, 6, 7, 8, 9, 10, 3}};
  const std::vector<Features> together = network().encodeTexts(captions, tokens);
  REQUIRE(together.size() == captions.size());
  for (std::size_t i = 0; i < captions.size(); ++i) {
    const Features alone = network().encodeText(captions[i], tokens);
    REQUIRE(together[i].values.size() == alone.values.size());
    double worst = 0;
    for (std::size_t k = 0; k < alone.values.size(); ++k)
      worst = std::max(worst, std::abs(double(alone.values[k]) - together[i].values[k]));
    CHECK(worst < 1e-5);
  }
  CHECK(network().encodeTexts({}, tokens).empty());
  CHECK_THROWS_AS(network().encodeTexts(std::vector<std::vector<std::int32_t>>{{99, 3}, {99, 4, 3}}, tokens),
                  Error);
}

TEST_CASE("Gradients with respect to pixels and words agree with finite differences") {
  for (const bool multimodal : {true, false}) {
    CAPTURE(multimodal);
    const InputGradient gradient = network().gradient(
        makeInput(), multimodal, [](const Features& f) { return scalarWeights(f.values.size()); });
    for (int trial = 0; trial < 4; ++trial) {
      CAPTURE(trial);
      const std::string name = "direction" + std::to_string(trial);
      const std::vector<float> pixels = pseudoUniform(name, gradient.pixels.size(), 2.0);
      CHECK(product(gradient.pixels, pixels) ==
            doctest::Approx(slope(pixels, true, multimodal)).epsilon(0.01).scale(1));
      const std::vector<float> words = pseudoUniform(name + "w", gradient.words.size(), 0.2);
      CHECK(product(gradient.words, words) ==
            doctest::Approx(slope(words, false, multimodal)).epsilon(0.01).scale(1));
    }
    // one pixel, one coordinate of one word
    std::vector<float> pixel(gradient.pixels.size(), 0.0F), word(gradient.words.size(), 0.0F);
    pixel[1500] = 10;
    word[2 * 32 + 5] = 1;
    CHECK(product(gradient.pixels, pixel) ==
          doctest::Approx(slope(pixel, true, multimodal)).epsilon(0.02).scale(1));
    CHECK(product(gradient.words, word) ==
          doctest::Approx(slope(word, false, multimodal)).epsilon(0.02).scale(1));
  }
}

TEST_CASE("Only words that are there, and only multimodal features, have a gradient for words") {
  const auto ones = [](const Features& f) { return std::vector<float>(f.values.size(), 1.0F); };
  const InputGradient image = network().gradient(makeInput(), false, ones);
  for (const float value : image.words) REQUIRE(value == 0);
  CHECK_THROWS_AS(
      network().gradient(makeInput(), true, [](const Features&) { return std::vector<float>(3); }), Error);
  NetworkInput wrong = makeInput();
  wrong.pixels.pop_back();
  CHECK_THROWS_AS(network().features(wrong, true), Error);
  wrong = makeInput();
  wrong.words.pop_back();
  CHECK_THROWS_AS(network().features(wrong, true), Error);
}

TEST_CASE("Every row of the cross-attention sums to 1") {
  const AttentionMaps maps = network().crossAttention(makeInput());
  CHECK(maps.layers == 2);
  CHECK(maps.heads == 4);
  CHECK(maps.textTokens == 8);
  CHECK(maps.imageTokens == 5);
  REQUIRE(maps.values.size() == 2 * 4 * 8 * 5);
  for (int layer = 0; layer < maps.layers; ++layer)
    for (int head = 0; head < maps.heads; ++head)
      for (int token = 0; token < maps.textTokens; ++token) {
        const float* row = maps.row(layer, head, token);
        CHECK(std::accumulate(row, row + maps.imageTokens, 0.0) == doctest::Approx(1).epsilon(1e-5));
        for (int i = 0; i < maps.imageTokens; ++i) CHECK(row[i] >= 0);
      }
  // rows of different words, heads and layers are different rows
  CHECK(maps.row(0, 0, 1)[0] != maps.row(0, 0, 2)[0]);
  CHECK(maps.row(0, 0, 1)[0] != maps.row(0, 1, 1)[0]);
  CHECK(maps.row(0, 0, 1)[0] != maps.row(1, 0, 1)[0]);
}

TEST_CASE("Weights drawn anew: the same for a seed, others for another, and never those that were learned") {
  const auto once = network().randomised(1), again = network().randomised(1), other = network().randomised(2);
  CHECK(once->fingerprint() == again->fingerprint());
  CHECK(once->fingerprint() != other->fingerprint());
  CHECK(once->fingerprint() != network().fingerprint());
  // mean and spread of a tensor are kept: the word table
  std::vector<std::int32_t> all(100);
  std::iota(all.begin(), all.end(), 0);
  const auto moments = [&](const BlipNetwork& net) {
    const std::vector<float> table = net.embedWords(all);
    double mean = 0, square = 0;
    for (const float value : table) mean += value, square += double(value) * value;
    mean /= double(table.size());
    return std::pair(mean, std::sqrt(square / double(table.size()) - mean * mean));
  };
  CHECK(moments(*once).first == doctest::Approx(moments(network()).first).scale(1).epsilon(0.003));
  CHECK(moments(*once).second == doctest::Approx(moments(network()).second).epsilon(0.05));
  CHECK(once->features(makeInput(), true).values != network().features(makeInput(), true).values);
}
