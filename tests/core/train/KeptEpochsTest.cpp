#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/EpochFile.h"
#include "core/train/History.h"
#include "core/train/NeuralTraining.h"
#include "core/train/RunModel.h"
#include "tests/core/train/LinearSubject.h"
#include "tests/support/CancelAfter.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("every epoch leaves the correlation map, predictions and weights that it had") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  const TrainingData data(subject.store, "multimodal");
  Progress quiet;
  for (const std::string head : {"mlp", "siren", "cnn", "ridge"}) {
    CAPTURE(head);
    TrainParams params = subject.params(folder / head, head);
    params.epochs = head == "ridge" ? 1 : 2;
    params.batchSize = 5;
    std::vector<double> losses;
    const TrainResult result =
        trainRun(params, quiet, {{}, [&](std::int64_t step, double loss) {
                                   losses.push_back(loss);
                                   CHECK(step == static_cast<std::int64_t>(losses.size()));
                                 }});
    const RunInfo info = readRunInfo(params.out);
    const std::vector<int> kept = keptEpochs(params.out);
    REQUIRE(static_cast<int>(kept.size()) == params.epochs);
    std::vector<float> all;
    for (const int number : kept) {
      CAPTURE(number);
      const EpochFile epoch = readEpochFile(params.out, number);
      const RunModel model = RunModel::openEpoch(params.out, number);
      const auto predict = [&](std::span<const float> x) { return model.predict(x); };
      const std::vector<float> r = correlationOver(data, info.validationImages, predict);
      REQUIRE(epoch.validationR.size() == r.size());
      for (std::size_t v = 0; v < r.size(); ++v)
        CHECK(epoch.validationR[v] == doctest::Approx(r[v]).epsilon(0.01));
      CHECK(epoch.images == keptImagesOf(info));
      for (std::size_t i = 0; i < epoch.images.size(); ++i) {
        const std::vector<float> expected = model.predict(data.features(epoch.images[i].nsdId));
        for (std::size_t v = 0; v < expected.size(); ++v)
          CHECK(epoch.predictions[i][v] == doctest::Approx(expected[v]).epsilon(0.01).scale(0.1));
      }
      all.insert(all.end(), epoch.batchLoss.begin(), epoch.batchLoss.end());
    }
    if (head == "ridge") continue;
    REQUIRE(all.size() == losses.size());
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == static_cast<float>(losses[i]));
    const auto history = readHistory(params.out);
    REQUIRE(history.size() == result.history.size());
    CHECK(history.back().step == static_cast<std::int64_t>(losses.size()));
    CHECK(history.back().validationMedianR == result.history.back().validationMedianR);
  }
}

TEST_CASE("a resumed run goes on with its history and keeps the same epochs, byte for byte") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  Progress quiet;
  TrainParams params = subject.threeEpochs(folder / "whole", "mlp");
  const TrainResult whole = trainRun(params, quiet);
  params.out = folder / "resumed";
  test::CancelAfter interrupted(subject.batchesOf(whole) + 2);  // in the second epoch
  CHECK_THROWS_AS(trainRun(params, interrupted), Cancelled);
  CHECK(readHistory(params.out).size() == 1);
  CHECK(keptEpochs(params.out) == std::vector<int>{1});
  // what a process killed between the files of an epoch leaves: run.json says one epoch, the rest is ahead of
  // it
  std::filesystem::copy_file(epochFilePath(folder / "whole", 2), epochFilePath(params.out, 2));
  writeFileAtomically(folder / "resumed" / "last-2.safetensors", "half written");
  params.resume = true;
  trainRun(params, quiet);
  CHECK(readHistory(params.out).size() == 3);
  for (const int epoch : {1, 2, 3}) {
    CAPTURE(epoch);
    CHECK(readFile(epochFilePath(params.out, epoch)) == readFile(epochFilePath(folder / "whole", epoch)));
  }
  CHECK(std::filesystem::exists(folder / "resumed" / "last-3.safetensors"));
  CHECK_FALSE(std::filesystem::exists(folder / "resumed" / "last-2.safetensors"));
}

TEST_CASE("a run that was stopped before its first epoch begins again, with other settings if need be") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  TrainParams params = subject.params(folder / "run", "mlp");
  params.epochs = 1;
  test::CancelAfter atOnce(1);
  CHECK_THROWS_AS(trainRun(params, atOnce), Cancelled);
  CHECK(readRunInfo(params.out).head == "mlp");
  CHECK_THROWS_WITH_AS(RunModel::open(params.out), doctest::Contains("no trained weights yet"), Error);
  CHECK_THROWS_WITH_AS(RunModel::openEpoch(params.out, 1), doctest::Contains("epoch 1 of"), Error);
  params.learningRate = 1e-3;
  Progress quiet;
  CHECK(trainRun(params, quiet).epochs == 1);
}

TEST_CASE("training stops when it has been patient enough, and goes on when told to") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  Progress quiet;
  TrainParams params = subject.params(folder / "run", "mlp");
  params.epochs = 40;
  params.learningRate = 1e-12;  // never better than at first, as good as never
  params.patience = 3;
  const TrainResult stopped = trainRun(params, quiet);
  CHECK(stopped.epochs < 40);
  CHECK(stopped.epochs == stopped.bestEpoch + 3);
  CHECK(readRunFile(params.out).finished);
  params.resume = true;
  CHECK(trainRun(params, quiet).epochs == stopped.epochs);
  params.patience = 0;
  params.epochs = stopped.epochs + 1;
  CHECK(trainRun(params, quiet).epochs == stopped.epochs + 1);
}
