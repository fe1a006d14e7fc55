#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/RunList.h"
#include "core/train/RunLock.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::train;

namespace {

void makeRun(const std::filesystem::path& folder, bool finished) {
  std::filesystem::create_directories(folder);
  RunFile run;
  run.info.run = folder;
  run.info.head = "mlp";
  run.params.head = "mlp";
  run.tokens = 32;
  run.width = 768;
  run.history = {{1, 0.9, 1.1, 0.25, 3, 5}};
  run.finished = finished;
  writeRunFile(run);
}

/// One tensor of four floats, with so many bytes of them.
void writeWeights(const std::filesystem::path& run, std::size_t bytes) {
  const std::string header = R"({"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})";
  std::string file(1, static_cast<char>(header.size()));
  file += std::string(7, '\0') + header + std::string(bytes, '\0');
  writeFileAtomically(run / "best.safetensors", file);
}

}  // namespace

TEST_CASE("the runs of a folder with their states and accuracies") {
  const test::TempFolder folder;
  makeRun(folder / "b", true);
  makeRun(folder / "a", false);
  std::filesystem::create_directories(folder / "not-a-run");
  writeFileAtomically(folder / "file", "x");
  CHECK(runsIn(folder.path()) == std::vector<std::filesystem::path>{folder / "a", folder / "b"});
  CHECK(runsIn(folder / "nowhere").empty());

  CHECK(summariseRun(folder / "a").state == RunState::Stopped);
  CHECK(summariseRun(folder / "b").state == RunState::Incomplete);
  writeWeights(folder / "b", 15);
  CHECK(summariseRun(folder / "b").state == RunState::Incomplete);
  writeWeights(folder / "b", 16);
  CHECK(summariseRun(folder / "b").state == RunState::Complete);
  CHECK(summariseRun(folder / "a").run.history.front().step == 5);
  CHECK_FALSE(summariseRun(folder / "a").checkpoint);
  writeFileAtomically(folder / "a" / "last-2.safetensors", "x");  // of an epoch that run.json does not name
  CHECK_FALSE(summariseRun(folder / "a").checkpoint);
  writeFileAtomically(folder / "a" / "last-1.safetensors", "x");
  CHECK(summariseRun(folder / "a").checkpoint);
  {
    const RunLock lock(folder / "a");
    CHECK(summariseRun(folder / "a").state == RunState::Running);
  }
  CHECK_FALSE(summariseRun(folder / "a").accuracy);
  std::filesystem::create_directories(folder / "a" / "evaluation");
  writeFileAtomically(folder / "a" / "evaluation" / "metrics.json",
                      R"({"accuracy": 0.125, "medianR": null, "metric": "report", "mask": "nsdgeneral"})");
  const auto accuracy = summariseRun(folder / "a").accuracy;
  REQUIRE(accuracy);
  CHECK(accuracy->accuracy == 0.125);
  CHECK(std::isnan(accuracy->medianR));
  CHECK(accuracy->metric == "report");
  CHECK(accuracy->maskName == "nsdgeneral");
}

TEST_CASE("an evaluation that cannot be read is none; a run that cannot be read says so") {
  const test::TempFolder folder;
  makeRun(folder / "a", true);
  std::filesystem::create_directories(folder / "a" / "evaluation");
  for (const std::string text : {"", "{", "[1]", "{\"accuracy\": 1, \"metric\": 5}", "{\"other\": 1}"}) {
    writeFileAtomically(folder / "a" / "evaluation" / "metrics.json", text);
    CHECK_NOTHROW(summariseRun(folder / "a"));
  }
  CHECK_FALSE(summariseRun(folder / "a").accuracy);
  writeFileAtomically(folder / "a" / "run.json", "{");
  CHECK_THROWS_WITH_AS(summariseRun(folder / "a"), doctest::Contains("run.json"), Error);
}
