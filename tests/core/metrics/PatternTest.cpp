#include "core/base/Error.h"
#include "core/metrics/Pattern.h"
#include "tests/core/metrics/Reference.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::metrics;

TEST_CASE("pattern correlations are numpy's, over what is finite in both") {
  const auto j = test::mapsReference().at("pattern");
  const auto a = test::floatsOf(j.at("a")), b = test::floatsOf(j.at("b"));
  CHECK(patternCorrelation(a, b) == doctest::Approx(j.at("all").get<double>()).epsilon(1e-9));
  const auto members = j.at("members").get<std::vector<std::uint32_t>>();
  CHECK(patternCorrelation(a, b, members) == doctest::Approx(j.at("some").get<double>()).epsilon(1e-9));
}

TEST_CASE("too little to correlate is NaN, not a number") {
  const std::vector<float> flat{2, 2, 2}, slope{1, 2, 3};
  CHECK(std::isnan(patternCorrelation(flat, slope)));
  CHECK(std::isnan(patternCorrelation(slope, slope, std::vector<std::uint32_t>{1})));
  CHECK(std::isnan(patternCorrelation(slope, slope, std::vector<std::uint32_t>{})));
  CHECK(patternCorrelation(slope, slope) == doctest::Approx(1));
  CHECK_THROWS_AS(patternCorrelation(slope, std::vector<float>{1}), Error);
}
