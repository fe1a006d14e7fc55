#include "core/workflow/PredictEpochs.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/EpochFile.h"
#include "core/train/History.h"
#include "core/train/RunFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::workflow;
using test::contains;
using test::errorOf;

namespace {

std::vector<int> upTo(int last, int every = 1) {
  std::vector<int> epochs;
  for (int epoch = every; epoch <= last; epoch += every) epochs.push_back(epoch);
  return epochs;
}

/// Predicts its epoch everywhere, and remembers what it was asked for.
class FakeNeural : public Neural {
 public:
  std::vector<int> asked;
  std::vector<Volume> predictEpochs(const std::filesystem::path&, std::int32_t nsdId,
                                    const std::vector<int>& epochs, Progress&) override {
    if (nsdId != 73) throw Error("no image " + std::to_string(nsdId));
    asked = epochs;
    std::vector<Volume> volumes;
    for (const int epoch : epochs) volumes.emplace_back(Grid{2, 2, 2}, Affine(), static_cast<float>(epoch));
    return volumes;
  }
  FeaturesResult fillFeatures(const FeaturesParams&, Progress&) override { return {}; }
  TrainResult train(const TrainParams&, Progress&, const TrainObserver&) override { return {}; }
  EvaluateResult evaluate(const EvaluateParams&, Progress&) override { return {}; }
  std::unique_ptr<Predictor> openPredictor(const std::filesystem::path&) override { return {}; }
  LayerMaps layers(const LayersParams&, Progress&) override { return {}; }
  PredictResult predict(const PredictParams&, Progress&) override { return {}; }
  EmbedResult embed(const EmbedParams&, Progress&) override { return {}; }
  std::unique_ptr<blip::Encoder> openEncoder(const std::string&) override { return {}; }
  std::map<std::string, std::string> describe() const override { return {}; }
};

/// A run's folder with epochs 1 to `epochs`, each kept, and a history of all but the last.
void writeRun(const std::filesystem::path& folder, const std::string& head, int epochs, int best) {
  std::filesystem::create_directories(folder);
  train::RunFile run;
  run.params.head = head;
  run.tokens = 32;
  run.width = 768;
  run.info.run = folder;
  run.info.head = head;
  run.info.bestEpoch = best;
  run.info.validationImages = {1, 2, 3};
  train::writeRunFile(run);
  std::vector<EpochReport> history;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    train::EpochFile file;
    file.epoch = epoch;
    train::writeEpochFile(folder, file);
    writeFileAtomically(train::epochWeightsPath(folder, epoch), "weights");
    EpochReport report;
    report.epoch = epoch;
    report.validationMedianR = epoch / 100.0;
    if (epoch < epochs) history.push_back(report);
  }
  if (!history.empty()) train::writeHistory(folder, history);
}

}  // namespace

TEST_CASE("a spread holds the first, the best and the last epoch, and more of the early ones") {
  CHECK(spreadEpochs(upTo(4), 2) == std::vector<int>{1, 2, 3, 4});
  CHECK(spreadEpochs({}, 0).empty());
  // 16 ^ (1/4) = 2: equal factors
  CHECK(spreadEpochs(upTo(16), 16) == std::vector<int>{1, 2, 4, 8, 16});
  CHECK(spreadEpochs(upTo(16), 0) == std::vector<int>{1, 2, 4, 8, 16});
  // 27 ^ (1/3) = 3 between, and the best beside them
  CHECK(spreadEpochs(upTo(27), 25) == std::vector<int>{1, 3, 9, 25, 27});
  // kept every tenth: 10, 31.6 and 100, of which 30 is nearest; 95 was not kept
  CHECK(spreadEpochs(upTo(100, 10), 95, 3) == std::vector<int>{10, 30, 100});
  CHECK(spreadEpochs(upTo(100), 50, 3) == std::vector<int>{1, 50, 100});
}

TEST_CASE("predictions come in order with the validation r of their epoch") {
  const test::TempFolder folder;
  writeRun(folder / "run", "cnn", 8, 5);
  FakeNeural neural;
  Progress progress;
  const auto result = predictEpochs({folder / "run", 73, {8, 2, 2}}, neural, progress);
  CHECK(neural.asked == std::vector<int>{2, 8});
  REQUIRE(result.epochs.size() == 2);
  CHECK(result.epochs[0].epoch == 2);
  CHECK(result.epochs[0].volume.values.front() == 2);
  CHECK(result.epochs[0].validationMedianR == doctest::Approx(0.02));
  CHECK(std::isnan(result.epochs[1].validationMedianR));  // not in the history
  CHECK(result.bestEpoch == 5);
  CHECK(result.validationImages == 3);
  predictEpochs({folder / "run", 73, {}}, neural, progress);
  CHECK(neural.asked == spreadEpochs(upTo(8), 5));
}

TEST_CASE("runs without epochs, and epochs that were not kept, are named") {
  const test::TempFolder folder;
  writeRun(folder / "solved", "ridge", 0, 0);
  writeRun(folder / "old", "cnn", 0, 3);
  writeRun(folder / "run", "cnn", 3, 2);
  FakeNeural neural;
  Progress progress;
  const auto error = [&](const char* run, const std::vector<int>& epochs, std::int32_t image = 73) {
    return errorOf([&] { predictEpochs({folder / run, image, epochs}, neural, progress); });
  };
  CHECK(contains(error("solved", {}), "the run solved is a ridge regression"));
  CHECK(contains(error("old", {}), "the run old kept none of its epochs"));
  CHECK(contains(error("run", {1, 9}), "epoch 9 of the run run was not kept; kept are 1, 2, 3"));
  CHECK(contains(error("run", {1}, 5), "no image 5"));
  CHECK(contains(error("missing", {}), "missing"));
}
