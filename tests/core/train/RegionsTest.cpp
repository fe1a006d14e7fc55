#include "core/train/Regions.h"

#include "core/base/Error.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("A region is found by atlas and name, and its values are kept") {
  const Mask mask{{3, 2, 1}, Affine{}, {0, 1, 2, 4, 5}};
  const LabelAtlas areas{"areas", mask.grid, mask.affine, {1, 1, 2, 0, 0, 2}, {{1, "V1"}, {2, "V2"}}};
  CHECK(regionMembers({areas}, mask, "areas/V2") == Members{2, 4});
  CHECK(regionMembers({areas}, mask, "areas/all") == Members{0, 1, 2, 4});
  const std::vector<float> kept = restricted({10, 11, 12, 13, 14}, {2, 4});
  CHECK(kept[2] == 12);
  CHECK(kept[4] == 14);
  CHECK((std::isnan(kept[0]) && std::isnan(kept[1]) && std::isnan(kept[3])));
  CHECK(regionTitle("areas/V2") == "V2");
  CHECK(regionTitle("areas/all") == "areas");
  const std::string refused = test::errorOf([&] { regionMembers({areas}, mask, "areas/V9"); });
  CHECK(test::contains(refused, "areas/V9"));
  CHECK(test::contains(refused, "areas/V1"));
  CHECK_THROWS_AS(regionMembers({}, mask, "areas/V1"), UsageError);
}
