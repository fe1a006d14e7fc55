#include "core/scene/Slice.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

// A second slicer, which shares nothing with the first but the colour scale: it knows voxels by their place
// in the world, walks pixels from what a reader of such a picture expects, and sorts where the other selects.
using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

constexpr std::array<int, 3> kCount{7, 9, 6};
constexpr Vec3 kSize{4, 7, 2}, kCentre{5, -12, 21};

double centreOf(std::size_t axis, int index) {
  return kCentre[axis] + (index - (kCount[axis] - 1) / 2.0) * kSize[axis];
}
float anatomy(const Vec3& p) {
  return static_cast<float>(500 + 20 * (p[0] - 5) + 9 * (p[1] + 12) - 14 * (p[2] - 21));
}
float response(const Vec3& p) {
  if (p[0] > 14) return std::nanf("");
  return static_cast<float>(0.11 * (p[0] - 5) - 0.07 * (p[1] + 12) + 0.05 * (p[2] - 21));
}
float trust(const Vec3& p) {
  return static_cast<float>(std::clamp(0.5 + 0.06 * (p[1] + 12), 0.0, 1.0));
}

/// Linear between voxel centres along each axis, over those that exist, once half of the weight does.
double trilinearAt(const Vec3& ras) {
  double sum = 0, total = 0;
  for (int x = 0; x < kCount[0]; ++x)
    for (int y = 0; y < kCount[1]; ++y)
      for (int z = 0; z < kCount[2]; ++z) {
        const Vec3 centre{centreOf(0, x), centreOf(1, y), centreOf(2, z)};
        double weight = 1;
        for (std::size_t d = 0; d < 3; ++d)
          weight *= std::max(0.0, 1 - std::abs(ras[d] - centre[d]) / kSize[d]);
        sum += weight * static_cast<double>(anatomy(centre));
        total += weight;
      }
  return total >= 0.5 ? sum / total : std::nan("");
}

std::optional<Vec3> nearestCentre(const Vec3& ras) {
  Vec3 centre{};
  for (std::size_t d = 0; d < 3; ++d) {
    const double index = std::floor((ras[d] - kCentre[d]) / kSize[d] + kCount[d] / 2.0);
    if (index < 0 || index >= kCount[d]) return std::nullopt;
    centre[d] = centreOf(d, static_cast<int>(index));
  }
  return centre;
}

double whitePoint() {
  std::vector<double> values;
  for (int x = 0; x < kCount[0]; ++x)
    for (int y = 0; y < kCount[1]; ++y)
      for (int z = 0; z < kCount[2]; ++z)
        if (const float v = anatomy({centreOf(0, x), centreOf(1, y), centreOf(2, z)}); v > 0)
          values.push_back(v);
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(0.99 * static_cast<double>(values.size() - 1))];
}

/// R, G, B, A of a pixel, before rounding.
std::array<double, 4> expected(const Vec3& ras, const ColorScale& scale, bool weighted, double white) {
  std::array<double, 4> pixel{};
  const double gray = trilinearAt(ras);
  if (!std::isnan(gray)) pixel = {0, 0, 0, 255};
  for (std::size_t c = 0; c < 3 && !std::isnan(gray); ++c)
    pixel[c] = std::clamp(185 * gray / white, 0.0, 185.0);
  const auto centre = nearestCentre(ras);
  if (!centre || std::isnan(response(*centre))) return pixel;
  const auto color = colorOf(response(*centre), scale);
  const double alpha = color[3] / 255.0 * (weighted ? static_cast<double>(trust(*centre)) : 1.0);
  for (std::size_t c = 0; c < 3; ++c) pixel[c] = alpha * color[c] + (1 - alpha) * pixel[c];
  pixel[3] = 255 * alpha + (1 - alpha) * pixel[3];
  return pixel;
}

Vec3 rasOf(Plane plane, Convention convention, double position, int column, int row) {
  const auto low = [](std::size_t d) { return kCentre[d] - kCount[d] * kSize[d] / 2; };
  const auto high = [](std::size_t d) { return kCentre[d] + kCount[d] * kSize[d] / 2; };
  const double x = convention == Convention::Neurological ? low(0) + column + 0.5 : high(0) - column - 0.5;
  if (plane == Plane::Axial) return {x, high(1) - row - 0.5, position};
  if (plane == Plane::Coronal) return {x, position, high(2) - row - 0.5};
  return {position, high(1) - column - 0.5, high(2) - row - 0.5};
}

}  // namespace

TEST_CASE("anatomy, response and weights together are what a second slicer composes, in 48 orientations") {
  ColorScale scale;
  scale.range = 1.5;
  scale.thresholdZ = 0.5;
  scale.opacity = 0.8;
  const double white = whitePoint();
  int wrong = 0, pixels = 0;
  for (const Orientation& orientation : allOrientations())
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
      for (const bool weighted : {false, true}) {
        const auto convention = weighted ? Convention::Radiological : Convention::Neurological;
        const double position = plane == Plane::Axial ? 20.3 : plane == Plane::Coronal ? -14.1 : 3.7;
        const Volume under = phantom(orientation, kCount, kSize, kCentre, anatomy),
                     over = phantom(orientation, kCount, kSize, kCentre, response),
                     weights = phantom(orientation, kCount, kSize, kCentre, trust);
        const auto g = SliceGeometry::covering(under, plane, convention, position, 1.0);
        const RgbaImage image = renderSlice(g, {&under, &over, scale, false, weighted ? &weights : nullptr});
        for (int row = 0; row < image.height; ++row)
          for (int column = 0; column < image.width; ++column, ++pixels) {
            const auto want =
                expected(rasOf(plane, convention, position, column, row), scale, weighted, white);
            const std::size_t at = 4 * static_cast<std::size_t>(row * image.width + column);
            for (std::size_t c = 0; c < 4; ++c)
              if (std::abs(image.pixels[at + c] - want[c]) > 2) {
                ++wrong;
                break;
              }
          }
      }
  CHECK(pixels > 48 * 3 * 2 * 200);
  CHECK(wrong == 0);
}
