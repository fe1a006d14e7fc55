#include "core/scene/Mosaic.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

TEST_CASE("a mosaic spans what is filled, in any orientation") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume head = phantom(orientation, {20, 22, 24}, {2, 2, 2}, {0, 0, 0}, [](const Vec3& p) {
      return std::abs(p[2] - 3) < 12.5 && std::abs(p[1]) < 9 ? 5.0F : 0.0F;
    });
    const auto axial = mosaicPositions(head, {Plane::Axial, 6, 0}, {0, 0, 0});
    REQUIRE(axial.size() == 6);
    // voxel centres from -9 to 15 in steps of 2: six slices of 4 mm
    for (std::size_t i = 0; i < 6; ++i) CHECK(axial[i] == doctest::Approx(-9 + 24 * (double(i) + 0.5) / 6));
    const auto coronal = mosaicPositions(head, {Plane::Coronal, 2, 0}, {0, 0, 0});
    CHECK(coronal[0] == doctest::Approx(-coronal[1]));
  }
}

TEST_CASE("with a distance the slices lie around the crosshair") {
  const Volume head = phantom({}, {20, 22, 24}, {2, 2, 2}, {0, 0, 0}, [](const Vec3&) { return 1.0F; });
  CHECK(mosaicPositions(head, {Plane::Sagittal, 3, 5}, {4, 0, 0}) == std::vector<double>{-1, 4, 9});
  const Volume nothing(head.grid, head.affine);
  CHECK(mosaicPositions(nothing, {Plane::Axial, 9, 0}, {0, 0, 4}) == std::vector<double>{4});
}

TEST_CASE("tiles are as large as can be") {
  const auto area = [](int count, double tile, double room) {
    const Tiling tiling = tilingFor(count, tile, room);
    CHECK(tiling.columns * tiling.rows >= count);
    return std::pair{tiling.columns, tiling.rows};
  };
  CHECK(area(1, 1, 2) == std::pair{1, 1});
  CHECK(area(4, 1, 1) == std::pair{2, 2});
  CHECK(area(8, 1, 2) == std::pair{4, 2});
  CHECK(area(3, 1, 3.2) == std::pair{3, 1});
  CHECK(area(20, 0.8, 1.6) == std::pair{7, 3});
}
