#pragma once

#include "core/scene/ColorMap.h"
#include "core/scene/RgbaImage.h"
#include "tests/core/scene/Phantom.h"
#include "tests/support/ImageCompare.h"

#include <cmath>

namespace vxs::scene::test {

inline double ellipsoid(const Vec3& p, const Vec3& centre, const Vec3& radius) {
  return std::hypot((p[0] - centre[0]) / radius[0], (p[1] - centre[1]) / radius[1],
                    (p[2] - centre[2]) / radius[2]);
}

/// Two hemispheres with folds on them, brighter inside.
inline float brain(const Vec3& p) {
  const double side = p[0] < 0 ? -1 : 1;
  const double d = ellipsoid(p, {side * 32, -15, 10}, {31, 70, 52});
  const double folds = 0.05 * std::sin(p[1] / 5) * std::cos(p[2] / 6 + p[0] / 9);
  if (d + folds > 1) return 0;
  return static_cast<float>(d + folds < 0.85 ? 900 : 600);
}

/// Positive at the left back, negative at the right front, NaN outside the brain.
inline float response(const Vec3& p) {
  if (brain(p) == 0) return std::nanf("");
  const double positive = ellipsoid(p, {-30, -70, 5}, {18, 16, 18}), negative = ellipsoid(p, {32, 25, 20}, {16, 20, 16});
  return static_cast<float>(3 * std::exp(-positive * positive) - 2.6 * std::exp(-negative * negative));
}

/// One of the two as a volume of mirrored and exchanged axes.
inline Volume stored(float (*value)(const Vec3&)) {
  return phantom({{1, 0, 2}, {-1, 1, 1}}, {44, 52, 40}, {3.6, 3.6, 3.6}, {0, -15, 10}, value);
}

inline ColorScale scale() {
  ColorScale s;
  s.range = 3;
  s.thresholdZ = 0.9;
  return s;
}

/// Over a gray page, as the eye sees it.
inline vxs::test::Pixels onPage(const RgbaImage& image) {
  vxs::test::Pixels page{image.width, image.height, 3, {}};
  for (std::size_t i = 0; i < image.pixels.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c)
      page.values.push_back(
          static_cast<std::uint8_t>(image.pixels[i + c] + 200 * (255 - image.pixels[i + 3]) / 255));
  return page;
}

}  // namespace vxs::scene::test
