#include "core/volume/MaskPosition.h"

#include <doctest/doctest.h>

using namespace vxs;

TEST_CASE("a voxel's position in the mask's list is where gather puts its value") {
  Mask mask = Mask::whole({3, 4, 5}, Affine{});
  std::erase_if(mask.voxels, [](std::uint32_t voxel) { return voxel % 3 == 1; });
  Volume volume(mask.grid, mask.affine, 0);
  for (std::size_t i = 0; i < volume.values.size(); ++i) volume.values[i] = static_cast<float>(i);
  const std::vector<float> values = mask.gather(volume);
  for (int k = 0; k < 5; ++k)
    for (int j = 0; j < 4; ++j)
      for (int i = 0; i < 3; ++i) {
        const auto position = positionIn(mask, {i, j, k});
        REQUIRE(position.has_value() == (i != 1));
        if (position) CHECK(values[*position] == volume.at(i, j, k));
      }
}

TEST_CASE("outside the grid there is no position, even where the index would be one") {
  const Mask mask = Mask::whole({3, 4, 5}, Affine{});
  for (const std::array<int, 3> voxel : {std::array{-1, 0, 0}, {3, 0, 0}, {0, 4, 0}, {0, 0, 5}, {0, -1, 1}})
    CHECK_FALSE(positionIn(mask, voxel));
  CHECK_FALSE(positionIn(Mask{mask.grid, mask.affine, {}}, {0, 0, 0}));
}

TEST_CASE("a place in mm is that of the voxel whose centre is nearest") {
  const Mask mask = Mask::whole({3, 4, 5}, Affine({2, 0, 0, -2, 0, 2, 0, 0, 0, 0, 2, 10}));
  CHECK(positionAt(mask, {-2, 0, 10}) == positionIn(mask, {0, 0, 0}));
  CHECK(positionAt(mask, {0.9, 2.9, 11.1}) == positionIn(mask, {1, 1, 1}));
  CHECK_FALSE(positionAt(mask, {-3.1, 0, 10}));
}
