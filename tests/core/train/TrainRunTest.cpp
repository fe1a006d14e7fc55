#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/RunFile.h"
#include "core/train/RunModel.h"
#include "tests/core/train/LinearSubject.h"
#include "tests/support/CancelAfter.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("every head learns, and learns nothing from the pictures of others") {
  const test::TempFolder folder, fewFolder;
  const test::LinearSubject many(folder.path()), few(fewFolder.path(), 0.3, 50);
  Progress quiet;
  for (const std::string head : {"ridge", "mlp", "siren", "cnn"}) {
    CAPTURE(head);
    const test::LinearSubject& subject = head == "cnn" ? few : many;  // it is slow
    TrainParams params = subject.params(folder / head, head);
    if (head == "siren") params.epochs = 60;
    if (head == "cnn") params.epochs = 5, params.batchSize = 4, params.split = "random";
    int epochs = 0;
    const TrainResult learned =
        trainRun(params, quiet, {[&](const EpochReport& e) { CHECK(e.epoch == ++epochs); }, {}});
    params.out = folder / (head + "-control");
    params.shuffleImages = true;
    const TrainResult control = trainRun(params, quiet);
    CHECK(learned.bestValidationMedianR > 0.6);
    CHECK(std::abs(control.bestValidationMedianR) < 0.4);
    CHECK(learned.trainImages + learned.validationImages + learned.testImages == subject.images);
    CHECK(readRunInfo(params.out).shuffledControl);
    CHECK(epochs == (head == "ridge" ? 0 : params.epochs));
    if (head == "ridge") continue;
    REQUIRE(learned.epochs == params.epochs);
    CHECK(learned.history.back().trainLoss < learned.history.front().trainLoss);
    CHECK(learned.history[static_cast<std::size_t>(learned.bestEpoch - 1)].validationMedianR ==
          learned.bestValidationMedianR);
  }
}

TEST_CASE("a resumed run ends where the uninterrupted one does") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  Progress quiet;
  for (const std::string head : {"mlp", "siren", "cnn"}) {
    CAPTURE(head);
    TrainParams params = subject.threeEpochs(folder / (head + "-whole"), head);
    const TrainResult whole = trainRun(params, quiet);
    const auto batches = subject.batchesOf(whole);
    params.out = folder / (head + "-resumed");
    test::CancelAfter interrupted(batches + 2);  // in the second epoch
    CHECK_THROWS_AS(trainRun(params, interrupted), Cancelled);
    CHECK(readRunFile(params.out).history.size() == 1);
    CHECK_FALSE(readRunFile(params.out).finished);
    params.resume = true;
    const TrainResult resumed = trainRun(params, quiet);
    REQUIRE(resumed.history.size() == 3);
    for (std::size_t e = 0; e < 3; ++e) {
      CHECK(resumed.history[e].trainLoss == doctest::Approx(whole.history[e].trainLoss).epsilon(1e-6));
      CHECK(resumed.history[e].validationMedianR ==
            doctest::Approx(whole.history[e].validationMedianR).epsilon(1e-5));
    }
    const auto x = subject.features(3);
    const auto a = RunModel::open(folder / (head + "-whole")).predict(x),
               b = RunModel::open(params.out).predict(x);
    for (std::size_t v = 0; v < a.size(); ++v) CHECK(b[v] == doctest::Approx(a[v]).epsilon(1e-4).scale(1));
  }
}

TEST_CASE("same seed, same weights; another seed, others") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  const auto weights = [&](const std::string& name, std::uint64_t seed) {
    TrainParams params = subject.params(folder / name, "mlp");
    params.epochs = 1;
    params.seed = seed;
    trainRun(params, quiet);
    return RunModel::open(folder / name).predict(subject.features(0));
  };
  const auto first = weights("a", 1);
  CHECK(first == weights("b", 1));
  CHECK(first != weights("c", 2));
}

TEST_CASE("loss, penalty and optimizer are what is asked for") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  const auto size = [&](const std::string& name, auto&& change) {
    TrainParams params = subject.params(folder / name, "mlp");
    change(params);
    trainRun(params, quiet);
    double sum = 0;
    for (int i = 0; i < 20; ++i)
      for (const float v : RunModel::open(folder / name).predict(subject.features(i))) sum += double{v} * v;
    return sum;
  };
  const double plain = size("plain", [](TrainParams& p) { p.penalty = "none"; });
  CHECK(size("l2", [](TrainParams& p) { p.penaltyWeight = 1; }) < 0.5 * plain);
  CHECK(size("l1", [](TrainParams& p) { p.penalty = "l1", p.penaltyWeight = 1; }) < 0.5 * plain);
  CHECK(size("l1-loss", [](TrainParams& p) { p.loss = "l1"; }) != plain);
  CHECK(size("smooth-l1-loss", [](TrainParams& p) { p.loss = "smooth-l1"; }) != plain);
  CHECK(size("adam", [](TrainParams& p) { p.optimizer = "adam"; }) != plain);
}

TEST_CASE("a loss that leaves the numbers stops the run and says what to change") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  TrainParams params = subject.params(folder / "wild", "mlp");
  params.learningRate = 1e30;
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("is not finite: lower the learning rate"),
                       Error);
}

TEST_CASE("training that is asked to end after its epoch keeps that epoch, and goes on from it") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path(), 0.5, 40);
  Progress quiet;
  TrainParams params = subject.threeEpochs(folder / "whole", "mlp");
  const TrainResult whole = trainRun(params, quiet);
  params.out = folder / "stopped";
  int batchesSeen = 0, asked = 0;
  const auto batches = subject.batchesOf(whole);
  // asked for in the midst of the second epoch
  CHECK_THROWS_AS(trainRun(params, quiet,
                           {{},
                            [&](std::int64_t, double) { ++batchesSeen; },
                            [&] {
                              ++asked;
                              return batchesSeen > batches;
                            }}),
                  Cancelled);
  CHECK(batchesSeen == 2 * batches);
  CHECK(asked == 2);
  const RunFile stopped = readRunFile(params.out);
  CHECK(stopped.history.size() == 2);
  CHECK_FALSE(stopped.finished);
  params.resume = true;
  const TrainResult resumed =
      trainRun(params, quiet, {{}, {}, [] { return true; }});  // after the last one: done
  REQUIRE(resumed.history.size() == 3);
  CHECK(readRunFile(params.out).finished);
  CHECK(resumed.history[2].trainLoss == doctest::Approx(whole.history[2].trainLoss).epsilon(1e-6));
  CHECK(resumed.history[2].validationMedianR ==
        doctest::Approx(whole.history[2].validationMedianR).epsilon(1e-4));
}

TEST_CASE("runs are not overwritten, nor resumed as something else") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  TrainParams params = subject.params(folder / "run", "mlp");
  params.epochs = 1;
  trainRun(params, quiet);
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("holds a run already: use --resume"),
                       Error);
  params.resume = true;
  params.learningRate = 0.5;
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("it was started with other parameters"),
                       Error);
  params.learningRate = 3e-3;
  params.epochs = 2;
  CHECK(trainRun(params, quiet).epochs == 2);

  const std::string optimizer = readFile(folder / "run" / "last-2.optimizer");
  writeFileAtomically(folder / "run" / "last-2.optimizer", optimizer.substr(0, optimizer.size() / 2));
  params.epochs = 3;
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("last-2.optimizer is damaged"), Error);
  writeFileAtomically(folder / "run" / "last-2.optimizer", optimizer);

  const test::TempFolder elsewhere;
  const test::LinearSubject other(elsewhere.path(), 0.9);
  params.store = other.store;
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("the store or its features have changed"),
                       Error);
}

TEST_CASE("parameters that make no sense are refused before anything is written") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  const auto refused = [&](auto&& change) {
    TrainParams params = subject.params(folder / "none", "mlp");
    change(params);
    CHECK_THROWS_AS(trainRun(params, quiet), UsageError);
    CHECK_FALSE(std::filesystem::exists(folder / "none"));
  };
  refused([](TrainParams& p) { p.head = "transformer"; });
  refused([](TrainParams& p) { p.loss = "cosine"; });
  refused([](TrainParams& p) { p.penalty = "l3"; });
  refused([](TrainParams& p) { p.optimizer = "sgd"; });
  refused([](TrainParams& p) { p.split = "trials"; });
  refused([](TrainParams& p) { p.epochs = 0; });
  refused([](TrainParams& p) { p.batchSize = 0; });
  refused([](TrainParams& p) { p.learningRate = std::nan(""); });
  refused([](TrainParams& p) { p.penaltyWeight = -1; });
  TrainParams params = subject.params(folder / "none", "mlp");
  params.features = "image";
  CHECK_THROWS_WITH_AS(trainRun(params, quiet), doctest::Contains("image"), Error);
}

TEST_CASE("a run predicts without its store, and refuses weights that are not its own") {
  const test::TempFolder folder;
  Progress quiet;
  {
    const test::LinearSubject subject(folder.path());
    trainRun(subject.params(folder / "ridge", "ridge"), quiet);
    TrainParams mlp = subject.params(folder / "mlp", "mlp");
    mlp.epochs = 1;
    trainRun(mlp, quiet);
  }
  std::filesystem::remove_all(folder / "store");
  const RunModel model = RunModel::open(folder / "ridge");
  CHECK(model.predict(test::LinearSubject::features(0)).size() == test::LinearSubject::kVoxels);
  CHECK_THROWS_WITH_AS(model.predict(std::vector<float>(5)),
                       doctest::Contains("expects 12288 features, got 5"), Error);

  const std::string weights = readFile(folder / "ridge" / "best.safetensors");
  writeFileAtomically(folder / "ridge" / "best.safetensors", weights.substr(0, weights.size() - 9));
  CHECK_THROWS_WITH_AS(RunModel::open(folder / "ridge"), doctest::Contains("best.safetensors"), Error);
  writeFileAtomically(folder / "mlp" / "best.safetensors", weights);
  CHECK_THROWS_WITH_AS(RunModel::open(folder / "mlp"), doctest::Contains("best.safetensors"), Error);
  std::filesystem::remove(folder / "mlp" / "best.safetensors");
  CHECK_THROWS_WITH_AS(RunModel::open(folder / "mlp"), doctest::Contains("no trained weights yet"), Error);
}

TEST_CASE("weights that are not finite and a run.json that cannot be are refused, with the file") {
  const test::TempFolder folder;
  const test::LinearSubject subject(folder.path());
  Progress quiet;
  for (const std::string head : {"ridge", "mlp"}) {
    TrainParams params = subject.params(folder / head, head);
    params.epochs = 1;
    trainRun(params, quiet);
    const std::filesystem::path file = folder / head / "best.safetensors";
    std::string weights = readFile(file);
    const float nan = std::nanf("");
    weights.replace(weights.size() - sizeof nan, sizeof nan, reinterpret_cast<const char*>(&nan), sizeof nan);
    writeFileAtomically(file, weights);
    CHECK_THROWS_WITH_AS(RunModel::open(folder / head), doctest::Contains("values that are not finite"),
                         Error);
    CHECK_THROWS_WITH_AS(RunModel::open(folder / head), doctest::Contains(file.c_str()), Error);
  }
  const std::filesystem::path file = folder / "mlp" / "run.json";
  const std::string whole = readFile(file);
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string changed = whole;
    REQUIRE(changed.find(from) != std::string::npos);
    writeFileAtomically(file, changed.replace(changed.find(from), from.size(), to));
    CHECK_THROWS_WITH_AS(readRunFile(folder / "mlp"), doctest::Contains("run.json is damaged"), Error);
  };
  refused("\"head\": \"mlp\"", "\"head\": \"forest\"");
  refused("\"tokens\": 16", "\"tokens\": 2000000000");
  refused("\"width\": 768", "\"width\": 0");
  refused("\"hidden\": 32", "\"hidden\": -1");
}
