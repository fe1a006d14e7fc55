#include "core/scene/Slice.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

constexpr std::array<int, 3> kCount{5, 6, 4};
constexpr Vec3 kSize{4, 3, 2}, kCentre{10, -20, 30};

/// No two voxels alike, growing to the right, to the front and up in unlike steps.
float valueAt(const Vec3& ras) {
  return static_cast<float>(0.05 * (ras[0] - 10) + 0.013 * (ras[1] + 20) + 0.0071 * (ras[2] - 30));
}

ColorScale scale() {
  ColorScale s;
  s.range = 0.7;
  return s;
}

/// A second slicer that knows nothing of affines: for every pixel the nearest of all voxel centres.
std::array<std::uint8_t, 4> expectedPixel(const Vec3& ras) {
  for (std::size_t w = 0; w < 3; ++w)
    if (std::abs(ras[w] - kCentre[w]) > kCount[w] * kSize[w] / 2) return {0, 0, 0, 0};
  double best = 1e30;
  float value = 0;
  for (int x = 0; x < kCount[0]; ++x)
    for (int y = 0; y < kCount[1]; ++y)
      for (int z = 0; z < kCount[2]; ++z) {
        const Vec3 centre{kCentre[0] + (x - (kCount[0] - 1) / 2.0) * kSize[0],
                          kCentre[1] + (y - (kCount[1] - 1) / 2.0) * kSize[1],
                          kCentre[2] + (z - (kCount[2] - 1) / 2.0) * kSize[2]};
        if (distance(centre, ras) < best) {
          best = distance(centre, ras);
          value = valueAt(centre);
        }
      }
  return colorOf(value, scale());
}

/// World position of a pixel, from what a reader of such a picture expects and nothing else.
Vec3 expectedRas(Plane plane, Convention convention, double positionMm, int column, int row) {
  const auto low = [](std::size_t w) { return kCentre[w] - kCount[w] * kSize[w] / 2; };
  const auto high = [](std::size_t w) { return kCentre[w] + kCount[w] * kSize[w] / 2; };
  const bool leftIsLeft = convention == Convention::Neurological;
  const double x = leftIsLeft ? low(0) + column + 0.5 : high(0) - column - 0.5;
  if (plane == Plane::Axial) return {x, high(1) - row - 0.5, positionMm};
  if (plane == Plane::Coronal) return {x, positionMm, high(2) - row - 0.5};
  return {positionMm, high(1) - column - 0.5, high(2) - row - 0.5};  // nose to the left
}

}  // namespace

TEST_CASE("in 48 orientations every slice is what an independent slicer draws") {
  for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
    for (const Convention convention : {Convention::Neurological, Convention::Radiological}) {
      const double position = plane == Plane::Axial ? 31.3 : plane == Plane::Coronal ? -22.2 : 12.9;
      int wrong = 0, pixels = 0;
      for (const Orientation& orientation : allOrientations()) {
        const Volume volume = phantom(orientation, kCount, kSize, kCentre, valueAt);
        const auto geometry = SliceGeometry::covering(volume, plane, convention, position, 1.0);
        SliceLayers layers;
        layers.overlay = &volume;
        layers.scale = scale();
        const RgbaImage image = renderSlice(geometry, layers);
        for (int row = 0; row < image.height; ++row)
          for (int column = 0; column < image.width; ++column) {
            const auto expected = expectedPixel(expectedRas(plane, convention, position, column, row));
            const std::size_t at = 4 * static_cast<std::size_t>(row * image.width + column);
            ++pixels;
            for (std::size_t c = 0; c < 4; ++c)
              if (std::abs(image.pixels[at + c] - expected[c]) > 1) {
                ++wrong;
                break;
              }
          }
      }
      CAPTURE(static_cast<int>(plane));
      CHECK(pixels >= 48 * 8 * 18);
      CHECK(wrong == 0);
    }
}

TEST_CASE("the letters at the edges name the direction that the pixels run in") {
  const std::string axes = "RAS", opposite = "LPI";
  const Volume volume = phantom({}, kCount, kSize, kCentre, valueAt);
  for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
    for (const Convention convention : {Convention::Neurological, Convention::Radiological}) {
      const auto g = SliceGeometry::covering(volume, plane, convention, 0);
      const auto letters = g.edgeLetters();
      const auto letterOf = [&](const Vec3& from, const Vec3& to) {
        for (std::size_t w = 0; w < 3; ++w)
          if (std::abs(to[w] - from[w]) > 1e-9) return to[w] > from[w] ? axes[w] : opposite[w];
        return '?';
      };
      CHECK(letters[0] == letterOf(g.rasAt(5, 5), g.rasAt(4, 5)));
      CHECK(letters[1] == letterOf(g.rasAt(5, 5), g.rasAt(6, 5)));
      CHECK(letters[2] == letterOf(g.rasAt(5, 5), g.rasAt(5, 4)));
      CHECK(letters[3] == letterOf(g.rasAt(5, 5), g.rasAt(5, 6)));
    }
}

TEST_CASE("a crosshair's pixel is the pixel of its position and back") {
  const Volume volume = phantom({}, kCount, kSize, kCentre, valueAt);
  for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
    for (const Convention convention : {Convention::Neurological, Convention::Radiological}) {
      const auto g = SliceGeometry::covering(volume, plane, convention, 7, 0.7);
      const auto pixel = g.pixelOf(g.rasAt(3.25, 8.5));
      CHECK(pixel[0] == doctest::Approx(3.25));
      CHECK(pixel[1] == doctest::Approx(8.5));
    }
}

TEST_CASE("smooth slices of a linear field are that field") {
  const Volume volume = phantom({{1, 0, 2}, {-1, 1, 1}}, {9, 9, 9}, {2, 2, 2}, {0, 0, 0}, valueAt);
  const auto g = SliceGeometry::covering(volume, Plane::Axial, Convention::Neurological, 0.7, 0.5);
  SliceLayers layers{nullptr, &volume, scale(), true};
  const RgbaImage image = renderSlice(g, layers);
  for (int row = 4; row < image.height - 4; ++row)
    for (int column = 4; column < image.width - 4; ++column) {
      const auto expected = colorOf(valueAt(g.rasAt(column, row)), scale());
      const std::size_t at = 4 * static_cast<std::size_t>(row * image.width + column);
      for (std::size_t c = 0; c < 3; ++c) CHECK(std::abs(image.pixels[at + c] - expected[c]) <= 3);
    }
}

TEST_CASE("the overlay covers the underlay by its opacity, and NaN shows what is below") {
  const Volume gray = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, [](const Vec3&) { return 100.0F; });
  const Volume half = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0},
                              [](const Vec3& p) { return p[0] < 0 ? std::nanf("") : 0.7F; });
  const auto g = SliceGeometry::covering(gray, Plane::Axial, Convention::Neurological, 0.5);
  SliceLayers layers{&gray, &half, scale(), false};
  layers.scale.opacity = 0.5;
  const RgbaImage image = renderSlice(g, layers);
  const Rgb full = colorMap("blue-red").at(1);
  CHECK(int(image.pixels[0]) == 185);  // left: the underlay alone, as bright as it gets
  CHECK(std::abs(image.pixels[4 * 3] - (185 + full[0]) / 2) <= 2);
  CHECK(std::abs(image.pixels[4 * 3 + 1] - (185 + full[1]) / 2) <= 2);
}

TEST_CASE("a missing value has its colour in the brain, not in the scalp around it") {
  const Volume head = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, [](const Vec3&) { return 100.0F; });
  const Volume brain =
      phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, [](const Vec3& p) { return p[0] < 0 ? 0.0F : 1.0F; });
  const Volume none = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, [](const Vec3&) { return std::nanf(""); });
  SliceLayers layers{&head, &none, scale(), false};
  layers.scale.showNan = true;
  layers.scale.nanColor = {10, 200, 30};
  layers.brain = &brain;
  const RgbaImage image =
      renderSlice(SliceGeometry::covering(head, Plane::Axial, Convention::Neurological, 0.5), layers);
  CHECK(int(image.pixels[0]) == 185);  // left: the head
  CHECK(int(image.pixels[4 * 3]) == 10);
  CHECK(int(image.pixels[4 * 3 + 1]) == 200);
}

TEST_CASE("nothing to draw is transparent, and a slice outside the volume too") {
  const Volume volume = phantom({}, kCount, kSize, kCentre, valueAt);
  const auto outside = SliceGeometry::covering(volume, Plane::Axial, Convention::Neurological, 500);
  SliceLayers layers;
  const auto empty = [&] {
    const RgbaImage image = renderSlice(outside, layers);
    return std::all_of(image.pixels.begin(), image.pixels.end(), [](std::uint8_t b) { return b == 0; });
  };
  CHECK(empty());
  layers.overlay = &volume;
  layers.underlay = &volume;
  CHECK(empty());
}
