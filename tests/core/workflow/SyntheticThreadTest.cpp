// Synthesize, inspect and prepare on the tiny synthetic subject, one after the other as a person would.
#include "core/metrics/NcsnrEstimator.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "core/workflow/InspectDataset.h"
#include "core/workflow/PrepareStore.h"
#include "core/workflow/Synthesize.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

using namespace vxs;

namespace {

void checkZScores(const store::VoxelStore& store) {
  std::vector<double> sum(store.voxelCount()), squares(store.voxelCount());
  std::vector<float> row(store.voxelCount());
  for (std::size_t t = 0; t < 750; ++t) {
    store.readTrial(t, row);
    for (std::size_t v = 0; v < row.size(); ++v) sum[v] += row[v], squares[v] += double{row[v]} * row[v];
  }
  double worstMean = 0, worstVariance = 0;
  for (std::size_t v = 0; v < row.size(); ++v) {
    worstMean = std::max(worstMean, std::abs(sum[v] / 750));
    worstVariance = std::max(worstVariance, std::abs(squares[v] / 750 - 1));
  }
  CHECK(worstMean < 1e-3);
  CHECK(worstVariance < 1e-3);
}

/// The subject's own ncsnr was written by other code from the same betas.
void checkNcsnr(const std::filesystem::path& root, const store::VoxelStore& store) {
  const nsd::Dataset dataset(root);
  const std::vector<nsd::Trial> trials = dataset.trials(1);
  metrics::NcsnrEstimator estimator(store.voxelCount());
  Progress quiet;
  for (const int session : store.info().sessions) {
    std::vector<std::int32_t> images;
    for (const nsd::Trial& trial : trials)
      if (trial.session == session) images.push_back(trial.nsdId);
    estimator.addSession(dataset.readSession(1, session, store.mask(), "b3", quiet), images);
  }
  const std::vector<float> estimated = estimator.ncsnr();
  double worst = 0, mean = 0;
  for (std::size_t v = 0; v < estimated.size(); ++v) {
    // near 0 the root blows rounding up: compare squares there
    worst = std::max(worst, std::abs(std::pow(estimated[v], 2) - std::pow(store.ncsnr()[v], 2)));
    mean += estimated[v] / static_cast<double>(estimated.size());
  }
  CHECK(worst < 0.01);
  CHECK(mean > 0.1);
}

}  // namespace

TEST_CASE("the tiny subject is written, inspected and prepared; its ceilings are those of its betas") {
  const test::TempFolder folder;
  Progress quiet;
  const workflow::SynthesizeResult made = workflow::synthesize({folder / "subject", "tiny", 3}, quiet);
  CHECK(made.sessions == 2);
  const workflow::InspectResult inspected = workflow::inspectDataset({made.root, std::nullopt});
  CHECK(inspected.synthetic);
  REQUIRE(inspected.subjects.size() == 1);
  CHECK(inspected.subjects[0].trialCount == 1500);
  CHECK(inspected.subjects[0].imageCount == made.images);
  CHECK(inspected.subjects[0].missing.empty());

  std::map<std::string, std::int64_t> voxels;
  for (const std::string mask : {"nsdgeneral", "brain", "whole"}) {
    CAPTURE(mask);
    const workflow::PrepareResult result =
        workflow::prepareStore({made.root, 1, "b3", mask, folder / mask}, quiet);
    voxels[mask] = result.voxels;
    CHECK(result.trials == 1500);
    CHECK(result.images == made.images);
    const store::VoxelStore store = store::VoxelStore::open(result.store);
    CHECK(store.info().synthetic);
    checkZScores(store);
    if (mask == "nsdgeneral") checkNcsnr(made.root, store);
  }
  CHECK(voxels["nsdgeneral"] > 100);
  CHECK(voxels["nsdgeneral"] < voxels["brain"]);
  CHECK(voxels["brain"] == made.brainVoxels);
  CHECK(voxels["whole"] == voxels["brain"]);  // outside the brain nothing was measured: dropped
}
