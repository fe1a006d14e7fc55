#include "core/metrics/NcsnrEstimator.h"

#include "core/base/Random.h"
#include "tests/core/metrics/Reference.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace vxs;
using metrics::NcsnrEstimator;

namespace {

/// `images` x 3 trials in one session of shuffled order; response = signal * image + noise.
std::vector<float> estimate(double ncsnr, std::size_t voxels, int images, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int32_t> order;
  for (int i = 0; i < 3 * images; ++i) order.push_back(i % images);
  random.shuffle(order);
  std::vector<float> signal(static_cast<std::size_t>(images) * voxels), betas;
  for (float& value : signal) value = static_cast<float>(ncsnr * random.normal());
  for (const std::int32_t image : order)
    for (std::size_t v = 0; v < voxels; ++v)
      betas.push_back(signal[static_cast<std::size_t>(image) * voxels + v] +
                      static_cast<float>(random.normal()));
  NcsnrEstimator estimator(voxels);
  estimator.addSession(betas, order);
  CHECK(estimator.completeImages() == images);
  return estimator.ncsnr();
}

}  // namespace

TEST_CASE("ncsnr agrees with numpy: repeats over sessions, a voxel lost in one session, exact zeros") {
  const nlohmann::json reference = test::metricsReference().at("ncsnr");
  const std::vector<float> betas = test::floatsOf(reference.at("betas"));
  const auto images = reference.at("images").get<std::vector<std::int32_t>>();
  const auto sessions = reference.at("sessions").get<std::size_t>(),
             trials = reference.at("trials").get<std::size_t>();
  const std::vector<float> expected = test::floatsOf(reference.at("ncsnr"));
  const std::size_t voxels = expected.size();
  NcsnrEstimator estimator(voxels), scaled(voxels);
  for (std::size_t s = 0; s < sessions; ++s) {
    const auto session = std::span(betas).subspan(s * trials * voxels, trials * voxels);
    const auto ids = std::span(images).subspan(s * trials, trials);
    estimator.addSession(session, ids);
    std::vector<float> stored(session.begin(), session.end());
    for (float& beta : stored) beta *= 300;
    scaled.addSession(stored, ids);
  }
  CHECK(estimator.completeImages() == 20);
  CHECK(test::largestDifference(estimator.ncsnr(), expected) < 1e-5);
  CHECK(test::largestDifference(scaled.ncsnr(), expected) < 1e-5);
  CHECK(estimator.ncsnr()[4] == 0.0F);
}

TEST_CASE("no signal: half of the voxels come out exactly 0, and ncsnr^2 spreads as the closed form says") {
  const int images = 400;
  const std::vector<float> ncsnr = estimate(0, 1500, images, 3);
  const auto zeros = static_cast<double>(std::count(ncsnr.begin(), ncsnr.end(), 0.0F));
  CHECK(zeros / 1500 == doctest::Approx(0.5).epsilon(0.1));
  // sd of the unrectified square is sqrt(2/I + 2/(2I)) / 3 (encoding.md 7.2); of its upper half the rms is
  // the same
  double squares = 0;
  for (const float value : ncsnr) squares += std::pow(value, 4);
  const double sd = std::sqrt(squares / (1500 - zeros));
  CHECK(sd == doctest::Approx(std::sqrt(3.0 / images) / 3).epsilon(0.12));
}

TEST_CASE("a known ncsnr is found again") {
  for (const double truth : {0.3, 0.662, 1.2}) {
    const std::vector<float> ncsnr = estimate(truth, 400, 500, 4);
    const double mean = std::accumulate(ncsnr.begin(), ncsnr.end(), 0.0) / 400;
    CHECK(mean == doctest::Approx(truth).epsilon(0.02));
  }
}

TEST_CASE("missing repeats, missing values and sizes") {
  NcsnrEstimator estimator(1);
  const std::vector<std::int32_t> images{1, 1, 2, 2};
  estimator.addSession(std::vector<float>{1, 2, 3, 4}, images);
  CHECK(std::isnan(estimator.ncsnr()[0]));  // no image has three repeats yet
  estimator.addSession(std::vector<float>{1, std::nanf(""), 5, 0}, std::vector<std::int32_t>{1, 2, 3, 4});
  CHECK(estimator.completeImages() == 2);
  CHECK(std::isfinite(estimator.ncsnr()[0]));  // from image 1 alone
  CHECK(test::contains(test::errorOf([&] { estimator.addSession(std::vector<float>(3), images); }),
                       "4 trials has 3 betas, expected 4"));
  CHECK(test::contains(test::errorOf([] { NcsnrEstimator(1, 1); }), "at least 2 repeats"));
}
