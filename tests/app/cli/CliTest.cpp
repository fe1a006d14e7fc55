#include "app/cli/Cli.h"

#include "VoxelscopeVersion.h"
#include "tests/app/cli/CommandLineRunner.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace vxs;
using test::contains;
using test::runCommand;

namespace {

const std::vector<std::string> kCommands{"synthesize", "inspect",  "prepare", "features",
                                         "train",      "evaluate", "predict", "embed",
                                         "whatif",     "explain",  "diagnose"};

bool torchIsLoaded() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);)
    if (contains(line, "libtorch")) return true;
  return false;
}

}  // namespace

TEST_CASE("Every command explains itself with examples") {
  const auto all = runCommand({"--help"});
  CHECK(all.status == 0);
  for (const std::string& name : kCommands) {
    CAPTURE(name);
    CHECK(contains(all.out, "  " + name));
    const auto help = runCommand({name, "--help"});
    CHECK(help.status == 0);
    CHECK(contains(help.out, "--json"));
    CHECK(contains(help.out, "--threads"));
    CHECK(contains(help.out, "  voxelscope-cli " + name));
    CHECK(help.err.empty());
  }
}

TEST_CASE("Chance can be seeded and Torch's device chosen where they matter") {
  for (const std::string name : {"synthesize", "train", "whatif", "explain"})
    CHECK(contains(runCommand({name, "--help"}).out, "--seed"));
  for (const std::string name : {"features", "train", "evaluate", "predict", "embed", "whatif", "explain"})
    CHECK(contains(runCommand({name, "--help"}).out, "--device"));
  CHECK_FALSE(contains(runCommand({"inspect", "--help"}).out, "--device"));
}

TEST_CASE("The version") {
  const auto version = runCommand({"--version"});
  CHECK(version.status == 0);
  CHECK(version.out == "voxelscope-cli " VOXELSCOPE_VERSION "\n");
}

TEST_CASE("Wrong usage is status 2, said on standard error only") {
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"dance"},
      {"inspect"},
      {"inspect", "x", "--subject", "9"},
      {"inspect", "x", "--no-such"},
      {"synthesize", "x", "--preset", "huge"},
      {"synthesize", "x", "--seed", "one"},
      {"train", "store"},
      {"train", "--out", "run"},
      {"train", "store", "--out", "run", "--head", "forest"},
      {"train", "--resume", "a", "--out", "b"},
      {"predict", "run", "--image", "a.png"},
      {"embed", "--mode", "image", "--out", "a.npy"},
      {"embed", "--mode", "text", "--out", "a.npy"},
      {"whatif", "run"},
      {"whatif", "run", "--caption", "x", "--shuffled", "-1"},
      {"whatif", "run", "--caption", "x", "--trial", "1", "--image", "a.png"},
      {"explain", "run", "--method", "magic", "--out", "a.png"},
      {"explain", "run", "--method", "gradient"},
      {"explain", "run", "--method", "gradient", "--out", "a.png"},
      {"diagnose", "--threads", "-1"}};
  for (const auto& args : wrong) {
    CAPTURE(args.size());
    if (!args.empty()) CAPTURE(args.back());
    const auto outcome = runCommand(args);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "voxelscope-cli: error: "));
  }
}

TEST_CASE("A failure is status 1 and names file and reason, also with --json") {
  for (const std::vector<std::string>& extra : {std::vector<std::string>{}, {"--json"}}) {
    std::vector<std::string> args{"inspect", "/no/such/folder"};
    args.insert(args.end(), extra.begin(), extra.end());
    const auto outcome = runCommand(args);
    CHECK(outcome.status == 1);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "voxelscope-cli: error: "));
    CHECK(contains(outcome.err, "/no/such/folder"));
  }
}

TEST_CASE("Commands that need no network leave LibTorch out of the process") {
  REQUIRE_FALSE(torchIsLoaded());
  const test::TempFolder folder;
  REQUIRE(runCommand({"synthesize", (folder / "s").string(), "--preset", "tiny"}).status == 0);
  REQUIRE(runCommand({"inspect", (folder / "s").string()}).status == 0);
  REQUIRE(runCommand(
              {"prepare", (folder / "s").string(), "--mask", "brain", "--out", (folder / "store").string()})
              .status == 0);
  CHECK_FALSE(torchIsLoaded());
  REQUIRE(runCommand({"diagnose"}).status == 0);
  CHECK(torchIsLoaded());  // so the check above is able to fail
}

TEST_CASE("diagnose lists versions and threads as a table and as JSON") {
  const auto text = runCommand({"diagnose", "--threads", "1"});
  REQUIRE(text.status == 0);
  CHECK(contains(text.out, "LibTorch"));
  CHECK(contains(text.out, "Processor"));
  const auto json = runCommand({"diagnose", "--json", "--threads", "1"}).json();
  CHECK(json["Voxelscope"] == VOXELSCOPE_VERSION);
  CHECK(json["LibTorch threads"] == "1");
  CHECK(json.contains("OpenGL"));
  CHECK(json.contains("Fonts"));
}

TEST_CASE("An exception from the loaded library arrives with its type") {
  const auto wrong =
      runCommand({"embed", "--mode", "text", "--caption", "a dog", "--out", "/tmp/x.npy", "--device", "gpu"});
  CHECK(wrong.status == 2);  // UsageError
  CHECK(contains(wrong.err, "device 'gpu'"));
  const auto missing = runCommand(
      {"embed", "--mode", "text", "--caption", "a dog", "--out", "/tmp/x.npy", "--device", "cuda:99"});
  CHECK(missing.status == 1);  // Error
  CHECK(contains(missing.err, "cuda:99"));
}
