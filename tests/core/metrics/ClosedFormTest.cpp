// Metrics held against what theory says of simulated voxels (encoding.md 7.4 and 7.5).
#include "core/base/Random.h"
#include "core/metrics/Accuracy.h"
#include "core/metrics/Pearson.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace vxs;
using metrics::AccuracyPreset;
using metrics::PearsonAccumulator;
using metrics::RepeatCounts;

namespace {

/// Independent voxels: prediction p ~ N(0, 1), response = signal * p + noise * N(0, 1).
PearsonAccumulator simulate(double signal, double noise, std::size_t samples, std::size_t voxels,
                            std::uint64_t seed) {
  Random random(seed);
  PearsonAccumulator sums(voxels);
  std::vector<float> measured(voxels), predicted(voxels);
  for (std::size_t i = 0; i < samples; ++i) {
    for (std::size_t v = 0; v < voxels; ++v) {
      const double f = signal * random.normal();
      predicted[v] = static_cast<float>(signal > 0 ? f : random.normal());
      measured[v] = static_cast<float>(f + noise * random.normal());
    }
    sums.add(measured, predicted);
  }
  return sums;
}

double meanOfSquares(const std::vector<float>& r, bool clipped) {
  double sum = 0;
  for (const float value : r) sum += clipped && value < 0 ? 0 : double{value} * value;
  return sum / static_cast<double>(r.size());
}

double meanOf(const std::vector<float>& values) {
  double sum = 0;
  for (const float value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// E[r^2] of n samples, exactly: 1 - (n-2)/(n-1) (1 - rho2) 2F1(1, 1; (n+1)/2; rho2).
double expectedSquare(double rho2, double n) {
  double term = 1, sum = 1;
  for (int k = 0; k < 200; ++k) {
    term *= (k + 1.0) / ((n + 1) / 2 + k) * rho2;
    sum += term;
  }
  return 1 - (n - 2) / (n - 1) * (1 - rho2) * sum;
}

double headline(double ncsnr, int averaged, const RepeatCounts& repeats, AccuracyPreset preset) {
  const std::size_t voxels = 1500;
  const PearsonAccumulator sums = simulate(ncsnr, std::sqrt(1.0 / averaged), 400, voxels, 11);
  const std::vector<float> snr(voxels, static_cast<float>(ncsnr));
  return *metrics::summarise(sums.correlation(), snr, repeats, preset).headline;
}

}  // namespace

TEST_CASE("a voxel without signal: E[r^2] = 1/(n-1), half of it when negative r count as 0") {
  const int n = 50;
  const std::vector<float> r = simulate(0, 1, n, 20000, 5).correlation();
  CHECK(meanOfSquares(r, false) == doctest::Approx(1.0 / (n - 1)).epsilon(0.04));
  CHECK(meanOfSquares(r, true) == doctest::Approx(0.5 / (n - 1)).epsilon(0.06));
}

TEST_CASE("the upward bias of r^2 is the closed form's") {
  const double rho2 = 0.3, n = 30;
  const std::vector<float> r = simulate(std::sqrt(rho2), std::sqrt(1 - rho2), 30, 20000, 6).correlation();
  const double bias = meanOfSquares(r, false) - rho2;
  CHECK(bias == doctest::Approx(expectedSquare(rho2, n) - rho2).epsilon(0.25));
  CHECK(expectedSquare(rho2, n) == doctest::Approx(rho2 + (1 - rho2) * (1 - 2 * rho2) / n).epsilon(0.01));
  CHECK(expectedSquare(0, n) == doctest::Approx(1 / (n - 1)));
}

TEST_CASE("the coefficient of determination is biased downward, r^2 upward") {
  const double rho2 = 0.3, n = 30;
  const PearsonAccumulator sums = simulate(std::sqrt(rho2), std::sqrt(1 - rho2), 30, 20000, 7);
  const double determination = meanOf(sums.determination());
  CHECK(determination < rho2);
  CHECK(determination == doctest::Approx(rho2 - (1 - rho2) / (n - 1)).epsilon(0.03));
  CHECK(meanOfSquares(sums.correlation(), false) > rho2);
}

TEST_CASE("the oracle scores 1 with the right number of repeats, and 0.33 to 0.45 with the wrong one") {
  const double ncsnr = 0.44;  // V1's median in subj01: 37 % ceiling at three repeats
  CHECK(headline(ncsnr, 1, {400, 0, 0}, AccuracyPreset::Report) == doctest::Approx(1).epsilon(0.03));
  CHECK(headline(ncsnr, 3, {0, 0, 400}, AccuracyPreset::Report) == doctest::Approx(1).epsilon(0.03));
  const double wrong = headline(ncsnr, 1, {0, 0, 400}, AccuracyPreset::Report);
  CHECK(wrong > 0.33);
  CHECK(wrong < 0.45);
  CHECK(wrong == doctest::Approx((ncsnr * ncsnr + 1.0 / 3) / (ncsnr * ncsnr + 1)).epsilon(0.03));
}

TEST_CASE("shuffled images score nothing by the median of clipped values, and the mean is capped at 1") {
  const std::size_t voxels = 4000;
  const std::vector<float> r = simulate(0, 1, 200, voxels, 8).correlation();
  const std::vector<float> ncsnr(voxels, 0.6F);
  CHECK(*metrics::summarise(r, ncsnr, {0, 0, 200}, AccuracyPreset::Vision).headline < 0.005);
  const double oracle = headline(0.44, 3, {0, 0, 400}, AccuracyPreset::Algonauts);
  CHECK(oracle < 0.97);  // half of the voxels lie above their ceiling by chance and are cut
  CHECK(oracle > 0.9);
}
