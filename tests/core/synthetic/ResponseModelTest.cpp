#include "core/base/Error.h"
#include "core/synthetic/NcsnrEstimate.h"
#include "core/synthetic/Preset.h"
#include "core/synthetic/ResponseModel.h"
#include "core/synthetic/TrialPlan.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace vxs;
using namespace vxs::synthetic;

namespace {

/// The tiny subject, drawn once for all cases.
struct Subject {
  Preset preset = presetNamed("tiny");
  TrialPlan plan = planTrials(preset, 5);
  Brain brain = makeBrain(preset.grid, preset.voxelSizeMm);
  std::vector<Scene> scenes;
  std::vector<SceneDrive> drives;
  Subject() {
    for (int i = 0; i < preset.images; ++i) {
      scenes.push_back(makeScene(5, i));
      drives.push_back(driveOf(scenes.back(), drawScene(scenes.back())));
    }
  }
  static const Subject& get() {
    static const Subject kSubject;
    return kSubject;
  }
  ResponseModel model() const { return {brain, drives, plan.imageOfTrial, 5}; }
  std::vector<float> betas(const ResponseModel& m, std::size_t voxel) const {
    std::vector<float> all;
    std::vector<std::int16_t> session(750);
    for (int s = 1; s <= preset.sessions; ++s) {
      m.session(voxel, m.signal(voxel), s, session);
      all.insert(all.end(), session.begin(), session.end());
    }
    return all;
  }
};

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
  const auto n = static_cast<double>(a.size());
  const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n, mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    aa += (a[i] - ma) * (a[i] - ma), bb += (b[i] - mb) * (b[i] - mb), ab += (a[i] - ma) * (b[i] - mb);
  return ab / std::sqrt(aa * bb);
}

/// z-scored per session and averaged over an image's repeats, as `prepare` and `evaluate` do.
std::vector<float> imageMeans(const std::vector<float>& betas, const std::vector<int>& imageOfTrial, std::size_t images) {
  std::vector<float> means(images, 0.0F);
  for (std::size_t s = 0; s < betas.size(); s += 750) {
    double mean = 0, squares = 0;
    for (std::size_t t = s; t < s + 750; ++t) mean += betas[t] / 750.0, squares += double{betas[t]} * betas[t] / 750;
    for (std::size_t t = s; t < s + 750; ++t)
      means[static_cast<std::size_t>(imageOfTrial[t])] +=
          static_cast<float>((betas[t] - mean) / std::sqrt(squares - mean * mean) / 3);
  }
  return means;
}

}  // namespace

TEST_CASE("signals have mean 0 and variance 1; voxels without any have zeros") {
  const Subject& s = Subject::get();
  const ResponseModel model = s.model();
  int silent = 0;
  for (std::size_t v = 0; v < s.brain.voxels.size(); v += 3) {
    const std::vector<float> signal = model.signal(v);
    double mean = 0, squares = 0;
    for (const float x : signal) mean += x / signal.size(), squares += double{x} * x / signal.size();
    CHECK(std::abs(mean) < 1e-5);
    CHECK(squares == doctest::Approx(model.ncsnr(v) > 0 ? 1.0 : 0.0).epsilon(1e-4));
    silent += model.ncsnr(v) == 0;
    CHECK((model.attainable(v) > 0) == (model.ncsnr(v) > 0));
  }
  CHECK(silent > 100);
}

TEST_CASE("category areas answer to what they prefer") {
  const Subject& s = Subject::get();
  const ResponseModel model = s.model();
  for (const auto& [area, category] : std::vector<std::pair<Area, Category>>{
           {Area::FFA1, Category::Face}, {Area::EBA, Category::Body}, {Area::PPA, Category::Place}}) {
    double with = 0, without = 0, nWith = 0, nWithout = 0;
    for (std::size_t v = 0; v < s.brain.voxels.size(); ++v) {
      if (s.brain.voxels[v].area != area) continue;
      const std::vector<float> signal = model.signal(v);
      for (std::size_t i = 0; i < signal.size(); ++i)
        if (s.drives[i].categories[static_cast<std::size_t>(category)] > 0)
          with += signal[i], ++nWith;
        else
          without += signal[i], ++nWithout;
    }
    REQUIRE(nWith > 0);
    CHECK(with / nWith - without / nWithout > 1.2);
  }
}

TEST_CASE("an early voxel answers to its own place in the picture") {
  const Subject& s = Subject::get();
  // one bright ball on the left or on the right of a plain ground, 40 pictures
  std::vector<SceneDrive> drives;
  std::vector<float> onRight;
  for (int i = 0; i < 40; ++i) {
    const Scene scene{4, {{Category::Ball, 6, i % 2 ? 0.75 : 0.25, 0.35 + 0.3 * (i % 5) / 4.0, 0.3}}};
    drives.push_back(driveOf(scene, drawScene(scene)));
    onRight.push_back(static_cast<float>(i % 2));
  }
  const ResponseModel model(s.brain, drives, std::vector<int>(750, 0), 5);
  double left = 0, right = 0;
  int nLeft = 0, nRight = 0;
  for (std::size_t v = 0; v < s.brain.voxels.size(); ++v) {
    const BrainVoxel& voxel = s.brain.voxels[v];
    if (voxel.fieldSize <= 0 || std::abs(voxel.fieldX) < 1) continue;
    const double r = correlation(model.signal(v), onRight);
    if (voxel.rightHemisphere)
      right += r, ++nRight;
    else
      left += r, ++nLeft;
  }
  REQUIRE(nLeft > 5);
  REQUIRE(nRight > 5);
  CHECK(left / nLeft > 0.5);
  CHECK(right / nRight < -0.5);
}

TEST_CASE("the ceiling estimated from the betas is the true one, and an oracle reaches it: 1.00 within 0.03") {
  const Subject& s = Subject::get();
  const ResponseModel model = s.model();
  double trueSum = 0, estimatedSum = 0, ratio = 0, attainable = 0;
  int voxels = 0;
  for (std::size_t v = 0; v < s.brain.voxels.size(); ++v) {
    const BrainVoxel& voxel = s.brain.voxels[v];
    const double ncsnr = model.ncsnr(v);
    if (voxel.area == Area::None || ncsnr < 0.5) continue;
    const std::vector<float> betas = s.betas(model, v);
    trueSum += ncsnr;
    estimatedSum += estimateNcsnr(betas, s.plan.imageOfTrial, model.images());
    const double r = correlation(model.signal(v), imageMeans(betas, s.plan.imageOfTrial, model.images()));
    ratio += r * r / (ncsnr * ncsnr / (ncsnr * ncsnr + 1.0 / 3));
    attainable += model.attainable(v);
    ++voxels;
  }
  REQUIRE(voxels > 100);
  CHECK(estimatedSum / trueSum == doctest::Approx(1.0).epsilon(0.03));
  CHECK(ratio / voxels == doctest::Approx(1.0).epsilon(0.03));
  CHECK(attainable / voxels == doctest::Approx(0.85).epsilon(0.03));
}

TEST_CASE("the estimate of ncsnr follows its definition on a case done by hand") {
  // one image, one session, three repeats: z-scores 1, 0, -1 (n - 1), variance over repeats 1: no signal
  CHECK(estimateNcsnr(std::vector<float>(750, 4.0F), std::vector<int>(750), 250) != 0);  // constant: NaN
  std::vector<float> betas(750);
  std::vector<int> images(750);
  for (int t = 0; t < 750; ++t) {
    images[static_cast<std::size_t>(t)] = t % 250;
    betas[static_cast<std::size_t>(t)] = static_cast<float>(t % 250 % 2);  // the same in all repeats
  }
  CHECK(estimateNcsnr(betas, images, 250) > 1000);  // no noise at all
  for (int t = 0; t < 750; ++t) betas[static_cast<std::size_t>(t)] = static_cast<float>((t % 250 + t / 250) % 2);
  // every image reads x, 1 - x, x: variance over repeats 1/3, total variance 1/4 * 750 / 749
  const double noise = (1.0 / 3) / (0.25 * 750 / 749);
  CHECK(noise > 1);  // more than all of it
  CHECK(estimateNcsnr(betas, images, 250) == 0);
}

TEST_CASE("sessions differ in gain, offset and noise, and repeat for a seed") {
  const Subject& s = Subject::get();
  const ResponseModel model = s.model(), again = s.model();
  const std::vector<float> first = s.betas(model, 1000);
  CHECK(first == s.betas(again, 1000));
  CHECK(first != s.betas(ResponseModel(s.brain, s.drives, s.plan.imageOfTrial, 6), 1000));
  double one = 0, two = 0;
  for (std::size_t t = 0; t < 750; ++t) one += first[t], two += first[750 + t];
  CHECK(one != two);
}

TEST_CASE("presets are known by name") {
  CHECK(presetNamed("full").grid == Grid{81, 104, 83});
  CHECK(presetNamed("full").sessions == 40);
  for (const char* name : {"tiny", "demo", "full"}) CHECK(presetNamed(name).images * 3 == presetNamed(name).sessions * 750);
  CHECK_THROWS_AS(presetNamed("huge"), UsageError);
}
