#include "core/base/Random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

using namespace vxs;

TEST_CASE("FNV-1a's published values and BLIP's pixel key") {
  CHECK(fnv1a64("") == 0xcbf29ce484222325ULL);
  CHECK(fnv1a64("a") == 0xaf63dc4c8601ec8cULL);
  CHECK(fnv1a64("pixel_values") == 5341937363109160142ULL);
}

TEST_CASE("SplitMix64's published sequence for seed 0") {
  Random random(0);
  for (const std::uint64_t expected : {0xe220a8397b1dcdafULL, 0x6e789e6aa1b965f4ULL, 0x06c45d188009454fULL,
                                       0xf88bb8a8724c81ecULL, 0x1b39896a51a8749bULL})
    CHECK(random.next() == expected);
}

TEST_CASE("the first pseudo-weights of the BLIP specification") {
  Random random(fnv1a64("pixel_values"));
  for (const double expected :
       {-0.4662238359451294, -0.493746817111969, -0.17253804206848145, 0.15622597932815552})
    CHECK(static_cast<double>(random.next() >> 40) * 0x1p-24 - 0.5 == expected);
}

TEST_CASE("uniform numbers are what Python makes of the same bits, and below() hits every value evenly") {
  Random random(0);
  for (const double expected :
       {0.8833108082136426, 0.43152799704850997, 0.026433771592597743, 0.9708819781538285})
    CHECK(random.uniform() == expected);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts.at(random.below(7));
  for (const int count : counts) CHECK(std::abs(count - 10000) < 500);  // 5 standard deviations
  const double inRange = random.uniform(-3, -1);
  CHECK(inRange >= -3);
  CHECK(inRange < -1);
}

TEST_CASE("normal numbers have the normal's moments and independent pairs") {
  Random random(1);
  const int n = 200000;
  double sum = 0, squares = 0, fourth = 0, pairs = 0, previous = 0;
  for (int i = 0; i < n; ++i) {
    const double z = random.normal();
    sum += z, squares += z * z, fourth += z * z * z * z, pairs += z * previous;
    previous = z;
  }
  CHECK(std::abs(sum / n) < 0.01);
  CHECK(squares / n == doctest::Approx(1).epsilon(0.015));
  CHECK(fourth / n == doctest::Approx(3).epsilon(0.05));
  CHECK(std::abs(pairs / n) < 0.01);
}

TEST_CASE("a shuffle is a permutation, the same for the same seed") {
  std::vector<int> values(100), again, other;
  std::iota(values.begin(), values.end(), 0);
  const std::vector<int> sorted = values;
  again = other = values;
  Random(5).shuffle(values);
  Random(5).shuffle(again);
  Random(6).shuffle(other);
  CHECK(values == again);
  CHECK(values != other);
  CHECK(values != sorted);
  std::sort(values.begin(), values.end());
  CHECK(values == sorted);
}
