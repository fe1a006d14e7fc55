#include "core/metrics/Accuracy.h"

#include "core/base/Error.h"
#include "tests/core/metrics/Reference.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

using namespace vxs;
using metrics::AccuracyPreset;
using metrics::AccuracySummary;
using metrics::RepeatCounts;

namespace {

RepeatCounts repeatsOf(const nlohmann::json& reference) {
  return {reference.at("once"), reference.at("twice"), reference.at("thrice")};
}

void checkAgainst(const nlohmann::json& reference, const std::string& numbers, AccuracyPreset preset) {
  CAPTURE(metrics::toString(preset));
  const std::vector<float> r = test::floatsOf(reference.at("r")),
                           ncsnr = test::floatsOf(reference.at("ncsnr"));
  const nlohmann::json& expected = reference.at(numbers);
  CHECK(test::largestDifference(metrics::noiseNormalised(r, ncsnr, repeatsOf(reference), preset),
                                test::floatsOf(expected.at("values"))) < 1e-5);
  const AccuracySummary summary = metrics::summarise(r, ncsnr, repeatsOf(reference), preset);
  CHECK((summary.preset == preset));
  CHECK(summary.median == doctest::Approx(expected.at("median").get<double>()).epsilon(1e-6));
  CHECK(summary.mean == doctest::Approx(expected.at("mean").get<double>()).epsilon(1e-6));
  CHECK(summary.medianR == doctest::Approx(expected.at("medianR").get<double>()).epsilon(1e-6));
  CHECK(summary.medianCeiling == doctest::Approx(expected.at("medianCeiling").get<double>()).epsilon(1e-6));
  CHECK(summary.voxelsUsed == expected.at("used").get<std::int64_t>());
  CHECK(summary.droppedNan == expected.at("nan").get<std::int64_t>());
  CHECK(summary.droppedZeroCeiling == expected.at("zero").get<std::int64_t>());
  CHECK(summary.negativeR == expected.at("negative").get<std::int64_t>());
  REQUIRE(summary.headline);
  CHECK(*summary.headline == (preset == AccuracyPreset::Algonauts ? summary.mean : summary.median));
}

}  // namespace

TEST_CASE("the ceiling of NSD's own example: ncsnr .662 .810 .936 at three repeats") {
  const RepeatCounts thrice{0, 0, 10};
  const double v[] = {.834, .777, .730}, ncsnr[] = {.662, .810, .936}, ceiling[] = {.568, .663, .725};
  for (int i = 0; i < 3; ++i) {
    const double snr = std::sqrt(1 - v[i] * v[i]) / v[i];
    CHECK(snr == doctest::Approx(ncsnr[i]).epsilon(0.001));
    CHECK(metrics::noiseCeiling(snr, thrice) == doctest::Approx(ceiling[i]).epsilon(0.001));
  }
}

TEST_CASE("the ceiling follows how often the images were shown") {
  CHECK(metrics::noiseCeiling(0.5, {4, 0, 0}) == doctest::Approx(0.25 / 1.25));
  CHECK(metrics::noiseCeiling(0.5, {0, 4, 0}) == doctest::Approx(0.25 / 0.75));
  CHECK(metrics::noiseCeiling(0.5, {1, 2, 3}) == doctest::Approx(0.25 / (0.25 + 3.0 / 6)));
  CHECK(metrics::noiseCeiling(0, {1, 2, 3}) == 0);
  CHECK(test::contains(test::errorOf([] { metrics::noiseCeiling(0.5, {}); }), "no test image"));
}

TEST_CASE("the three presets agree with numpy") {
  const nlohmann::json reference = test::metricsReference().at("accuracy");
  checkAgainst(reference, "report", AccuracyPreset::Report);
  checkAgainst(reference, "vision", AccuracyPreset::Vision);
  checkAgainst(reference, "vision", AccuracyPreset::Algonauts);  // the same values, headed by their mean
}

TEST_CASE("a region is summarised as if it were alone; an empty one has no headline") {
  const std::vector<float> r{0.1F, 0.5F, 0.7F, std::nanf("")}, ncsnr{0.5F, 0.5F, 1.0F, 1.0F};
  const RepeatCounts repeats{0, 0, 5};
  const std::vector<std::uint32_t> members{1, 2};
  const AccuracySummary part = metrics::summarise(r, ncsnr, repeats, AccuracyPreset::Report, members);
  const AccuracySummary alone = metrics::summarise(std::span(r).subspan(1, 2), std::span(ncsnr).subspan(1, 2),
                                                   repeats, AccuracyPreset::Report);
  CHECK(part.voxelsUsed == 2);
  CHECK(part.median == alone.median);
  CHECK(part.median == doctest::Approx((0.25 / (0.25 / (0.25 + 1.0 / 3)) + 0.49 / (1 / (1 + 1.0 / 3))) / 2));
  const std::vector<std::uint32_t> onlyNan{3};
  const AccuracySummary none = metrics::summarise(r, ncsnr, repeats, AccuracyPreset::Vision, onlyNan);
  CHECK_FALSE(none.headline);
  CHECK(none.droppedNan == 1);
  CHECK(std::isnan(none.median));
}

TEST_CASE("presets have names; unknown names and unequal sizes are refused") {
  for (const char* name : {"report", "vision", "algonauts"})
    CHECK(metrics::toString(metrics::accuracyPresetFrom(name)) == name);
  CHECK_THROWS_AS(metrics::accuracyPresetFrom("Report"), UsageError);
  CHECK(test::contains(test::errorOf([] {
                         metrics::noiseNormalised(std::vector<float>(2), std::vector<float>(3), {1, 0, 0},
                                                  AccuracyPreset::Report);
                       }),
                       "2 correlations but 3 noise ceilings"));
}
