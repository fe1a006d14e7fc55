#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/metrics/Pattern.h"
#include "core/train/Bootstrap.h"
#include "core/train/CompareEvaluations.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::train;

namespace {

constexpr std::size_t kImages = 200, kVoxels = 300;

/// Measured noise; predictions that correlate with it by `rho` in even voxels and not at all in odd ones.
/// What is not signal in the predictions is the same for every rho, as it is for two models of one kind.
Evaluation evaluation(double rho, std::uint64_t noiseSeed = 2, std::int32_t firstImage = 100) {
  Evaluation e;
  e.run.run = "/runs/rho";
  e.mask = {{20, 5, 3}, Affine{}, {}};
  for (std::uint32_t v = 0; v < kVoxels; ++v) e.mask.voxels.push_back(v);
  e.testImages = kImages;
  std::vector<TestImage> images;
  std::vector<float> measured, predicted;
  Random signal(1), noise(noiseSeed);
  for (std::size_t i = 0; i < kImages; ++i) {
    images.push_back({firstImage + static_cast<std::int32_t>(i), 3});
    for (std::size_t v = 0; v < kVoxels; ++v) {
      const double a = signal.normal(), b = noise.normal(), part = v % 2 ? 0 : rho;
      measured.push_back(static_cast<float>(a));
      predicted.push_back(static_cast<float>(part * a + std::sqrt(1 - part * part) * b));
    }
  }
  e.responses = TestResponses::inMemory(images, measured, predicted, {kVoxels, fingerprintOf(e.mask), 0});
  for (std::uint32_t v = 0; v < kVoxels; ++v)
    e.r.push_back(static_cast<float>(metrics::patternCorrelation(e.responses->measuredAt(std::vector{v}),
                                                                 e.responses->predictedAt(std::vector{v}))));
  return e;
}

LabelAtlas evenAndOdd(const Mask& mask) {
  LabelAtlas atlas{"parity", mask.grid, mask.affine, {}, {{1, "even"}, {2, "odd"}}};
  for (std::size_t v = 0; v < kVoxels; ++v) atlas.labels.push_back(v % 2 ? 2 : 1);
  return atlas;
}

}  // namespace

TEST_CASE("the better model is found where it is better, and nowhere else") {
  const Evaluation weak = evaluation(0.2), strong = evaluation(0.7);
  Progress quiet;
  const EvaluationDifference d = compareEvaluations(weak, strong, {evenAndOdd(weak.mask)}, quiet);
  CHECK(d.voxels == 300);
  for (std::size_t v = 0; v < kVoxels; ++v) {
    CHECK(d.delta[v] == doctest::Approx(strong.r[v] - weak.r[v]));
    CHECK(d.low[v] <= d.high[v]);
    if (v % 2 == 0)
      CHECK(d.low[v] > 0);
    else
      CHECK(d.delta[v] == 0);  // the same predictions
  }
  CHECK(d.better == 150);
  CHECK(d.worse == 0);
  REQUIRE(d.rois.size() == 3);
  CHECK(d.rois[1].region == "even");
  CHECK(d.rois[1].median == doctest::Approx(0.5).epsilon(0.06));
  CHECK(d.rois[1].low > 0.4);
  CHECK(d.rois[1].high < 0.6);
  CHECK(d.rois[2].median == 0);
  CHECK(d.rois[2].high == 0);
}

TEST_CASE("which of two runs is called first changes signs alone") {
  const Evaluation weak = evaluation(0.2), strong = evaluation(0.7);
  Progress quiet;
  const auto there = compareEvaluations(weak, strong, {}, quiet),
             back = compareEvaluations(strong, weak, {}, quiet);
  for (std::size_t v = 0; v < kVoxels; v += 7) {
    CHECK(there.delta[v] == -back.delta[v]);
    CHECK(there.low[v] == doctest::Approx(-back.high[v]).epsilon(1e-5));
  }
  CHECK(there.better == back.worse);
}

TEST_CASE("models that are equally good differ in about 5 voxels of 100") {
  const Evaluation a = evaluation(0.5, 2), b = evaluation(0.5, 77);
  Progress quiet;
  const auto d = compareEvaluations(a, b, {}, quiet);
  CHECK(d.better + d.worse <
        36);  // of 300, 95 % of the time fewer than 22 by chance, and intervals are a little narrow
  CHECK(d.medianLow < 0.02);
  CHECK(d.medianHigh > -0.02);
}

TEST_CASE("the same resamples as evaluate's matrix products") {
  const Evaluation a = evaluation(0.2), b = evaluation(0.7);
  Progress quiet;
  const auto d = compareEvaluations(a, b, {}, quiet, 100);
  const std::vector<std::uint32_t> voxel{6};
  const auto ra = bootstrapCorrelations(a.responses->measuredAt(voxel), a.responses->predictedAt(voxel),
                                        kImages, 1, 100, 20250101),
             rb = bootstrapCorrelations(b.responses->measuredAt(voxel), b.responses->predictedAt(voxel),
                                        kImages, 1, 100, 20250101);
  std::vector<double> deltas;
  for (std::size_t i = 0; i < 100; ++i) deltas.push_back(rb[i] - ra[i]);
  const auto interval = percentileInterval(deltas);
  CHECK(d.low[6] == doctest::Approx(interval.low).epsilon(1e-4));
  CHECK(d.high[6] == doctest::Approx(interval.high).epsilon(1e-4));
}

TEST_CASE("what cannot be paired is refused") {
  const Evaluation a = evaluation(0.2);
  Progress quiet;
  CHECK_THROWS_WITH_AS(compareEvaluations(a, evaluation(0.2, 2, 500), {}, quiet),
                       doctest::Contains("different images"), Error);
  Evaluation bare = a;
  bare.responses.reset();
  CHECK_THROWS_WITH_AS(compareEvaluations(a, bare, {}, quiet), doctest::Contains("no test responses"), Error);
  struct Stopped : Progress {
    bool cancelled() const override { return true; }
  } stopped;
  CHECK_THROWS_AS(compareEvaluations(a, a, {}, stopped), Cancelled);
}
