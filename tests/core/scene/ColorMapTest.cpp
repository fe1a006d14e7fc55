#include "core/scene/ColorMap.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::scene;

namespace {

double luminance(const Rgb& c) {
  return 0.2126 * std::pow(c[0] / 255.0, 2.2) + 0.7152 * std::pow(c[1] / 255.0, 2.2) +
         0.0722 * std::pow(c[2] / 255.0, 2.2);
}

const float kNan = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("sequential maps get lighter all the way, diverging ones up to the middle and down again") {
  for (const std::string& name : colorMapNames()) {
    CAPTURE(name);
    const ColorMap& map = colorMap(name);
    for (int i = 1; i < 256; ++i) {
      const double step = luminance(map.at(i / 255.0)) - luminance(map.at((i - 1) / 255.0));
      CAPTURE(i);
      if (!map.diverging || i <= 127)
        CHECK(step > -0.004);
      else if (i > 128)
        CHECK(step < 0.004);
    }
  }
}

TEST_CASE("the middle of a diverging map is neutral and its ends differ") {
  for (const char* name : {"blue-red", "purple-green"}) {
    const Rgb middle = colorMap(name).at(0.5);
    CHECK(std::abs(middle[0] - middle[1]) <= 3);
    CHECK(std::abs(middle[1] - middle[2]) <= 3);
    CHECK(colorMap(name).at(0) != colorMap(name).at(1));
  }
  const Rgb low = colorMap("blue-red").at(0), high = colorMap("blue-red").at(1);
  CHECK(low[2] > low[0]);
  CHECK(high[0] > high[2]);
}

TEST_CASE("neither end of the map of differences looks stronger, and both are seen on black") {
  const double low = luminance(colorMap("purple-green").at(0)), high = luminance(colorMap("purple-green").at(1));
  CHECK((low + 0.05) / 0.05 > 3);  // what WCAG asks of graphics
  CHECK((high + 0.05) / 0.05 > 3);
  CHECK((high + 0.05) / (low + 0.05) == doctest::Approx(1).epsilon(0.1));
}

TEST_CASE("values beyond the range take the end colours") {
  ColorScale scale;
  scale.range = 2;
  CHECK(colorOf(9, scale) == colorOf(2, scale));
  CHECK(colorOf(-9, scale) == colorOf(-2, scale));
  CHECK(colorMap("gray").at(7) == Rgb{255, 255, 255});
}

TEST_CASE("below the threshold the overlay fades with the square of the value") {
  ColorScale scale;
  scale.range = 4;
  scale.thresholdZ = 2;
  CHECK(colorOf(2, scale)[3] == 255);
  CHECK(colorOf(-3, scale)[3] == 255);
  CHECK(colorOf(1, scale)[3] == 64);
  CHECK(colorOf(-1, scale)[3] == 64);
  CHECK(colorOf(0, scale)[3] == 0);
  scale.opacity = 0.5;
  CHECK(colorOf(2, scale)[3] == 128);
}

TEST_CASE("NaN is transparent unless it is asked for") {
  ColorScale scale;
  CHECK(colorOf(kNan, scale)[3] == 0);
  scale.showNan = true;
  CHECK(colorOf(kNan, scale) == std::array<std::uint8_t, 4>{128, 128, 128, 255});
}

TEST_CASE("one symmetric range for several volumes") {
  std::vector<float> small(1000, 0.1F), large(1000, 0.1F), none(3, kNan);
  for (std::size_t i = 0; i < 20; ++i) large[i * 50] = -3.14159F;
  CHECK(symmetricRange({&small, &large, &none}) == doctest::Approx(3.2));
  CHECK(symmetricRange({&small}) == doctest::Approx(0.1).epsilon(0.2));
  CHECK(symmetricRange({&none}) > 0);  // nothing finite: still something to divide by
}

TEST_CASE("an unknown map is refused with the names that exist") {
  const std::string message = vxs::test::errorOf([] { colorMap("jet"); });
  CHECK(message == "unknown colour map 'jet': use blue-red, purple-green, viridis, inferno, gray");
}

TEST_CASE("a scale from zero spans the whole colour map, and what is below zero is below every threshold") {
  ColorScale scale = ColorScale::forMaps();
  scale.range = 0.8;
  const ColorMap& viridis = colorMap("viridis");
  const auto rgb = [&](float value) {
    const auto c = colorOf(value, scale);
    return Rgb{c[0], c[1], c[2]};
  };
  CHECK(rgb(0) == viridis.at(0));
  CHECK(rgb(0.4F) == viridis.at(0.5));
  CHECK(rgb(0.8F) == viridis.at(1));
  CHECK(rgb(-0.3F) == viridis.at(0));
  CHECK(scale.lowest() == 0);
  scale.thresholdZ = 0.4;
  CHECK(colorOf(0.2F, scale)[3] == 64);  // a quarter of 255, rounded
  CHECK(colorOf(-0.6F, scale)[3] == 0);
  scale.fromZero = false;
  CHECK(colorOf(-0.6F, scale)[3] == 255);
  CHECK(scale.lowest() == -0.8);
}
