#include "core/base/Error.h"
#include "core/metrics/Histogram.h"
#include "tests/core/metrics/Reference.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace vxs;
using namespace vxs::metrics;

namespace {

std::vector<std::uint32_t> firstMembers(std::size_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

}  // namespace

TEST_CASE("counts are numpy's, edges included, and nothing is lost") {
  const auto j = test::mapsReference().at("histogram");
  const auto x = test::floatsOf(j.at("x"));
  const Histogram h = histogramOf(x, firstMembers(x.size()), 0, 0.75, 6);
  CHECK(h.counts == j.at("counts").get<std::vector<std::int64_t>>());
  CHECK(h.below == j.at("below"));
  CHECK(h.above == j.at("above"));
  CHECK(h.notFinite == 1);
  CHECK(h.inside() + h.below + h.above + h.notFinite == 60);
  CHECK(h.binWidth() == doctest::Approx(0.125));
}

TEST_CASE("two-dimensional counts are numpy's, x fastest") {
  const auto j = test::mapsReference().at("histogram");
  const auto x = test::floatsOf(j.at("x")), y = test::floatsOf(j.at("y"));
  const Density d = densityOf(x, y, firstMembers(x.size()), {0, 0.75, 0, 1, 6, 4, {}, 0, 0});
  CHECK(d.counts == j.at("density").get<std::vector<std::int64_t>>());
  CHECK(d.notFinite == 2);
  CHECK(std::accumulate(d.counts.begin(), d.counts.end(), std::int64_t{0}) + d.outside + d.notFinite == 60);
}

TEST_CASE("only the members count") {
  const std::vector<float> x{0.1F, 0.2F, 0.3F, 0.9F};
  const std::vector<std::uint32_t> some{0, 3};
  CHECK(histogramOf(x, some, 0, 1, 2).counts == std::vector<std::int64_t>{1, 1});
  CHECK_THROWS_AS(histogramOf(x, some, 1, 1, 2), Error);
  CHECK_THROWS_AS(histogramOf(x, some, 0, 1, 0), Error);
  CHECK_THROWS_AS(densityOf(x, std::vector<float>{1}, some, {}), Error);
}
