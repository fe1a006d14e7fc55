#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>

#include <utility>
#include <vector>

using namespace vxs;
using test::contains;
using test::runCommand;

namespace {

test::TinyThread& tiny() {
  static test::TinyThread thread;
  return thread;
}

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
  CHECK(slices.status == 1);
  CHECK(contains(slices.err, "only tables"));
}
