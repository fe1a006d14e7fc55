#include "core/metrics/Pearson.h"

#include "tests/core/metrics/Reference.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

using namespace vxs;
using metrics::PearsonAccumulator;

namespace {

struct Samples {
  std::size_t count, voxels;
  std::vector<float> measured, predicted;
};

Samples referenceSamples(const nlohmann::json& reference) {
  const auto count = reference.at("samples").get<std::size_t>();
  return {count, reference.at("r").size(), test::floatsOf(reference.at("measured")),
          test::floatsOf(reference.at("predicted"))};
}

void addRange(PearsonAccumulator& sums, const Samples& s, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    sums.add(std::span(s.measured).subspan(i * s.voxels, s.voxels),
             std::span(s.predicted).subspan(i * s.voxels, s.voxels));
}

}  // namespace

TEST_CASE("correlation and determination agree with numpy, also around a mean of 10000; constants give NaN") {
  const nlohmann::json reference = test::metricsReference().at("pearson");
  const Samples s = referenceSamples(reference);
  PearsonAccumulator sums(s.voxels);
  addRange(sums, s, 0, s.count);
  CHECK(sums.samples() == static_cast<std::int64_t>(s.count));
  CHECK(test::largestDifference(sums.correlation(), test::floatsOf(reference.at("r"))) < 1e-6);
  const std::vector<float> expected = test::floatsOf(reference.at("determination"));
  const std::vector<float> got = sums.determination();
  for (std::size_t v = 0; v < s.voxels; ++v) {
    if (std::isnan(expected[v]))
      CHECK(std::isnan(got[v]));
    else
      CHECK(got[v] == doctest::Approx(expected[v]).epsilon(1e-6));
  }
}

TEST_CASE("merged parts equal one stream, an empty part on either side included") {
  const nlohmann::json reference = test::metricsReference().at("pearson");
  const Samples s = referenceSamples(reference);
  PearsonAccumulator whole(s.voxels), merged(s.voxels), first(s.voxels), second(s.voxels);
  addRange(whole, s, 0, s.count);
  addRange(first, s, 0, 11);
  addRange(second, s, 11, s.count);
  merged.merge(first);
  merged.merge(PearsonAccumulator(s.voxels));
  merged.merge(second);
  CHECK(merged.samples() == whole.samples());
  CHECK(test::largestDifference(merged.correlation(), whole.correlation()) < 1e-6);
  CHECK(test::largestDifference(first.correlation(), whole.correlation()) > 1e-3);
}

TEST_CASE("a NaN spoils its voxel and no other; too few samples give NaN") {
  PearsonAccumulator sums(2);
  const float nan = std::nanf("");
  sums.add(std::vector<float>{1, 1}, std::vector<float>{2, 3});
  CHECK(std::isnan(sums.correlation()[0]));
  sums.add(std::vector<float>{2, 2}, std::vector<float>{4, nan});
  sums.add(std::vector<float>{3, 3}, std::vector<float>{6, 5});
  CHECK(sums.correlation()[0] == 1.0F);
  CHECK(std::isnan(sums.correlation()[1]));
}

TEST_CASE("samples and parts of another size are refused") {
  PearsonAccumulator sums(3);
  CHECK(test::contains(test::errorOf([&] { sums.add(std::vector<float>(3), std::vector<float>(2)); }),
                       "3 measured and 2 predicted voxels, expected 3"));
  CHECK(test::contains(test::errorOf([&] { sums.merge(PearsonAccumulator(4)); }), "different voxels"));
}
