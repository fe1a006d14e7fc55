#include "models/blip/LayerPooling.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::blip;

namespace {

/// One feature: the class token is 100, patch (row, column) is 10 row + column.
Features gridOf(int side, float more = 0) {
  Features layer{1 + side * side, 1, {100 + more}};
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      layer.values.push_back(static_cast<float>(10 * row + column) + more);
  return layer;
}

}  // namespace

TEST_CASE("A layer becomes its class token and the means of its quarters") {
  const std::vector<Features> layers{gridOf(4), gridOf(4, 1000)};
  const Features pooled = pooledLayers(layers);
  CHECK(pooled.tokens == 10);
  CHECK(pooled.width == 1);
  CHECK(pooled.values == std::vector<float>{100, 5.5, 7.5, 25.5, 27.5, 1100, 1005.5, 1007.5, 1025.5, 1027.5});
}

TEST_CASE("The middle of an odd side belongs to the lower and right quarters") {
  const std::vector<Features> layers{gridOf(3)};
  // rows 0 | 1 2, columns 0 | 1 2
  CHECK(pooledLayers(layers).values == std::vector<float>{100, 0, 1.5, 15, 16.5});
}

TEST_CASE("Tokens that are no square of patches are refused") {
  CHECK_THROWS_AS(pooledLayers({}), Error);
  const std::vector<Features> odd{{4, 1, {1, 2, 3, 4}}}, mixed{gridOf(2), gridOf(4)};
  CHECK_THROWS_AS(pooledLayers(odd), Error);
  CHECK_THROWS_AS(pooledLayers(mixed), Error);
}

TEST_CASE("A caption's layer becomes its class token and the mean of its other tokens, without padding") {
  // 5 tokens of 2 features, the caption has 3
  const std::vector<Features> layers{{5, 2, {1, 2, 10, 20, 30, 40, 99, 99, 99, 99}},
                                     {5, 2, {3, 4, 0, 2, 2, 0, 99, 99, 99, 99}}};
  const Features pooled = pooledTextLayers(layers, 3);
  CHECK(pooled.tokens == 2 * kPooledTextTokens);
  CHECK(pooled.width == 2);
  CHECK(pooled.values == std::vector<float>{1, 2, 20, 30, 3, 4, 1, 1});
  CHECK_THROWS_AS(pooledTextLayers({}, 3), Error);
  CHECK_THROWS_AS(pooledTextLayers(layers, 1), Error);
  CHECK_THROWS_AS(pooledTextLayers(layers, 6), Error);
}
