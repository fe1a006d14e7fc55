#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/metrics/Pattern.h"
#include "core/metrics/Resample.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace vxs;
using namespace vxs::metrics;

namespace {

struct Pairs {
  std::vector<float> x, y;
  Pairs(int images, int voxels, double rho, std::uint64_t seed, double offset = 0) {
    Random random(seed);
    for (int i = 0; i < images * voxels; ++i) {
      const double a = random.normal(), b = random.normal();
      x.push_back(static_cast<float>(a + offset));
      y.push_back(static_cast<float>(rho * a + std::sqrt(1 - rho * rho) * b));
    }
  }
};

}  // namespace

TEST_CASE("every resample draws as many images as there are, and depends on seed and number only") {
  const ResampleCounts counts(50, 40, 3), fewer(50, 5, 3), other(50, 5, 4);
  for (int b = 0; b < 40; ++b) {
    const auto row = counts.row(b);
    CHECK(std::accumulate(row.begin(), row.end(), 0.0F) == 50.0F);
  }
  CHECK(std::equal(counts.row(4).begin(), counts.row(4).end(), fewer.row(4).begin()));
  CHECK_FALSE(std::equal(other.row(4).begin(), other.row(4).end(), fewer.row(4).begin()));
  CHECK_FALSE(std::equal(fewer.row(3).begin(), fewer.row(3).end(), fewer.row(4).begin()));
  CHECK_THROWS_AS(ResampleCounts(0, 5, 1), Error);
}

TEST_CASE("resampled correlations are those of the images written out as often as they were drawn") {
  const int images = 60, voxels = 5;
  const Pairs pairs(images, voxels, 0.5, 8, 300.0);
  const ResampleCounts counts(images, 20, 9);
  const auto r = resampledCorrelations(pairs.x, pairs.y, voxels, counts);
  for (int b = 0; b < 20; ++b)
    for (std::size_t v = 0; v < voxels; ++v) {
      std::vector<float> x, y;
      for (std::size_t i = 0; i < images; ++i)
        for (int k = 0; k < static_cast<int>(counts.row(b)[i]); ++k) {
          x.push_back(pairs.x[i * voxels + v]);
          y.push_back(pairs.y[i * voxels + v]);
        }
      CHECK(r[static_cast<std::size_t>(b) * voxels + v] ==
            doctest::Approx(patternCorrelation(x, y)).epsilon(2e-5));
    }
}

TEST_CASE("a 95 % interval holds the true correlation about 95 times in 100") {
  const int images = 120, voxels = 600;
  const Pairs pairs(images, voxels, 0.4, 31);
  const auto r = resampledCorrelations(pairs.x, pairs.y, voxels, ResampleCounts(images, 300, 5));
  int covered = 0;
  for (std::size_t v = 0; v < voxels; ++v) {
    std::vector<double> values;
    for (std::size_t b = 0; b < 300; ++b) values.push_back(r[b * voxels + v]);
    const Interval interval = percentileInterval(values);
    covered += interval.low < 0.4 && 0.4 < interval.high;
  }
  CHECK(covered > 0.92 * voxels);
  CHECK(covered < 0.98 * voxels);
}

TEST_CASE("constant voxels and sizes that do not agree") {
  Pairs pairs(30, 2, 0.4, 9);
  for (std::size_t i = 0; i < 30; ++i) pairs.x[2 * i] = 4.1F;
  const ResampleCounts counts(30, 5, 2);
  const auto r = resampledCorrelations(pairs.x, pairs.y, 2, counts);
  for (std::size_t b = 0; b < 5; ++b) {
    CHECK(std::isnan(r[2 * b]));
    CHECK(std::isfinite(r[2 * b + 1]));
  }
  CHECK_THROWS_AS(resampledCorrelations(pairs.x, pairs.y, 3, counts), Error);
}
