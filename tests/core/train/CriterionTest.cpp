#include "core/train/Criterion.h"

#include "core/train/RunFile.h"
#include "core/train/TrainRun.h"
#include "tests/core/train/LinearSubject.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::train;

namespace {

/// Six voxels with the given ncsnr, ten images shown once; the atlas "nsdgeneral" labels the given voxels.
std::filesystem::path smallStore(const std::filesystem::path& folder, const std::vector<float>& ncsnr,
                                 const std::vector<std::size_t>& general) {
  Mask mask{{6, 1, 1}, Affine{}, {0, 1, 2, 3, 4, 5}};
  store::VoxelStoreWriter writer(folder, {1, "b3", "brain", folder, true, {1}, 0, {}}, mask);
  std::vector<nsd::Trial> trials;
  std::vector<float> betas;
  Random random(4);
  for (int i = 0; i < 10; ++i) {
    trials.push_back({i + 1, 1, i, 100 + i, 0, i % 3 == 0});
    for (int v = 0; v < 6; ++v) betas.push_back(static_cast<float>(random.normal()));
  }
  writer.writeSession(1, betas, trials.size());
  std::vector<LabelAtlas> atlases;
  if (!general.empty()) {
    atlases.push_back({"nsdgeneral", mask.grid, mask.affine, std::vector<std::int32_t>(6, 0), {{1, "all"}}});
    for (const std::size_t v : general) atlases[0].labels[v] = 1;
  }
  writer.finish(trials, mask.scatter(ncsnr, 0.0F), atlases, std::nullopt);
  auto cache = store::FeatureCache::openOrCreate(folder, {"demo", "demo", "f00d", "image", true, 1, 1});
  for (int i = 0; i < 10; ++i) cache.append({100 + i, 0}, std::vector<float>{static_cast<float>(i)});
  return folder;
}

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("Epochs are judged over nsdgeneral by r|r| over the noise ceiling") {
  const test::TempFolder folder;
  // shown once: NC = s^2 / (s^2 + 1) = 0.5, 0.8, 0, 0.2
  const TrainingData data(smallStore(folder / "store", {1, 2, 0, 0.5F, 3, 3}, {0, 1, 2, 3}), "image");
  const Criterion criterion = Criterion::forImages(data, {101, 102});
  CHECK(criterion.text() == "median validation r|r|/NC over nsdgeneral (3 voxels)");
  // 0.25/0.5, 0.16/0.8, -0.01/0.2; the voxel without a ceiling and those outside do not count
  CHECK(criterion.score({0.5F, 0.4F, 1, -0.1F, -1, -1}) == doctest::Approx(0.2));
  CHECK(criterion.score({0.5F, kNan, 1, -0.1F, -1, -1}) == doctest::Approx((0.5 - 0.05) / 2));
  CHECK(std::isnan(criterion.score({kNan, kNan, 1, kNan, 1, 1})));
}

TEST_CASE("Without nsdgeneral the ceiling chooses the voxels, and without ceilings the whole mask counts") {
  const test::TempFolder folder;
  // NC 0.5, 0.059, 0, 0.104, unknown, 0.9
  const TrainingData data(smallStore(folder / "a", {1, 0.25F, 0, 0.34F, kNan, 3}, {}), "image");
  const Criterion criterion = Criterion::forImages(data, {101, 102});
  CHECK(criterion.text() ==
        "median validation r|r|/NC over voxels with a noise ceiling of at least 10 % (3 voxels)");
  const TrainingData none(smallStore(folder / "b", {0, 0, 0, kNan, 0, 0}, {0, 1}), "image");
  const Criterion whole = Criterion::forImages(none, {101, 102});
  CHECK(whole.text() == kMaskCriterion);
  CHECK(whole.score({0.1F, 0.2F, kNan, 0.6F, -0.2F, 0.3F}) == doctest::Approx(0.2));
}

TEST_CASE("The best epoch is the one with the best score, and the run says by what") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 60);
  Progress quiet;
  TrainParams params = subject.params(folder / "run", "mlp");
  params.epochs = 6;
  const TrainResult result = trainRun(params, quiet);
  CHECK(result.criterion ==
        "median validation r|r|/NC over voxels with a noise ceiling of at least 10 % (48 voxels)");
  const auto best = std::ranges::max_element(result.history, {}, &EpochReport::validationScore);
  CHECK(result.bestEpoch == best->epoch);
  CHECK(result.bestValidationScore == best->validationScore);
  const RunFile run = readRunFile(folder / "run");
  CHECK(run.criterion == result.criterion);
  CHECK(run.bestValidationScore == result.bestValidationScore);
  // a run that an earlier version began goes on by the median r
  RunFile earlier = run;
  earlier.criterion = kMaskCriterion;
  earlier.bestValidationScore = earlier.bestValidationMedianR;
  writeRunFile(earlier);
  params.epochs = 8;
  params.resume = true;
  const TrainResult more = trainRun(params, quiet);
  CHECK(more.criterion == kMaskCriterion);
  CHECK(more.history.back().validationScore == doctest::Approx(more.history.back().validationMedianR));
}
