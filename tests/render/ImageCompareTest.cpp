#include "tests/support/ImageCompare.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

using namespace vxs::test;

namespace {

Pixels stripes() {
  Pixels image{64, 64, 3, std::vector<std::uint8_t>(64 * 64 * 3)};
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x)
      for (int c = 0; c < 3; ++c)
        image.values[static_cast<std::size_t>((y * 64 + x) * 3 + c)] =
            static_cast<std::uint8_t>(128 + 60 * std::sin(x * 0.4) + 10 * std::sin(y * 0.9 + c));
  return image;
}

}  // namespace

TEST_CASE("a picture is within all limits of itself") {
  const ImageDifference same = compareImages(stripes(), stripes());
  CHECK(same.within());
  CHECK(same.meanAbsolute == 0);
  CHECK(same.structureLoss == doctest::Approx(0));
}

TEST_CASE("each limit catches what the others let pass") {
  Pixels tinted = stripes();
  for (auto& v : tinted.values) v = static_cast<std::uint8_t>(v + 3);
  const ImageDifference tint = compareImages(stripes(), tinted);
  CHECK(tint.meanAbsolute > 2);
  CHECK(tint.partAbove16 == 0);
  CHECK(tint.structureLoss < 0.01);

  Pixels spotted = stripes();
  for (int i = 0; i < 12; ++i) spotted.values[static_cast<std::size_t>(i * 997)] ^= 0x40;
  const ImageDifference spots = compareImages(stripes(), spotted);
  CHECK(spots.meanAbsolute < 2);
  CHECK(spots.partAbove16 < 0.02);
  CHECK(spots.partAbove32 > 0.001);

  Pixels patched = stripes();
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 12; ++x) {
      auto& green = patched.values[static_cast<std::size_t>((y * 64 + x) * 3 + 1)];
      green = static_cast<std::uint8_t>(green + 20);
    }
  const ImageDifference patch = compareImages(stripes(), patched);
  CHECK(patch.meanAbsolute < 2);
  CHECK(patch.partAbove16 > 0.02);
  CHECK(patch.partAbove32 == 0);

  Pixels flat = stripes();
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x)
      for (int c = 0; c < 3; ++c)
        flat.values[static_cast<std::size_t>((y * 64 + x) * 3 + c)] =
            static_cast<std::uint8_t>(128 + 60 * std::sin(x * 0.4));
  const ImageDifference lost = compareImages(stripes(), flat);
  CHECK(lost.partAbove16 == 0);
  CHECK(lost.structureLoss > 0.01);
}

TEST_CASE("unlike sizes are an error") {
  CHECK_THROWS_AS(compareImages(stripes(), Pixels{1, 1, 3, {0, 0, 0}}), std::runtime_error);
}
