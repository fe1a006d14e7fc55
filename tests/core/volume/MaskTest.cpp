#include "core/volume/Mask.h"

#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;

namespace {

Volume ramp() {
  Volume volume({2, 3, 2}, Affine{}, 0);
  for (std::size_t i = 0; i < volume.values.size(); ++i) volume.values[i] = static_cast<float>(i) - 5;
  return volume;
}

}  // namespace

TEST_CASE("a mask takes what is above zero, in x-fastest order") {
  Volume volume = ramp();
  volume.values[7] = std::nanf("");
  const Mask mask = Mask::positive(volume);
  CHECK(mask.voxels == std::vector<std::uint32_t>{6, 8, 9, 10, 11});
  CHECK(mask.grid == volume.grid);
  CHECK(mask.gather(volume) == std::vector<float>{1, 3, 4, 5, 6});
}

TEST_CASE("scatter is gather's opposite") {
  const Mask mask = Mask::positive(ramp());
  const std::vector<float> values{1, 2, 3, 4, 5, 6};
  const Volume volume = mask.scatter(values, -9);
  CHECK(volume.values[5] == -9);
  CHECK(volume.at(0, 0, 1) == 1);
  CHECK(mask.gather(volume) == values);
  CHECK(std::isnan(mask.scatter(values).values[0]));
  CHECK(Mask::whole({2, 3, 2}, Affine{}).gather(ramp()) == ramp().values);
}

TEST_CASE("wrong sizes and empty masks are refused") {
  const Mask mask = Mask::positive(ramp());
  CHECK(
      test::contains(test::errorOf([&] { mask.scatter(std::vector<float>(3)); }), "3 values in a mask of 6"));
  CHECK(test::contains(test::errorOf([&] { mask.gather(Volume({3, 3, 2}, Affine{}, 1)); }), "3 × 3 × 2"));
  CHECK(test::contains(test::errorOf([] { Mask::positive(Volume({2, 2, 2}, Affine{}, -1)); }), "empty"));
}
