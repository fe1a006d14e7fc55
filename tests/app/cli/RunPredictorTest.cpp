#include "core/workflow/neural/RunPredictor.h"

#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using test::tiny;

namespace {

RgbImage plain(std::uint8_t red, int width, int height) {
  RgbImage image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), 90)};
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) image.pixels[i] = red;
  return image;
}

/// NaN equals NaN.
bool same(const Volume& a, const Volume& b) {
  if (a.values.size() != b.values.size()) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    if (a.values[i] != b.values[i] && !(std::isnan(a.values[i]) && std::isnan(b.values[i]))) return false;
  return true;
}

}  // namespace

TEST_CASE("An edited caption costs no encoding of the picture") {
  const auto neural = workflow::loadNeural({0, "cpu"});
  const auto predictor = neural->openPredictor(tiny().run());
  CHECK(predictor->info().head == "ridge");
  CHECK(predictor->encoder().demo);
  CHECK_THROWS_AS(predictor->predict("too early"), Error);
  CHECK_THROWS_AS(predictor->setPicture({}), Error);

  predictor->setPicture(plain(200, 50, 30));
  CHECK(predictor->preview().width == predictor->encoder().imageSize);
  const auto first = predictor->predict("a red wall");
  CHECK(first.imageMs > 0);
  CHECK(first.caption.count == predictor->tokenize("a red wall").count);
  const auto edited = predictor->predict("a blue wall");
  CHECK(edited.imageMs == 0);
  CHECK(edited.textMs > 0);
  CHECK_FALSE(same(edited.volume, first.volume));
  predictor->setPicture(plain(200, 50, 30));  // the same picture once more
  const auto back = predictor->predict("a red wall");
  CHECK(back.imageMs == 0);
  CHECK(same(back.volume, first.volume));

  predictor->setPicture(plain(10, 50, 30));
  const auto other = predictor->predict("a red wall");
  CHECK(other.imageMs > 0);
  CHECK_FALSE(same(other.volume, first.volume));
}

TEST_CASE("A run's information is read without its head") {
  const auto neural = workflow::loadNeural({1, "cpu"});
  const auto info = neural->runInfo(tiny().run());
  CHECK(info.head == "ridge");
  CHECK(info.syntheticSubject);
  CHECK_THROWS_AS(neural->runInfo(tiny().path("nowhere")), Error);
}
