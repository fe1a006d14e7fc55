#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "core/store/VoxelStore.h"
#include "core/train/CompareEvaluations.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>

#include <algorithm>
#include <regex>
#include <utility>
#include <vector>

// Figures of two evaluated runs, and of anything on a page of one column.
using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

/// A network over the same test images.
const std::string& neuralRun() {
  static const std::string run = [] {
    const std::string path = tiny().path("run-neural");
    auto outcome = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "8", "--epochs", "3",
                               "--batch", "64", "--out", path});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    outcome = runCommand({"evaluate", path});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return path;
  }();
  return run;
}

/// Where these words begin on the page.
std::pair<double, double> place(const std::string& svg, const std::string& words) {
  const std::size_t at = svg.find(">" + words + "<");
  REQUIRE(at != std::string::npos);
  const std::size_t from = svg.rfind("<text", at);
  const std::string element = svg.substr(from, at - from);
  std::smatch found;
  REQUIRE(std::regex_search(element, found, std::regex("x=\"([0-9.]+)\" y=\"([0-9.]+)\"")));
  return {std::stod(found[1]), std::stod(found[2])};
}

}  // namespace

TEST_CASE("correlation draws the difference of two runs as the window does, and again from its recipe") {
  const cli::PaintingApplication application;
  const std::string& second = neuralRun();
  const std::string first = tiny().evaluatedRun(), out = tiny().path("runs.svg"),
                    again = tiny().path("runs-again.svg");
  const auto outcome = runCommand({"figure", "correlation", first, "--map", "difference", "--second",
                                   second + "/", "--out", out, "--dpi", "150", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const std::string legend = outcome.json()["legend"], svg = readFile(out);
  const auto recipe = outcome.json()["recipe"];
  CHECK(recipe["options"]["second"] == second);
  CHECK(recipe["options"]["colours"] == "purple-green");
  CHECK(recipe["options"]["threshold"] == "0.03");
  for (const std::string name :
       {"evaluation/r.nii.gz", "second run: evaluation/r.nii.gz", "second run: head"})
    CHECK_MESSAGE(recipe["sha256"].contains(name), name);
  CHECK(contains(legend,
                 "colours (purple-green) from \u22120.3 to 0.3; values between ±0.03 (dotted on the colour "
                 "bar) fade out"));
  CHECK(contains(legend, "paired bootstrap over test images (200 resamples)"));
  CHECK(contains(svg, ">median <"));  // Latin and Greek letters are words of their own in SVG
  const std::string firstName = std::filesystem::path(first).filename().string();
  CHECK(contains(svg, "r of run-neural −\u00a0r of " + firstName));
  // the numbers are those of the comparison that the window makes
  Progress quiet;
  const train::Evaluation a = train::readEvaluation(first), b = train::readEvaluation(second);
  const store::VoxelStore store = store::VoxelStore::open(a.run.store);
  const train::EvaluationDifference by = train::compareEvaluations(a, b, store.atlases(), quiet);
  CHECK(contains(legend, std::to_string(by.voxels) + " voxels: " + std::to_string(by.better) +
                             " better predicted by run-neural, " + std::to_string(by.worse) + " by " +
                             firstName));
  REQUIRE(runCommand({"figure", "--recipe", out, "--out", again}).status == 0);
  CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(out));
  CHECK(runCommand({"figure", "verify", out}).status == 0);
  const auto alone = runCommand({"figure", "correlation", first, "--map", "difference", "--out", out});
  CHECK(alone.status == 2);
  CHECK(contains(alone.err, "--second"));
}

TEST_CASE(
    "A second run or a map that is named is shown, and legends say what is subtracted and where slices lie") {
  const cli::PaintingApplication application;
  const std::string out = tiny().path("named.png");
  const auto shown = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"figure", "view", tiny().evaluatedRun()});
    options.insert(options.end(), {"--out", out, "--dpi", "72", "--json"});
    const auto outcome = runCommand(options);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return outcome.json();
  };
  const auto both = shown({"--layout", "slices", "--second", neuralRun(), "--map", "r"});
  CHECK(both["recipe"]["options"]["layers"] == "measured,predicted,difference,second,map");
  const std::string legend = both["legend"];
  CHECK(contains(legend, "Difference: measured \u2212 predicted"));
  CHECK(contains(legend, "measured: mean of"));
  const std::string mosaic = shown({"--layout", "mosaic"})["legend"];
  CHECK(contains(mosaic, "Slices at S = "));
  CHECK(!contains(mosaic, "Slices through"));
  CHECK(!contains(mosaic, "Difference:"));
  CHECK(!contains(mosaic, "measured:"));  // nothing measured is shown
}

TEST_CASE("No words on a narrow page are below 5 pt, whatever the figure") {
  const cli::PaintingApplication application;
  const std::string first = tiny().evaluatedRun(), second = neuralRun(), out = tiny().path("small.svg");
  const std::regex size("font-size=\"([0-9.]+)\"");
  for (std::vector<std::string> line : std::vector<std::vector<std::string>>{
           {"slices", first, "--second", second, "--layers", "measured,predicted,second"},
           {"compare3d", first, "--second", second, "--map", "r", "--layers",
            "measured,predicted,second,map"},
           {"mosaic", first, "--second", second, "--layers", "predicted,second"},
           {"view", first, "--second", second, "--layers", "measured,predicted,second"},
           {"view", first, "--layout", "mosaic"},
           {"epochs", second},
           {"correlation", first},
           {"correlation", first, "--map", "difference", "--second", second},
           {"density", first, "--map", "r"},
           {"why", first, "--roi", "prf-visualrois:V1v", "--steps", "2"},
           {"preprocessing", first},
           {"table", first, second}}) {
    const std::string kind = line.front();
    CAPTURE(kind);
    line.insert(line.begin(), "figure");
    line.insert(line.end(), {"--width-mm", "88", "--dpi", "300", "--out", out});
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const std::string svg = readFile(out);
    double least = 1e9;
    for (std::sregex_iterator at(svg.begin(), svg.end(), size), end; at != end; ++at)
      least = std::min(least, std::stod((*at)[1]));
    CHECK(least / 300 * 72 > 4.9);  // letters have whole pixels
    CHECK(least < 1e9);
  }
}

TEST_CASE(
    "A table that is too wide for its page is turned, then smaller, and refused before it is unreadable") {
  const cli::PaintingApplication application;
  const auto made = [](const std::vector<std::string>& runs, const std::string& out,
                       const std::string& width) {
    std::vector<std::string> line{"figure", "table"};
    line.insert(line.end(), runs.begin(), runs.end());
    line.insert(line.end(), {"--width-mm", width, "--dpi", "300", "--out", tiny().path(out)});
    return runCommand(line);
  };
  const std::vector<std::string> two{tiny().evaluatedRun(), neuralRun()};
  REQUIRE(made(two, "turned.svg", "88").status == 0);
  REQUIRE(made(two, "plain.svg", "180").status == 0);
  const std::string turned = readFile(tiny().path("turned.svg")), plain = readFile(tiny().path("plain.svg"));
  CHECK(place(turned, "head").first == doctest::Approx(place(turned, "voxels").first));  // below each other
  CHECK(place(plain, "head").second == doctest::Approx(place(plain, "voxels").second));
  CHECK(contains(turned, "font-size=\"31\""));  // 7.5 pt at 300 dpi
  std::vector<std::string> many;
  for (int i = 0; i < 12; ++i) many.push_back(two[static_cast<std::size_t>(i % 2)]);
  const auto refused = made(many, "many.svg", "60");
  CHECK(refused.status == 2);
  CHECK_MESSAGE(contains(refused.err, "less than 5 pt is not read in print"), refused.err);
  CHECK_FALSE(std::filesystem::exists(tiny().path("many.svg")));
  CHECK(made(many, "many.md", "60").status == 0);  // which has no page
}

TEST_CASE("Three volumes in 3-D stand in one row, five in two") {
  const cli::PaintingApplication application;
  const auto made = [](const std::string& layers, const std::string& points) {
    const std::string out = tiny().path("in-a-row.svg");
    const auto outcome = runCommand({"figure", "compare3d", tiny().evaluatedRun(), "--second", neuralRun(),
                                     "--map", "r", "--layers", layers, "--width-mm", "88", "--font-pt",
                                     points, "--dpi", "150", "--out", out});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return readFile(out);
  };
  const std::string three = made("measured,difference,predicted", "9");
  CHECK(place(three, "Measured").second == doctest::Approx(place(three, "Difference").second));
  CHECK(place(three, "Measured").second == doctest::Approx(place(three, "Predicted").second));
  const std::string five = made("measured,difference,predicted,second,map", "7.5");
  CHECK(place(five, "Measured").second == doctest::Approx(place(five, "Predicted").second));
  CHECK(place(five, "Second model").second > place(five, "Measured").second + 20);
}
