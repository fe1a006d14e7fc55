#include "core/scene/HeadMask.h"
#include "core/scene/Slice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace vxs;
using namespace vxs::scene;

namespace {

/// A bright cube of 8 with a dark ventricle of 2 in its middle, in faint noise.
Volume head() {
  Volume volume(Grid{12, 12, 12}, Affine(), 0.0F);
  for (std::size_t i = 0; i < volume.values.size(); ++i) {
    const auto [x, y, z] = volume.grid.position(i);
    const auto within = [&, p = std::array{x, y, z}](int low, int high) {
      return std::ranges::all_of(p, [&](int c) { return c >= low && c <= high; });
    };
    volume.values[i] = within(5, 6) ? 0.0F : within(2, 9) ? 500.0F : static_cast<float>(i % 7);
  }
  return volume;
}

double sum(const Volume& volume) {
  double total = 0;
  for (const float value : volume.values) total += static_cast<double>(value);
  return total;
}

}  // namespace

TEST_CASE("the head is what the dark outside does not reach: noise is outside, ventricles are inside") {
  Volume underlay = head();
  Volume mask = headMask(underlay);
  CHECK(sum(mask) == 8 * 8 * 8);
  CHECK(mask.at(5, 5, 5) == 1);
  CHECK(mask.at(1, 5, 5) == 0);
  // an open channel lets the outside in, NaN as well as zero
  for (int x = 0; x < 5; ++x) underlay.values[underlay.grid.index(x, 5, 5)] = x % 2 ? 0.0F : std::nanf("");
  mask = headMask(underlay);
  CHECK(mask.at(6, 6, 6) == 0);
  CHECK(sum(mask) == 8 * 8 * 8 - 8 - 3);
  CHECK(sum(headMask(Volume(Grid{3, 3, 3}, Affine(), 0.0F))) == 0);
}

TEST_CASE("a slice with a head mask is transparent around the head and the same inside it") {
  const Volume underlay = head(), mask = headMask(underlay);
  const auto geometry = SliceGeometry::covering(underlay, Plane::Axial, Convention::Neurological, 3);
  SliceLayers layers;
  layers.underlay = &underlay;
  const RgbaImage opaque = renderSlice(geometry, layers);
  layers.head = &mask;
  const RgbaImage cut = renderSlice(geometry, layers);
  int clear = 0, full = 0;
  for (std::size_t i = 0; i < cut.pixels.size(); i += 4) {
    CHECK(opaque.pixels[i + 3] == 255);
    CHECK(cut.pixels[i] <= cut.pixels[i + 3]);  // premultiplied
    clear += cut.pixels[i + 3] == 0;
    if (cut.pixels[i + 3] != 255) continue;
    ++full;
    CHECK(cut.pixels[i] == opaque.pixels[i]);
  }
  CHECK(full == 8 * 8);
  CHECK(clear == 12 * 12 - 8 * 8);
}
