#include "core/scene/UnderlaySlices.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

Volume anatomy(float offset) {
  return phantom({}, {8, 9, 7}, {2, 2, 2}, {0, 0, 0}, [offset](const Vec3& ras) {
    return offset + static_cast<float>(ras[0] + 2 * ras[1] + 3 * ras[2]);
  });
}

}  // namespace

TEST_CASE("an underlay that was drawn before makes the same picture as one that is drawn now") {
  const Volume under = anatomy(80);
  const Volume over = phantom({}, {8, 9, 7}, {2, 2, 2}, {0, 0, 0},
                              [](const Vec3& ras) { return static_cast<float>(ras[0]) / 4; });
  UnderlaySlices underlays;
  for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
    const auto geometry = SliceGeometry::covering(under, plane, Convention::Neurological, 1.3, 0.6);
    SliceLayers layers{&under, &over, {}, false, nullptr};
    const RgbaImage fresh = renderSlice(geometry, layers);
    const auto drawn = underlays.at(geometry, under);
    layers.drawnUnderlay = drawn.get();
    CHECK(renderSlice(geometry, layers).pixels == fresh.pixels);
    CHECK(underlays.at(geometry, under) == drawn);
  }
}

TEST_CASE("another place, another convention and another volume are drawn anew") {
  const Volume under = anatomy(80);
  UnderlaySlices underlays;
  auto geometry = SliceGeometry::covering(under, Plane::Axial, Convention::Neurological, 0);
  const auto first = underlays.at(geometry, under);
  geometry.positionMm = 2;
  CHECK(underlays.at(geometry, under)->pixels != first->pixels);
  geometry = SliceGeometry::covering(under, Plane::Axial, Convention::Radiological, 0);
  CHECK(underlays.at(geometry, under)->pixels != first->pixels);
  underlays.clear();
  geometry = SliceGeometry::covering(under, Plane::Axial, Convention::Neurological, 0);
  CHECK(underlays.at(geometry, anatomy(200))->pixels != first->pixels);
  CHECK(underlays.at(geometry, Volume()) == nullptr);
}
