#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "models/blip/Picture.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

double rmsOf(const Volume& volume) {
  double sum = 0;
  std::int64_t count = 0;
  for (const float value : volume.values)
    if (std::isfinite(value)) {
      sum += double(value) * value;
      ++count;
    }
  return std::sqrt(sum / static_cast<double>(count));
}

}  // namespace

TEST_CASE("whatif compares an edited caption with the trial's own and with a null") {
  const std::string out = tiny().path("change.nii.gz");
  const std::vector<std::string> args{"whatif",     tiny().run(), "--caption",     "a blue star",
                                      "--out",      out,          "--paraphrases", "6",
                                      "--shuffled", "9",          "--json"};
  const auto outcome = runCommand(args);
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto json = outcome.json();
  CHECK(json["edited"] == "a blue star");
  CHECK(json["original"].get<std::string>().size() > 0);
  CHECK(json["syntheticSubject"] == true);
  CHECK(json["demoEncoder"] == true);
  CHECK(json["standings"]["paraphrases"]["n"] == 6);
  CHECK(json["standings"]["shuffled"]["n"] == 9);
  CHECK(json["standings"]["coco"]["n"].get<int>() >= 1);
  CHECK(json["null"].size() == 15 + json["standings"]["coco"]["n"].get<std::size_t>());
  CHECK(json["dropped"].size() == 3);
  CHECK(json["dropped"][1]["caption"] == "a star");
  CHECK(json["regions"].size() > 2);
  CHECK(json["moved"].size() == 10);
  CHECK(rmsOf(readNifti(out)) == doctest::Approx(json["rms"].get<double>()).epsilon(1e-4));
  CHECK(contains(inspectNifti(out).description, "SYNTHETIC"));
  // the same seed, the same null; another one, another
  CHECK(runCommand(args).json()["null"] == json["null"]);
  std::vector<std::string> other = args;
  other.insert(other.end(), {"--seed", "2"});
  CHECK(runCommand(other).json()["null"] != json["null"]);
}

TEST_CASE("The change is that of predict: one volume minus the other") {
  const std::string picture = tiny().picture();
  const auto predicted = [&](const std::string& caption, const std::string& name) {
    const std::string file = tiny().path(name);
    REQUIRE(runCommand({"predict", tiny().run(), "--image", picture, "--caption", caption, "--out", file})
                .status == 0);
    return readNifti(file);
  };
  const std::string out = tiny().path("own.nii");
  const auto outcome =
      runCommand({"whatif", tiny().run(), "--image", picture, "--original", "a red square", "--caption",
                  "a red circle", "--out", out, "--paraphrases", "2", "--shuffled", "2"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  CHECK(contains(outcome.out, "SYNTHETIC SUBJECT"));
  CHECK(contains(outcome.out, "a red [circle]"));
  CHECK(contains(outcome.out, "no other captions of the image to compare with"));
  const Volume change = readNifti(out), before = predicted("a red square", "before.nii"),
               after = predicted("a red circle", "after.nii");
  double worst = 0;
  for (std::size_t i = 0; i < change.values.size(); ++i)
    if (std::isfinite(change.values[i]))
      worst = std::max(worst, std::abs(double(change.values[i]) - (after.values[i] - before.values[i])));
  CHECK(worst < 1e-4);
}

TEST_CASE("Words can be measured by a region") {
  const auto outcome = runCommand({"whatif", tiny().run(), "--caption", "a red ball", "--roi", "nsdgeneral",
                                   "--paraphrases", "0", "--shuffled", "0", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  for (const auto& word : outcome.json()["dropped"]) CHECK(std::isfinite(word["region"].get<double>()));
  CHECK(runCommand({"whatif", tiny().run(), "--caption", "a", "--roi", "Atlantis"}).status == 2);
}

TEST_CASE("whatif says what is missing") {
  const auto noOriginal = runCommand({"whatif", tiny().run(), "--image", tiny().picture(), "--caption", "x"});
  CHECK(noOriginal.status == 2);
  CHECK(contains(noOriginal.err, "--original"));
  CHECK(runCommand({"whatif", tiny().run(), "--trial", "999999", "--caption", "x"}).status == 1);
  CHECK(runCommand({"whatif", tiny().run(), "--caption", "x", "--out", "change.png"}).status == 2);
  CHECK(runCommand({"whatif", tiny().path("nowhere"), "--caption", "x"}).status == 1);
  CancelFlag cancel;
  cancel.raise();
  CHECK(runCommand({"whatif", tiny().run(), "--caption", "x"}, cancel).status == 130);
}

TEST_CASE("explain writes pictures and arrays by every method") {
  std::string region;
  {
    const auto json = runCommand({"whatif", tiny().run(), "--caption", "x", "--paraphrases", "0",
                                  "--shuffled", "0", "--json"})
                          .json();
    region = json["regions"][0]["atlas"].get<std::string>() + ":" +
             json["regions"][0]["region"].get<std::string>();
  }
  for (const std::string method : {"gradient", "integrated", "occlusion", "attention"}) {
    CAPTURE(method);
    const std::string out = tiny().path(method + ".png");
    const auto outcome =
        runCommand({"explain", tiny().run(), "--roi", region, "--method", method, "--out", out, "--steps",
                    "8", "--grid", "3", "--caption", "a red face", "--sanity", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const auto json = outcome.json();
    CHECK(json["method"] == method);
    CHECK(json["words"].size() > 3);
    CHECK(json["syntheticSubject"] == true);
    CHECK(json["sanity"]["cells"] == (method == "occlusion" ? 9 : 64));
    CHECK(std::abs(json["sanity"]["rankCorrelation"].get<double>()) <= 1);
    if (method == "integrated") CHECK(json["gapPercent"].get<double>() < 20);
    CHECK(json.contains("sparsity") == (method == "attention"));
    const RgbImage picture = blip::readPicture(out);
    CHECK(picture.width >= 448);
    CHECK(picture.height > 448);  // the footer with target, run and marks
  }
}

TEST_CASE("explain writes what it prints, for a voxel, cell by cell and pixel by pixel") {
  const auto moved = runCommand({"whatif", tiny().run(), "--caption", "x", "--paraphrases", "0", "--shuffled",
                                 "0", "--json"})
                         .json()["moved"][0]["voxel"];
  const std::string voxel = std::to_string(moved[0].get<int>()) + "," + std::to_string(moved[1].get<int>()) +
                            "," + std::to_string(moved[2].get<int>());
  const std::string out = tiny().path("why.npy");
  const std::vector<std::string> args{"explain", tiny().run(), "--voxel", voxel, "--method", "integrated",
                                      "--steps", "6",          "--out",   out,   "--json"};
  const auto outcome = runCommand(args);
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto json = outcome.json();
  CHECK(json["targetVoxels"] == 1);
  CHECK(json["shape"] == nlohmann::json({8, 8}));
  CHECK(contains(readFile(out).substr(0, 128), "(8, 8)"));
  std::vector<std::string> pixels = args;
  pixels.push_back("--pixels");
  REQUIRE(runCommand(pixels).status == 0);
  CHECK(contains(readFile(out).substr(0, 128), "(128, 128)"));
  const auto text =
      runCommand({"explain", tiny().run(), "--voxel", voxel, "--method", "gradient", "--out", out});
  CHECK(contains(text.out, "DEMO ENCODER"));
  CHECK(contains(text.out, "gap "));
}

TEST_CASE("Attention may be that of one word, one layer and one head") {
  const auto ask = [&](std::vector<std::string> more) {
    std::vector<std::string> args{"explain",   tiny().run(),        "--image",  tiny().picture(),
                                  "--caption", "a red square",      "--method", "attention",
                                  "--out",     tiny().path("a.npy")};
    args.insert(args.end(), more.begin(), more.end());
    const auto outcome = runCommand(args);
    return std::pair(outcome.status, outcome.status == 0 ? readFile(tiny().path("a.npy")) : outcome.err);
  };
  const auto all = ask({}), word = ask({"--word", "red"}), head = ask({"--layer", "2", "--head", "3"});
  CHECK(all.first == 0);
  CHECK(word.second != all.second);
  CHECK(head.second != all.second);
  CHECK(ask({"--word", "blue"}).first == 2);
  CHECK(contains(ask({"--word", "blue"}).second, "a, red, square"));
  CHECK(ask({"--layer", "9"}).first == 2);
}

TEST_CASE("explain says what is missing") {
  const std::string out = tiny().path("x.png");
  const auto args = [&](std::vector<std::string> more) {
    std::vector<std::string> all{"explain", tiny().run(), "--out", out, "--method"};
    all.insert(all.end(), more.begin(), more.end());
    return runCommand(all);
  };
  CHECK(args({"gradient", "--voxel", "0,0,0"}).status == 2);
  CHECK(contains(args({"gradient", "--voxel", "0,0,0"}).err, "outside"));
  CHECK(args({"gradient", "--voxel", "900,0,0"}).status == 2);
  CHECK(args({"gradient", "--voxel", "a,b"}).status == 2);
  const auto unknown = args({"gradient", "--roi", "Atlantis"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "nsdgeneral"));
  CHECK(args({"attention", "--pixels"}).status == 2);
  CHECK(runCommand({"explain", tiny().run(), "--method", "attention", "--out", "x.txt"}).status == 2);
}
