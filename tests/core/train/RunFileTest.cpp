#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/RunFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace vxs;
using namespace vxs::train;

namespace {

RunFile example(const std::filesystem::path& folder) {
  RunFile run;
  run.info = {folder,       "/data/store",
              "siren",      "demo (pseudo-weights)",
              "demo",       "image",
              true,         true,
              false,        4,
              "nsdgeneral", 1234,
              99,           2,
              {1, 5},       {7},
              {9, 11}};
  run.params.head = "siren";
  run.params.sirenConvention = "official";
  run.params.penaltyWeight = 0.125;
  run.params.seed = 18446744073709551557ULL;
  run.storeFingerprint = "abc";
  run.tokens = 32;
  run.width = 768;
  run.history = {{1, 0.9, 1.1, 0.25, 3}, {2, 0.8, 1.0, 0.5, 3}};
  run.bestValidationMedianR = 0.5;
  return run;
}

}  // namespace

TEST_CASE("a run is read as it was written") {
  const test::TempFolder folder;
  writeRunFile(example(folder.path()));
  const RunFile run = readRunFile(folder.path());
  CHECK(run.info.head == "siren");
  CHECK(run.info.testImages == std::vector<std::int32_t>{9, 11});
  CHECK(run.info.demoEncoder);
  CHECK(run.params.sirenConvention == "official");
  CHECK(run.params.penaltyWeight == 0.125);
  CHECK(run.params.seed == 18446744073709551557ULL);
  CHECK(run.tokens == 32);
  REQUIRE(run.history.size() == 2);
  CHECK(run.history[1].validationMedianR == 0.5);
  CHECK_FALSE(run.finished);
}

TEST_CASE("a run that is moved together with its store finds it") {
  const test::TempFolder folder;
  const std::filesystem::path runs = folder.path() / "moved" / "runs",
                              store = folder.path() / "moved" / "stores" / "subj01";
  std::filesystem::create_directories(runs / "siren");
  std::filesystem::create_directories(store);
  RunFile run = example(runs / "siren");
  run.info.store = run.params.store = "/project/stores/subj01";
  writeRunFile(run);
  CHECK(readRunFile(runs / "siren").info.store == run.info.store);  // it is nowhere
  writeFileAtomically(store / "store.json", "{}");
  CHECK(std::filesystem::equivalent(readRunFile(runs / "siren").info.store, store));
  CHECK(std::filesystem::equivalent(readRunFile(runs / "siren" / "").params.store, store));
}

TEST_CASE("a run that is copied together with its store finds the copy") {
  const test::TempFolder folder;
  const std::filesystem::path original = folder.path() / "project" / "store",
                              copy = folder.path() / "copy" / "store";
  for (const std::filesystem::path& store : {original, copy}) std::filesystem::create_directories(store);
  writeFileAtomically(original / "store.json", R"({"fingerprint": "abc"})");
  writeFileAtomically(copy / "store.json", R"({"fingerprint": "abc"})");
  std::filesystem::create_directories(folder.path() / "copy" / "siren");
  RunFile run = example(folder.path() / "copy" / "siren");
  run.info.store = run.params.store = original;
  writeRunFile(run);
  CHECK(readRunFile(run.info.run).info.store == copy);
  CHECK(readRunFile(run.info.run).params.store == copy);
  // another subject's store that happens to have the same name
  for (const char* other : {R"({"fingerprint": "xyz"})", "{", R"({"fingerprint": 4})"}) {
    writeFileAtomically(copy / "store.json", other);
    CHECK(readRunFile(run.info.run).info.store == original);
  }
}

TEST_CASE("a run says what chose its best epoch; one of an earlier version was chosen by the median r") {
  const test::TempFolder folder;
  RunFile run = example(folder.path());
  run.criterion = "median validation r|r|/NC over nsdgeneral (7 voxels)";
  run.bestValidationScore = 0.75;
  run.history[1].validationScore = 0.75;
  writeRunFile(run);
  const RunFile back = readRunFile(folder.path());
  CHECK(back.criterion == run.criterion);
  CHECK(back.bestValidationScore == 0.75);
  CHECK(back.history[1].validationScore == 0.75);
  auto json = nlohmann::json::parse(readFile(folder / "run.json"));
  json.erase("criterion");
  json.erase("bestValidationScore");
  for (auto& epoch : json["history"]) epoch.erase("validationScore");
  writeFileAtomically(folder / "run.json", json.dump());
  const RunFile earlier = readRunFile(folder.path());
  CHECK(earlier.criterion == kMaskCriterion);
  CHECK(earlier.bestValidationScore == 0.5);
  CHECK(earlier.history[0].validationScore == 0.25);
}

TEST_CASE("a correlation that does not exist survives the file") {
  const test::TempFolder folder;
  RunFile run = example(folder.path());
  run.history[0].validationMedianR = run.bestValidationMedianR = std::nan("");
  writeRunFile(run);
  CHECK(std::isnan(readRunFile(folder.path()).history[0].validationMedianR));
  CHECK(std::isnan(readRunFile(folder.path()).bestValidationMedianR));
}

TEST_CASE("what is no run is refused by name") {
  const test::TempFolder folder;
  CHECK_THROWS_WITH_AS(readRunFile(folder.path()), doctest::Contains("is not a run (no run.json)"), Error);
  for (const char* text : {"", "{", "[]", "{\"magic\": \"voxelscope-run\"}", "\x93NUMPY",
                           R"({"magic": "voxelscope-run", "version": 1, "info": 4})"}) {
    CAPTURE(text);
    writeFileAtomically(folder / "run.json", text);
    CHECK_THROWS_WITH_AS(readRunFile(folder.path()), doctest::Contains("run.json is damaged"), Error);
    CHECK_FALSE(test::contains(test::errorOf([&] { readRunFile(folder.path()); }), "json.exception"));
  }
  writeFileAtomically(folder / "run.json", R"({"magic": "voxelscope-run"})");
  CHECK_THROWS_WITH_AS(readRunFile(folder.path()), doctest::Contains("it has no \"version\""), Error);
  writeFileAtomically(folder / "run.json", R"({"magic": )");
  CHECK_THROWS_WITH_AS(readRunFile(folder.path()), doctest::Contains("it is no JSON from byte 11 on"), Error);
  writeFileAtomically(folder / "run.json", R"({"magic": "voxelscope-run", "version": 99})");
  CHECK_THROWS_WITH_AS(readRunFile(folder.path()), doctest::Contains("is not a run that this program reads"),
                       Error);
}
