#include "core/volume/LabelAtlas.h"

#include "core/volume/Nifti.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;

TEST_CASE("members are positions within the mask, and nameless labels get a name") {
  const Grid grid{2, 2, 2};
  LabelAtlas atlas{"prf-visualrois", grid, Affine{}, {-1, 0, 1, 3, 1, 0, 3, 1}, {{1, "V1v"}}};
  const Mask mask{grid, Affine{}, {1, 2, 4, 6, 7}};
  CHECK(atlas.membersOf(1, mask) == std::vector<std::uint32_t>{1, 2, 4});
  CHECK(atlas.membersOf(3, mask) == std::vector<std::uint32_t>{3});
  CHECK(atlas.membersOf(9, mask).empty());
  CHECK(atlas.regionName(1) == "V1v");
  CHECK(atlas.regionName(3) == "prf-visualrois-3");
  CHECK_THROWS_AS(atlas.membersOf(1, Mask{{2, 2, 3}, Affine{}, {0}}), Error);
}

TEST_CASE("labels come from files of whole numbers only") {
  const test::TempFolder folder;
  Volume volume({2, 2, 1}, Affine{}, 0);
  volume.values = {-1, 0, 7, std::nanf("")};
  writeNifti(folder / "a.nii.gz", volume);
  CHECK(readLabelAtlas(folder / "a.nii.gz", "a").labels == std::vector<std::int32_t>{-1, 0, 7, -1});
  volume.values[1] = 0.5F;
  writeNifti(folder / "b.nii.gz", volume);
  CHECK(test::contains(test::errorOf([&] { readLabelAtlas(folder / "b.nii.gz", "b"); }), "no region label"));
}
