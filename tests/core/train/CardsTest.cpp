#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/metrics/Pearson.h"
#include "core/train/Cards.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace vxs;
using namespace vxs::train;

namespace {

/// Voxel 0: the line 2, 1 .. against 1, 2 ..; voxel 1: noise; voxel 2: a constant prediction.
Evaluation smallEvaluation(std::size_t images = 60) {
  Evaluation e;
  e.mask = {{3, 1, 1}, Affine{}, {0, 1, 2}};
  e.ceiling = {0.5F, 0.25F, 0.0F};
  e.alpha = {10, 20, 30};
  std::vector<TestImage> list;
  std::vector<float> measured, predicted;
  Random random(3);
  for (std::size_t i = 0; i < images; ++i) {
    list.push_back({static_cast<std::int32_t>(i), 3});
    const auto x = static_cast<float>(i) / 8;
    for (const float value : {x, static_cast<float>(random.normal()), static_cast<float>(random.normal())})
      measured.push_back(value);
    for (const float value : {x / 2, static_cast<float>(random.normal()), 0.25F}) predicted.push_back(value);
  }
  e.responses = TestResponses::inMemory(list, measured, predicted, {3, fingerprintOf(e.mask), 0});
  metrics::PearsonAccumulator pearson(3);
  for (std::size_t i = 0; i < images; ++i)
    pearson.add(std::span(measured).subspan(3 * i, 3), std::span(predicted).subspan(3 * i, 3));
  e.r = pearson.correlation();
  e.determination = pearson.determination();
  return e;
}

}  // namespace

TEST_CASE("a voxel that is predicted up to its scale has r 1, and a smaller CoD") {
  const VoxelCard card = voxelCard(smallEvaluation(), 0);
  CHECK(card.r == doctest::Approx(1));
  // sum (x/2)^2 / sum (x - mean)^2 for x = 0 .. n-1: 1 - (n-1)(2n-1)/6/4 / ((n^2-1)/12)
  const double n = 60;
  CHECK(card.determination ==
        doctest::Approx(1 - (n - 1) * (2 * n - 1) / 24 / ((n * n - 1) / 12)).epsilon(1e-4));
  CHECK(card.interval.low == doctest::Approx(1).epsilon(1e-4));
  CHECK(card.ceiling == doctest::Approx(0.5));
  CHECK(card.alpha == 10);
  // the ends of a line hold most of its correlation, its middle least
  CHECK((card.bestFirst.front() == 0 || card.bestFirst.front() == 59));
  CHECK((card.bestFirst.back() == 29 || card.bestFirst.back() == 30));
}

TEST_CASE("the images' shares sum to n r, and the interval holds r") {
  const VoxelCard card = voxelCard(smallEvaluation(), 1);
  const double sum = std::accumulate(card.share.begin(), card.share.end(), 0.0);
  CHECK(sum / 60 == doctest::Approx(card.r).epsilon(1e-4));
  CHECK(card.interval.low < card.r);
  CHECK(card.interval.high > card.r);
  // (1 - r^2) / sqrt(n) on either side, twice
  CHECK(card.interval.high - card.interval.low == doctest::Approx(2 * 1.96 / std::sqrt(60.0)).epsilon(0.25));
  CHECK(
      std::ranges::is_sorted(card.bestFirst, [&](auto a, auto b) { return card.share[a] > card.share[b]; }));
}

TEST_CASE("no correlation where the prediction is constant; no card without responses") {
  Evaluation e = smallEvaluation();
  const VoxelCard card = voxelCard(e, 2);
  CHECK(std::isnan(card.r));
  CHECK(std::isnan(card.interval.low));
  CHECK_THROWS_AS(voxelCard(e, 3), Error);
  e.alpha.clear();
  CHECK(std::isnan(voxelCard(e, 0).alpha));
  e.responses.reset();
  e.whyNoResponses = "none were written";
  CHECK_THROWS_WITH_AS(voxelCard(e, 0), "none were written", Error);
}

TEST_CASE("the card's r is the map's, with no interval where the stored responses have lost it") {
  Evaluation e = smallEvaluation();
  e.r[1] += 0.01F;
  e.determination.clear();
  const VoxelCard card = voxelCard(e, 1);
  CHECK(card.r == e.r[1]);
  CHECK(std::isnan(card.interval.low));
  CHECK(std::isnan(card.determination));
  CHECK(std::isfinite(voxelCard(e, 0).interval.low));
}

TEST_CASE("an image's best and worst region are among those of ten voxels or more") {
  std::vector<float> measured, predicted;
  for (int v = 0; v < 60; ++v) {
    measured.push_back(static_cast<float>(v % 7));
    predicted.push_back(v < 20 ? measured.back() : v < 40 ? -measured.back() : static_cast<float>(v % 5));
  }
  measured[3] = std::nanf("");
  const auto range = [](std::uint32_t from, std::uint32_t to) {
    Members m;
    for (; from < to; ++from) m.push_back(from);
    return m;
  };
  const std::vector<Region> regions{{"a", "good", range(0, 20)},
                                    {"a", "bad", range(20, 40)},
                                    {"a", "tiny", range(20, 24)},
                                    {"a", "none", {}}};
  const ImageCard card = imageCard(measured, predicted, regions);
  CHECK(card.voxels == 59);
  CHECK(card.best == 0);
  CHECK(card.worst == 1);
  CHECK(card.regions[0].r == doctest::Approx(1));
  CHECK(card.regions[0].voxels == 19);
  CHECK(card.regions[1].r == doctest::Approx(-1));
  CHECK(std::isnan(card.regions[3].r));
  CHECK(imageCard(measured, predicted, {}).best == -1);
}

TEST_CASE("repeats are compared pair by pair") {
  const auto m = repeatCorrelations({{1, 2, 3, 4}, {2, 4, 6, 8}, {4, 3, 2, 1}});
  REQUIRE(m.size() == 9);
  for (const std::size_t i : {0U, 4U, 8U}) CHECK(m[i] == 1);
  CHECK(m[1] == doctest::Approx(1));
  CHECK(m[2] == doctest::Approx(-1));
  CHECK(m[7] == m[5]);
  CHECK(repeatCorrelations({{1, 2}}) == std::vector<double>{1});
}
