#include "core/scene/HeatPicture.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::scene;

namespace {

RgbImage grey() {
  return {4, 4, std::vector<std::uint8_t>(48, 100)};
}

std::array<int, 3> pixel(const RgbImage& image, int x, int y) {
  const auto i = static_cast<std::size_t>((y * image.width + x) * 3);
  return {image.pixels[i], image.pixels[i + 1], image.pixels[i + 2]};
}

}  // namespace

TEST_CASE("Red above zero, blue below, the picture in grey where there is nothing") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  HeatStyle style;
  style.range = 2;
  style.side = 40;
  const RgbImage heat = heatOver(grey(), {2, 2, {2, -2, 0, nan}}, style);
  REQUIRE(heat.width == 40);
  const auto up = pixel(heat, 5, 5), down = pixel(heat, 35, 5), zero = pixel(heat, 5, 35),
             none = pixel(heat, 35, 35);
  CHECK(up[0] > up[2] + 40);
  CHECK(down[2] > down[0] + 40);
  CHECK(zero[0] == zero[2]);
  CHECK(none == zero);
  // cells have edges unless smooth
  CHECK(pixel(heat, 0, 0) == pixel(heat, 19, 19));
  style.smooth = true;
  const RgbImage smooth = heatOver(grey(), {2, 2, {2, -2, 0, 0}}, style);
  CHECK(pixel(smooth, 0, 0) != pixel(smooth, 19, 19));
}

TEST_CASE("The range is the largest size, and 1 where there is nothing to show") {
  CHECK(heatRange({1, -3, 2}) == 3);
  CHECK(heatRange({0, 0}) == 1);
  CHECK(heatRange({std::numeric_limits<float>::quiet_NaN()}) == 1);
}

TEST_CASE("A picture that is not square keeps its shape; nothing to draw is an error") {
  HeatStyle style;
  style.side = 100;
  const RgbImage wide = heatOver({8, 4, std::vector<std::uint8_t>(96, 50)}, {1, 1, {1}}, style);
  CHECK(wide.width == 100);
  CHECK(wide.height == 50);
  CHECK_THROWS_AS(heatOver({}, {1, 1, {1}}, style), Error);
  CHECK_THROWS_AS(heatOver(grey(), {2, 2, {1}}, style), Error);
}
