#include "core/base/Random.h"
#include "models/blip/Encoder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace vxs;
using namespace vxs::blip;

namespace {

RgbImage noise(int width, int height, std::uint64_t seed) {
  Random random(seed);
  RgbImage picture{width, height, {}};
  picture.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (auto& value : picture.pixels) value = static_cast<std::uint8_t>(random.below(256));
  return picture;
}

}  // namespace

TEST_CASE("the demo encoder needs no file, says what it is and is the same every time") {
  const auto encoder = Encoder::load("demo"), again = Encoder::load("demo");
  CHECK(encoder->info().demo);
  CHECK(encoder->info().name == "demo encoder (pseudo-weights)");
  CHECK(encoder->info().path == "demo");
  CHECK(encoder->info().width == 768);
  CHECK(encoder->info().fingerprint == again->info().fingerprint);
  const RgbImage picture = noise(70, 50, 1);
  const Features features = encoder->multimodalFeatures(encoder->encodeImage(picture), "a red ball");
  CHECK(features.tokens == kCaptionTokens);
  CHECK(features.width == 768);
  CHECK(
      std::all_of(features.values.begin(), features.values.end(), [](float v) { return std::isfinite(v); }));
  CHECK(features.values == again->multimodalFeatures(again->encodeImage(picture), "a red ball").values);
}

TEST_CASE("picture and caption both change the demo's features") {
  const auto encoder = Encoder::load("demo");
  const ImageTokens one = encoder->encodeImage(noise(128, 128, 1)),
                    two = encoder->encodeImage(noise(128, 128, 2));
  const Features base = encoder->multimodalFeatures(one, "a red ball");
  CHECK(base.values != encoder->multimodalFeatures(two, "a red ball").values);
  CHECK(base.values != encoder->multimodalFeatures(one, "a blue ball").values);
  CHECK(encoder->textFeatures("a red ball").values != base.values);
}

TEST_CASE("the smallest picture and the empty caption work") {
  const auto encoder = Encoder::load("demo");
  const Features features = encoder->multimodalFeatures(encoder->encodeImage({1, 1, {255, 0, 0}}), "");
  CHECK(
      std::all_of(features.values.begin(), features.values.end(), [](float v) { return std::isfinite(v); }));
  CHECK_THROWS(encoder->encodeImage({}));
  CHECK_THROWS(encoder->multimodalFeatures({}, "a cat"));
}
