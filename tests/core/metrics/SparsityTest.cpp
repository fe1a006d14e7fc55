#include "core/metrics/Sparsity.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace vxs;
using namespace vxs::metrics;

TEST_CASE("Gini by its closed forms and by the mean absolute difference") {
  CHECK(gini(std::vector<float>{2, 2, 2, 2}) == doctest::Approx(0));
  CHECK(gini(std::vector<float>{0, 0, 0, 7}) == doctest::Approx(0.75));
  CHECK(gini(std::vector<float>{4, 1, 3, 2}) == doctest::Approx(0.25));
  // sum_ij |w_i - w_j| / (2 n^2 mean), computed with NumPy
  CHECK(gini(std::vector<float>{.05F, .2F, .4F, .05F, .3F}) == doctest::Approx(0.38).epsilon(1e-6));
  CHECK(std::isnan(gini({})));
  CHECK(std::isnan(gini(std::vector<float>{0, 0})));
}

TEST_CASE("The part that holds a given mass") {
  CHECK(fractionHolding(std::vector<float>{.1F, .5F, .1F, .3F}, 0.9) == doctest::Approx(0.75));
  CHECK(fractionHolding(std::vector<float>{.1F, .5F, .1F, .3F}, 0.5) == doctest::Approx(0.25));
  CHECK(fractionHolding(std::vector<float>(10, 0.1F), 0.9) == doctest::Approx(0.9));
  CHECK(fractionHolding(std::vector<float>{0, 5, 0}, 0.9) == doctest::Approx(1.0 / 3));
  CHECK(std::isnan(fractionHolding({}, 0.9)));
}

TEST_CASE("Spearman's correlation, with ties, as NumPy computes it from mean ranks") {
  CHECK(rankCorrelation(std::vector<float>{1, 2, 2, 3, 5, -1, .5F},
                        std::vector<float>{2, 1, 4, 4, 9, 0, 0}) == doctest::Approx(0.908295).epsilon(1e-5));
  CHECK(rankCorrelation(std::vector<float>{1, 2, 3, 4}, std::vector<float>{1, 8, 27, 64}) ==
        doctest::Approx(1));
  CHECK(rankCorrelation(std::vector<float>{1, 2, 3}, std::vector<float>{3, 2, 1}) == doctest::Approx(-1));
  CHECK(std::isnan(rankCorrelation(std::vector<float>{1, 1}, std::vector<float>{1, 2})));
  CHECK(std::isnan(rankCorrelation(std::vector<float>{1}, std::vector<float>{1})));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(rankCorrelation(std::vector<float>{1, nan, 2}, std::vector<float>{1, 2, 3})));
  CHECK_THROWS_AS(rankCorrelation(std::vector<float>{1, 2}, std::vector<float>{1}), Error);
}
