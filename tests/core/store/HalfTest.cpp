#include "core/store/Half.h"

#include "core/base/Random.h"
#include "tests/core/store/SmallSubject.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <vector>

using namespace vxs;

namespace {

std::vector<std::uint16_t> halvesOf(const std::vector<float>& values) {
  std::vector<std::uint16_t> halves(values.size());
  store::toHalf(values, halves.data());
  return halves;
}

/// The value of a half by its definition.
double definition(std::uint16_t half) {
  const int exponent = half >> 10 & 31, mantissa = half & 1023;
  const double sign = half & 0x8000 ? -1 : 1;
  return sign * (exponent ? std::ldexp(1024 + mantissa, exponent - 25) : std::ldexp(mantissa, -24));
}

}  // namespace

TEST_CASE("rounding is numpy's: ties, subnormals, overflow") {
  const nlohmann::json reference = test::SmallSubject().reference.at("half");
  std::vector<float> singles;
  for (const auto& bits : reference.at("single"))
    singles.push_back(std::bit_cast<float>(bits.get<std::uint32_t>()));
  const auto expected = reference.at("half").get<std::vector<std::uint16_t>>();
  CHECK(halvesOf(singles) == expected);
  for (std::size_t i = 0; i < singles.size(); ++i) {
    CAPTURE(singles[i]);
    CHECK(store::portable::toHalf(singles[i]) == expected[i]);
  }
}

TEST_CASE("all 65536 halves become their value and come back, by instruction and by arithmetic") {
  std::vector<std::uint16_t> all(65536);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint16_t>(i);
  std::vector<float> values(all.size());
  store::fromHalf(all, values.data());
  const std::vector<std::uint16_t> back = halvesOf(values);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const float portable = store::portable::fromHalf(all[i]);
    const bool special = (i >> 10 & 31) == 31, nan = special && (i & 1023) != 0;
    if (nan) {
      wrong += !std::isnan(values[i]) || !std::isnan(portable) || (back[i] & 0x7c00) != 0x7c00 ||
               !(back[i] & 1023);
      wrong += (store::portable::toHalf(portable) & 0x7fff) <= 0x7c00;
      continue;
    }
    wrong += std::bit_cast<std::uint32_t>(values[i]) != std::bit_cast<std::uint32_t>(portable);
    wrong += special ? !std::isinf(values[i]) : values[i] != static_cast<float>(definition(all[i]));
    wrong += back[i] != all[i] || store::portable::toHalf(portable) != all[i];
  }
  CHECK(wrong == 0);
}

TEST_CASE("instruction and arithmetic agree on random bit patterns, whatever the length") {
  Random random(9);
  std::size_t wrong = 0;
  for (std::size_t length = 0; length < 2000; ++length) {
    std::vector<float> values(length % 37);
    for (float& value : values) value = std::bit_cast<float>(static_cast<std::uint32_t>(random.next()));
    const std::vector<std::uint16_t> halves = halvesOf(values);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isnan(values[i])) wrong += halves[i] != store::portable::toHalf(values[i]);
  }
  CHECK(wrong == 0);
}
