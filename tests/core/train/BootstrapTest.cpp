#include "core/base/Random.h"
#include "core/train/Bootstrap.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::train;

namespace {

/// `images` pairs of normals with correlation rho, the same in every voxel column.
struct Pairs {
  std::vector<float> x, y;
  Pairs(int images, int voxels, double rho, std::uint64_t seed) {
    Random random(seed);
    for (int i = 0; i < images * voxels; ++i) {
      const double a = random.normal(), b = random.normal();
      x.push_back(static_cast<float>(a));
      y.push_back(static_cast<float>(rho * a + std::sqrt(1 - rho * rho) * b));
    }
  }
};

}  // namespace

TEST_CASE("the spread of resampled correlations is that of theory: (1 - rho^2) / sqrt(n)") {
  const int images = 400, voxels = 50, resamples = 400;
  for (const double rho : {0.0, 0.6}) {
    CAPTURE(rho);
    const Pairs pairs(images, voxels, rho, 21);
    const auto r = bootstrapCorrelations(pairs.x, pairs.y, images, voxels, resamples, 5);
    REQUIRE(r.size() == static_cast<std::size_t>(resamples * voxels));
    double spread = 0, centre = 0;
    for (int v = 0; v < voxels; ++v) {
      double sum = 0, squares = 0;
      for (int b = 0; b < resamples; ++b) {
        const double value = r[static_cast<std::size_t>(b * voxels + v)];
        sum += value, squares += value * value;
      }
      centre += sum / resamples / voxels;
      spread += std::sqrt(squares / resamples - std::pow(sum / resamples, 2)) / voxels;
    }
    CHECK(centre == doctest::Approx(rho).epsilon(0.02).scale(1));
    CHECK(spread == doctest::Approx((1 - rho * rho) / std::sqrt(images)).epsilon(0.06));
  }
}

TEST_CASE("voxels see the same resamples whichever others are asked for with them") {
  const Pairs pairs(80, 3, 0.4, 9);
  const auto together = bootstrapCorrelations(pairs.x, pairs.y, 80, 3, 20, 2);
  std::vector<float> x, y;
  for (std::size_t i = 0; i < 80; ++i) x.push_back(pairs.x[3 * i + 1]), y.push_back(pairs.y[3 * i + 1]);
  const auto alone = bootstrapCorrelations(x, y, 80, 1, 20, 2);
  for (std::size_t b = 0; b < 20; ++b) CHECK(alone[b] == doctest::Approx(together[3 * b + 1]).epsilon(1e-5));
}

TEST_CASE("a constant voxel has no correlation") {
  Pairs pairs(30, 2, 0.4, 9);
  for (std::size_t i = 0; i < 30; ++i) pairs.x[2 * i] = 4;
  const auto r = bootstrapCorrelations(pairs.x, pairs.y, 30, 2, 5, 2);
  for (std::size_t b = 0; b < 5; ++b) {
    CHECK_FALSE(std::isfinite(r[2 * b]));
    CHECK(std::isfinite(r[2 * b + 1]));
  }
}

TEST_CASE("percentiles interpolate as numpy's and pass over NaN") {
  // numpy.percentile([1, 2, 4, 8, 16], [2.5, 97.5]) = [1.1, 15.2]
  const auto interval = percentileInterval({8, 1, std::nan(""), 16, 4, 2});
  CHECK(interval.low == doctest::Approx(1.1));
  CHECK(interval.high == doctest::Approx(15.2));
  CHECK(std::isnan(percentileInterval({}).low));
}
