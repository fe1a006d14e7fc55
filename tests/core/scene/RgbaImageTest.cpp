#include "core/scene/RgbaImage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace vxs::scene;

namespace {

RgbaImage painted(int width, int height, double (*value)(double x, double y, int c)) {
  RgbaImage image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < 4; ++c)
        image.pixels.push_back(static_cast<std::uint8_t>(std::lround(value(x + 0.5, y + 0.5, c))));
  return image;
}

}  // namespace

TEST_CASE("a stretched ramp is a ramp, between the middles of the outermost pixels") {
  const auto ramp = [](double x, double y, int c) { return 10 + 3 * x * (c == 0) + 5 * y * (c != 3); };
  const RgbaImage image = painted(31, 23, ramp);
  for (const auto& [width, height] : {std::pair{62, 46}, {77, 61}, {31, 50}, {20, 11}}) {
    const RgbaImage out = stretched(image, width, height);
    REQUIRE(out.width == width);
    REQUIRE(out.height == height);
    REQUIRE(out.pixels.size() == 4 * std::size_t(width) * std::size_t(height));
    double worst = 0;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const double inX = std::clamp((x + 0.5) * 31 / width, 0.5, 30.5),
                     inY = std::clamp((y + 0.5) * 23 / height, 0.5, 22.5);
        for (int c = 0; c < 4; ++c)
          worst = std::max(
              worst,
              std::abs(
                  out.pixels[4 * (std::size_t(y) * std::size_t(width) + std::size_t(x)) + std::size_t(c)] -
                  ramp(inX, inY, c)));
      }
    CHECK(worst <= 1.0);  // half a level of rounding, and weights in 256 parts
  }
}

TEST_CASE("an image of one pixel fills its new size, and white stays white") {
  const RgbaImage white = painted(1, 1, [](double, double, int) { return 255.0; });
  for (const std::uint8_t value : stretched(white, 13, 7).pixels) CHECK(value == 255);
  CHECK(stretched(white, 1, 1).pixels == white.pixels);
}
