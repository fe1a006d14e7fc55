#include "core/base/Random.h"
#include "core/metrics/Accuracy.h"
#include "core/metrics/Resample.h"
#include "tests/core/metrics/Reference.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace vxs;
using namespace vxs::metrics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kImages = 150, kVoxels = 40, kResamples = 200;
constexpr float kCeiling = 0.5F;

/// A region whose voxels share half of their noise; the true correlation of voxel v is rho[v].
struct Region {
  std::vector<float> measured, predicted;
  Region(const std::vector<double>& rho, Random& random) {
    for (int i = 0; i < kImages; ++i) {
      const double common = random.normal();
      for (const double r : rho) {
        const double p = random.normal(), noise = std::sqrt(0.5) * (common + random.normal());
        predicted.push_back(static_cast<float>(p));
        measured.push_back(static_cast<float>(r * p + std::sqrt(1 - r * r) * noise));
      }
    }
  }
};

struct Coverage {
  int holding = 0, holdsEstimate = 0, squares = 0;  ///< of kTrials intervals
};
constexpr int kTrials = 200;

/// How often intervals hold the true median rho^2 / NC: those of evaluation, and percentiles of r^2 / NC.
Coverage coverageFor(double middle) {
  std::vector<double> rho, ratios;
  for (int v = 0; v < kVoxels; ++v) rho.push_back(middle * (0.6 + 0.8 * v / (kVoxels - 1)));
  for (const double r : rho) ratios.push_back(r * r / kCeiling);
  const double truth = quantile(ratios, 0.5);
  std::vector<std::uint32_t> members(kVoxels);
  std::iota(members.begin(), members.end(), 0U);
  const std::vector<float> ceilings(kVoxels, kCeiling);
  Random random(17);
  Coverage coverage;
  const auto holds = [](const Interval& i, double value) { return i.low <= value && value <= i.high; };
  for (int trial = 0; trial < kTrials; ++trial) {
    const Region region(rho, random);
    const ResampleCounts counts(kImages, kResamples, 1000 + static_cast<std::uint64_t>(trial));
    const auto resampled = resampledCorrelations(region.measured, region.predicted, kVoxels, counts);
    std::vector<float> r;
    for (std::size_t v = 0; v < kVoxels; ++v) {
      double xy = 0, xx = 0, yy = 0, x = 0, y = 0;
      for (std::size_t i = 0; i < kImages; ++i) {
        const double a = region.measured[i * kVoxels + v], b = region.predicted[i * kVoxels + v];
        x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
      }
      r.push_back(static_cast<float>((xy - x * y / kImages) /
                                     std::sqrt((xx - x * x / kImages) * (yy - y * y / kImages))));
    }
    const double estimate = *summarise(r, ceilings, AccuracyPreset::Report, members).headline;
    std::vector<double> signs, squares;
    for (std::size_t b = 0; b < kResamples; ++b) {
      const std::span<const float> row(resampled.data() + b * kVoxels, kVoxels);
      signs.push_back(signedHeadline(row, ceilings, AccuracyPreset::Report, members));
      squares.push_back(*summarise(row, ceilings, AccuracyPreset::Report, members).headline);
    }
    const Interval interval = holding(percentileInterval(signs), estimate, 0);
    coverage.holding += holds(interval, truth);
    coverage.holdsEstimate += holds(interval, estimate);
    coverage.squares += holds(percentileInterval(squares), truth);
  }
  return coverage;
}

}  // namespace

TEST_CASE("intervals of r^2 / NC hold the truth and their estimate, where nothing is predicted too") {
  for (const double middle : {0.0, 0.04, 0.08, 0.25, 0.6}) {
    CAPTURE(middle);
    const Coverage coverage = coverageFor(middle);
    CHECK(coverage.holding >= 0.94 * kTrials);
    CHECK(coverage.holdsEstimate == kTrials);
    // what the sign is for
    if (middle < 0.05) CHECK(coverage.squares < 0.1 * kTrials);
    if (middle > 0.2) CHECK(coverage.squares >= 0.94 * kTrials);
  }
}

TEST_CASE("intervals of given resamples are scipy's") {
  const auto reference = test::intervalsReference();
  REQUIRE(reference["examples"].size() == 5);
  for (const auto& example : reference["examples"]) {
    CAPTURE(example["case"].get<std::string>());
    const auto values = example["values"].get<std::vector<double>>();
    const Interval percentile = percentileInterval(values);
    const Interval held = holding(percentile, example["estimate"], 0);
    CHECK(percentile.low == doctest::Approx(example["percentile"][0].get<double>()).epsilon(1e-6));
    CHECK(percentile.high == doctest::Approx(example["percentile"][1].get<double>()).epsilon(1e-6));
    CHECK(held.low == doctest::Approx(example["holding"][0].get<double>()).epsilon(1e-6));
    CHECK(held.high == doctest::Approx(example["holding"][1].get<double>()).epsilon(1e-6));
  }
  // and in scipy's simulation no other kind does as well where nothing is predicted
  const auto& nothing = reference["coverage"][0]["holds the truth"];
  CHECK(nothing["holding"] >= 0.95);
  CHECK(nothing["squared BCa"] < 0.1);
  CHECK(nothing["squared percentile"] < 0.1);
}

TEST_CASE("an interval is cut, and widened to its estimate") {
  const auto ends = [](Interval i) { return std::pair(i.low, i.high); };
  CHECK(ends(holding({-0.2, 0.1}, 0.05, 0)) == std::pair(0.0, 0.1));
  CHECK(ends(holding({-0.2, 0.1}, 0.15, 0)) == std::pair(0.0, 0.15));
  CHECK(ends(holding({0.2, 0.3}, 0.1, 0)) == std::pair(0.1, 0.3));
  CHECK(ends(holding({-0.3, -0.1}, 0.02, 0)) == std::pair(0.0, 0.02));
  CHECK(std::isnan(holding({kNan, 1}, 0.5, 0).low));
  CHECK(std::isnan(holding({0, 1}, kNan, 0).high));
}

TEST_CASE("the signed headline follows each preset's rules") {
  const std::vector<float> r{-0.5F, 0.4F, 0.9F, 0.2F, static_cast<float>(kNan)},
      ceilings{0.5F, 0.5F, 0.5F, 0, 0.5F};
  const std::vector<std::uint32_t> all{0, 1, 2, 3, 4}, none{4};
  // -0.5, 0.32, 1.62; the fourth has no ceiling
  CHECK(signedHeadline(r, ceilings, AccuracyPreset::Report, all) == doctest::Approx(0.32));
  // -0.5, 0.32, 1, 1
  CHECK(signedHeadline(r, ceilings, AccuracyPreset::Vision, all) == doctest::Approx(0.66));
  CHECK(signedHeadline(r, ceilings, AccuracyPreset::Algonauts, all) == doctest::Approx(1.82 / 4));
  CHECK(std::isnan(signedHeadline(r, ceilings, AccuracyPreset::Report, none)));
}
