#include "core/metrics/LayerPreference.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::metrics;

namespace {
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
}

TEST_CASE("The layer of the largest r is preferred, the earlier of equals") {
  // voxels: one clear winner, a tie, a layer without r, noise, nothing at all, only negative
  const std::vector<std::vector<float>> r{{0.1F, 0.5F, kNan, 0.05F, kNan, -0.6F},
                                          {0.6F, 0.5F, 0.3F, 0.09F, kNan, -0.2F},
                                          {0.3F, 0.2F, 0.4F, -0.2F, kNan, -0.3F}};
  const LayerPreference found = preferredLayers(r, 0.1);
  CHECK(found.preferred[0] == 2);
  CHECK(found.preferred[1] == 1);
  CHECK(found.preferred[2] == 3);
  for (const std::size_t v : {3U, 4U, 5U}) {
    CHECK(std::isnan(found.preferred[v]));
    CHECK(std::isnan(found.depth[v]));
  }
  CHECK(found.judged == 3);
  CHECK(found.below == 2);
  CHECK(found.notFinite == 1);
  // without a threshold a negative best r is still no preference
  CHECK(preferredLayers(r, -1).judged == 4);
}

TEST_CASE("Depth is the mean layer weighted by explained variance") {
  const std::vector<std::vector<float>> r{{0.1F, 0.4F, -0.5F}, {0.2F, 0.4F, 0.3F}, {0.3F, 0.4F, 0.6F}};
  const LayerPreference found = preferredLayers(r, 0.05);
  CHECK(found.depth[0] == doctest::Approx((1 * 0.01 + 2 * 0.04 + 3 * 0.09) / 0.14));
  CHECK(found.depth[1] == doctest::Approx(2));                             // all alike: the middle
  CHECK(found.depth[2] == doctest::Approx((2 * 0.09 + 3 * 0.36) / 0.45));  // a negative r weighs nothing
}

TEST_CASE("The threshold follows the number of images") {
  // scipy.stats.norm.ppf(0.999) = 3.0902323; np.tanh(3.0902323 / np.sqrt(n - 3))
  CHECK(chanceCorrelation(85) == doctest::Approx(0.3286010).epsilon(1e-6));
  CHECK(chanceCorrelation(900) == doctest::Approx(0.1028153).epsilon(1e-6));
  CHECK(chanceCorrelation(3) == 1);
}

TEST_CASE("Layers over different voxels are refused") {
  const std::vector<std::vector<float>> r{{0.1F, 0.2F}, {0.3F}};
  CHECK_THROWS_AS(preferredLayers(r, 0), Error);
  CHECK(preferredLayers({}, 0).preferred.empty());
}
