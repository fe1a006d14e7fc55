#include "core/scene/StrongestPoint.h"

#include <doctest/doctest.h>

using namespace vxs;

TEST_CASE("the strongest point is the voxel farthest from zero, in millimetres") {
  Volume volume(Grid{4, 3, 2}, Affine({2, 0, 0, -10, 0, 2, 0, 5, 0, 0, 3, 1}));  // NaN everywhere
  volume.values[volume.grid.index(1, 1, 0)] = 2.5F;
  volume.values[volume.grid.index(3, 2, 1)] = -4;
  CHECK(scene::strongestPoint(volume) == Vec3{-4, 9, 4});
  volume.values[volume.grid.index(1, 1, 0)] = 4;  // as strong: the first of them
  CHECK(scene::strongestPoint(volume) == Vec3{-8, 7, 1});
}

TEST_CASE("without a value it is the first voxel, without voxels the origin") {
  const Volume nothing(Grid{2, 2, 2}, Affine({1, 0, 0, 7, 0, 1, 0, 8, 0, 0, 1, 9}));
  CHECK(scene::strongestPoint(nothing) == Vec3{7, 8, 9});
  CHECK(scene::strongestPoint(Volume()) == Vec3{0, 0, 0});
}
