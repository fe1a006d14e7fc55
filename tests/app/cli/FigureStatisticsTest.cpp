#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>

#include <cmath>
#include <utility>
#include <vector>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

const std::string& evaluatedRun() {
  static const std::string run = [] {
    const auto outcome = runCommand({"evaluate", tiny().run()});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return tiny().run();
  }();
  return run;
}

}  // namespace

TEST_CASE("correlation draws every map with its counts, and again from its recipe") {
  const cli::PaintingApplication application;  // drawing an SVG needs fonts
  for (const std::string map : {"r", "r2", "nc", "accuracy"}) {
    CAPTURE(map);
    const std::string out = tiny().path("map-" + map + ".svg"), again = tiny().path("map-again.svg");
    const auto outcome = runCommand(
        {"figure", "correlation", evaluatedRun(), "--map", map, "--out", out, "--dpi", "60", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["syntheticSubject"] == true);
    CHECK(outcome.json()["demoEncoder"] == (map != "nc"));  // a ceiling has nothing to do with an encoder
    const std::string legend = outcome.json()["legend"], svg = readFile(out);
    // the preset's counts belong to the preset's score, and to no other map
    std::vector<std::string> counts{"voxels used", "dropped as NaN", "ceiling of zero"},
        others{"voxels, ", "without a value"};
    if (map != "accuracy") std::swap(counts, others);
    for (const std::string& words : others) CHECK_FALSE(contains(legend, words));
    counts.insert(counts.end(), {"preset report", "mask"});
    for (const std::string& words : counts) {
      CAPTURE(words);
      CHECK(contains(legend, words));
      CHECK(contains(svg, words));
    }
    REQUIRE(runCommand({"figure", "--recipe", out, "--out", again}).status == 0);
    CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(out));
    CHECK(runCommand({"figure", "verify", out}).status == 0);
  }
}

TEST_CASE("correlation refuses what is not there by name") {
  const std::string out = tiny().path("nothing.png");
  const auto map = runCommand({"figure", "correlation", evaluatedRun(), "--map", "beauty", "--out", out});
  CHECK(map.status == 2);
  const auto atlas =
      runCommand({"figure", "correlation", evaluatedRun(), "--atlas", "atlantis", "--out", out});
  CHECK(atlas.status == 2);
  CHECK(contains(atlas.err, "atlantis"));
  const auto run = runCommand({"figure", "correlation", tiny().store(), "--out", out});
  CHECK(run.status == 1);
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("table says of evaluated runs what evaluate said, as picture, TSV and Markdown") {
  const auto judged = runCommand({"evaluate", tiny().run(), "--json"});
  REQUIRE(judged.status == 0);
  const std::string tsv = tiny().path("t.tsv"), markdown = tiny().path("t.md"), pdf = tiny().path("t.pdf");
  for (const std::string& out : {tsv, markdown, pdf}) {
    const auto outcome = runCommand({"figure", "table", evaluatedRun(), evaluatedRun(), "--out", out});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  }
  const std::string text = readFile(tsv);
  CHECK(text.starts_with("# Subject 1, mask "));
  CHECK(contains(text, "SYNTHETIC"));
  CHECK(contains(text, "DEMO ENCODER"));
  CHECK(contains(text, "run\thead\tfeatures"));
  const double accuracy = judged.json()["accuracy"]["headline"];
  char percent[32];
  std::snprintf(percent, sizeof percent, "\t%.1f %%\t", accuracy * 100);
  CHECK_MESSAGE(contains(text, percent), text);
  CHECK(contains(readFile(markdown), "|---|"));
  CHECK(runCommand({"figure", "verify", pdf}).status == 0);
  // the text is a table that the same command reads
  const std::string again = tiny().path("again.tsv");
  REQUIRE(runCommand({"figure", "table", "--table", tsv, "--out", again}).status == 0);
  CHECK(readFile(again) == text);
}

TEST_CASE("A table's page is as high as the table, unless a height is asked for") {
  const auto pageOf = [](const std::vector<std::string>& more) {
    const std::string out = tiny().path("fitting.png");
    std::vector<std::string> line{"figure", "table", evaluatedRun(), "--dpi", "100", "--out", out};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return paint::readFigurePixels(out);
  };
  const QImage page = pageOf({});
  int last = 0;  // row with any ink
  for (int y = 0; y < page.height(); ++y)
    for (int x = 0; x < page.width(); ++x)
      if (page.pixelColor(x, y) != QColor(Qt::white)) last = y;  // the honesty mark, too
  const auto mm = [](int rows) { return rows / 100.0 * 25.4; };
  CHECK(mm(page.height()) < 30);
  CHECK(mm(page.height() - last) < 6);
  CHECK(pageOf({"--height-mm", "60"}).height() == std::lround(60 / 25.4 * 100));
  const QImage larger = pageOf({"--font-pt", "12"});
  CHECK(larger.height() > page.height());
  CHECK(runCommand({"figure", "verify", tiny().path("fitting.png")}).status == 0);
}

TEST_CASE("Layers are drawn with one colour and one name each, and again from the recipe") {
  const cli::PaintingApplication application;
  const std::string run = tiny().path("run-layers");
  auto outcome = runCommand({"train", tiny().features(), "--head", "ridge", "--out", run});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const std::string nothing = tiny().path("no-layers.png");
  outcome = runCommand({"figure", "correlation", run, "--map", "layer", "--out", nothing});
  CHECK(outcome.status == 1);
  CHECK_MESSAGE(contains(outcome.err, "voxelscope-cli layers"), outcome.err);
  outcome = runCommand({"layers", tiny().store(), "--tower", "both", "--out", run});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  for (const std::string map : {"layer", "depth"}) {
    CAPTURE(map);
    const std::string out = tiny().path("layers-" + map + ".svg"), again = tiny().path("layers-again.svg");
    outcome = runCommand({"figure", "correlation", run, "--map", map, "--out", out, "--dpi", "60", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["demoEncoder"] == true);
    const std::string svg = readFile(out), legend = outcome.json()["legend"];
    for (const std::string name : {"image 1", "image 2", "text 1", "text 2"})
      CHECK_MESSAGE(contains(svg, ">" + name + "<"), name);
    CHECK_FALSE(contains(svg, ">0<\n/text>"));
    CHECK(contains(legend, map == "layer" ? "one colour a layer" : "from the first layer to the last"));
    REQUIRE(runCommand({"figure", "--recipe", out, "--out", again}).status == 0);
    CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(out));
    CHECK(runCommand({"figure", "verify", out}).status == 0);
  }
  // and as a layer beside the responses
  const std::string beside = tiny().path("layers-beside.png");
  outcome = runCommand({"figure", "slices", run, "--layers", "predicted,map", "--map", "layer", "--dpi", "50",
                        "--out", beside});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  CHECK(runCommand({"figure", "verify", beside}).status == 0);
}

TEST_CASE("A region of a map is drawn alone, counted alone, and again from the recipe") {
  const auto legendOf = [](const std::vector<std::string>& more) {
    std::vector<std::string> line{
        "figure", "correlation", evaluatedRun(), "--dpi", "50", "--out", tiny().path("region.png"), "--json"};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(runCommand({"figure", "verify", tiny().path("region.png")}).status == 0);
    return outcome.json()["legend"].get<std::string>();
  };
  const auto rois = readFile(evaluatedRun() + "/evaluation/rois.tsv");
  CHECK(contains(rois, "nsdgeneral"));
  const std::string whole = legendOf({}), part = legendOf({"--region", "nsdgeneral/all"});
  CHECK(contains(part, "in nsdgeneral"));
  const auto countOf = [](const std::string& legend) {
    return std::stol(legend.substr(legend.rfind(' ', legend.find(" voxels, ") - 1)));
  };
  CHECK(countOf(part) > 0);
  CHECK(countOf(part) < countOf(whole));
  const auto unknown = runCommand({"figure", "slices", evaluatedRun(), "--layers", "map", "--map", "r",
                                   "--region", "areas/Atlantis", "--out", tiny().path("never.png")});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "areas/Atlantis"));
}

TEST_CASE("Tables that are none, and text of what is no table") {
  const std::string bad = tiny().path("bad.tsv"), out = tiny().path("bad.png");
  for (const std::string content : {"", "# only a caption\n", "a\tb\n1\n", "one column\n1\n"}) {
    writeFileAtomically(bad, content);
    const auto outcome = runCommand({"figure", "table", "--table", bad, "--out", out});
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.err, "bad.tsv"));
  }
  CHECK(runCommand({"figure", "table", "--out", out}).status == 2);
  const auto slices = runCommand({"figure", "slices", tiny().run(), "--out", tiny().path("slices.tsv")});
  CHECK(slices.status == 2);
  CHECK(contains(slices.err, "only tables"));
}
