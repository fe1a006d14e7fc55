#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "core/scene/Comparison.h"
#include "core/store/VoxelStore.h"
#include "core/train/Regions.h"
#include "core/train/Run.h"
#include "core/volume/Nifti.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

TEST_CASE("correlation draws every map with its counts, and again from its recipe") {
  const cli::PaintingApplication application;  // drawing an SVG needs fonts
  for (const std::string map : {"r", "r2", "nc", "accuracy"}) {
    CAPTURE(map);
    const std::string out = tiny().path("map-" + map + ".svg"), again = tiny().path("map-again.svg");
    const auto outcome = runCommand({"figure", "correlation", tiny().evaluatedRun(), "--map", map, "--out",
                                     out, "--dpi", "60", "--json"});
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

TEST_CASE(
    "density draws r² or r against the noise ceiling with its line and counts, and again from its recipe") {
  const cli::PaintingApplication application;
  for (const std::string map : {"r2", "r"}) {
    CAPTURE(map);
    const std::string out = tiny().path("density-" + map + ".svg"), again = tiny().path("density-again.svg");
    const auto outcome = runCommand({"figure", "density", tiny().evaluatedRun(), "--map", map, "--region",
                                     "nsdgeneral/all", "--out", out, "--dpi", "60", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const std::string legend = outcome.json()["legend"], svg = readFile(out);
    for (const std::string words : {"SYNTHETIC", "DEMO ENCODER", "in nsdgeneral", "preset report",
                                    "dropped as NaN", "above the line", "noise ceiling"}) {
      CAPTURE(words);
      CHECK(contains(legend, words));
      CHECK(contains(svg, words));
    }
    CHECK(contains(legend, map == "r" ? "Dashed line: the square root of the noise ceiling"
                                      : "Dashed line: r² as large as the noise ceiling"));
    CHECK(contains(svg, "stroke-dasharray"));
    // every voxel of the region is drawn or counted
    const store::VoxelStore store = store::VoxelStore::open(train::readRunInfo(tiny().evaluatedRun()).store);
    const auto members = train::regionMembers(store.atlases(), store.mask(), "nsdgeneral/all");
    int shown = 0, missing = 0, above = 0, none = 0;
    const auto at = legend.find(" voxels, ");
    REQUIRE(at != std::string::npos);
    REQUIRE(std::sscanf(legend.c_str() + legend.rfind(' ', at - 1) + 1,
                        "%d voxels, %d above the line, %d with a ceiling of zero; %d dropped", &shown, &above,
                        &none, &missing) == 4);
    CHECK(shown + missing == std::ssize(members));
    CHECK(above <= shown);
    REQUIRE(runCommand({"figure", "--recipe", out, "--out", again}).status == 0);
    CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(out));
    CHECK(runCommand({"figure", "verify", out}).status == 0);
  }
  CHECK(runCommand({"figure", "density", tiny().evaluatedRun(), "--map", "nc", "--out", "no.png"}).status ==
        2);
}

TEST_CASE("correlation's bars, histogram and colours are of the map that is named") {
  const cli::PaintingApplication application;
  const train::Evaluation evaluation = train::readEvaluation(tiny().evaluatedRun());
  const store::VoxelStore store = store::VoxelStore::open(evaluation.run.store);
  for (const std::string key : {"cod", "r2"}) {
    CAPTURE(key);
    const std::vector<float> values = paint::mapStatistic(key).values(evaluation);
    const auto bars = paint::regionBars(evaluation, key, "nsdgeneral", values, store.atlases());
    REQUIRE_FALSE(bars.empty());
    std::vector<float> inside;
    for (const std::uint32_t voxel : train::regionMembers(store.atlases(), evaluation.mask, "nsdgeneral/all"))
      inside.push_back(values[voxel]);
    std::ranges::sort(inside);
    const double median = (double{inside[(inside.size() - 1) / 2]} + double{inside[inside.size() / 2]}) / 2;
    CHECK(bars.front().label == "nsdgeneral");
    CHECK(bars.front().value == doctest::Approx(median));
    CHECK(bars.front().ceiling > 0);  // the most that it can be
    CHECK(bars.front().ceiling <= 1);
  }
  const auto drawn = [&](const std::string& map) {
    const std::string out = tiny().path("named-" + map + ".svg");
    const auto outcome =
        runCommand({"figure", "correlation", tiny().evaluatedRun(), "--map", map, "--out", out, "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["recipe"]["options"]["threshold"] == "0");  // the window's
    return readFile(out) + outcome.json()["legend"].get<std::string>();
  };
  const std::string cod = drawn("cod"), accuracy = drawn("accuracy"), r = drawn("r");
  CHECK(contains(cod, "Bars: median CoD over a region's voxels"));
  CHECK(contains(cod, "median CoD"));
  CHECK_FALSE(contains(cod, "of ceiling"));
  CHECK(contains(accuracy, "median r²/NC, % of ceiling"));
  CHECK(contains(accuracy, "from 0 to 100"));  // as the bars, in percent
  CHECK(contains(r, "square root of the noise ceiling"));
  for (const std::string& figure : {cod, accuracy, r}) CHECK_FALSE(contains(figure, "outside: 0"));
}

TEST_CASE("The difference of two models is drawn both ways and names both runs") {
  const cli::PaintingApplication application;
  const std::string second = tiny().path("run-other"), out = tiny().path("delta.svg");
  std::filesystem::copy(tiny().evaluatedRun(), second, std::filesystem::copy_options::recursive);
  const std::string map = second + "/evaluation/r.nii.gz";
  Volume better = readNifti(map);
  for (std::size_t i = 0; i < better.values.size(); ++i) better.values[i] += i % 2 ? 0.2F : -0.2F;
  writeNifti(map, better, NiftiType::Float32, "");
  const auto outcome = runCommand({"figure", "slices", tiny().evaluatedRun(), "--second", second, "--map",
                                   "difference", "--layers", "map", "--dpi", "100", "--out", out, "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const std::string legend = outcome.json()["legend"], svg = readFile(out);
  CHECK(contains(legend, "colours (purple-green) from \u22120.3 to 0.3"));
  for (const std::string& words : {legend, svg}) {
    CHECK(contains(words, "run-other"));
    CHECK(contains(words, std::filesystem::path(tiny().evaluatedRun()).filename().string()));
  }
  CHECK(contains(svg, ">\u22120.3<"));
  // as many voxels below 0 as above it, and both are seen
  const QImage drawn = paint::readFigurePixels(out);
  int purple = 0, green = 0;
  for (int y = 0; y < drawn.height(); ++y)
    for (int x = 0; x < drawn.width() * 4 / 5; ++x) {
      const QColor color = drawn.pixelColor(x, y);
      purple += color.red() > color.green() + 40 && color.blue() > color.green() + 40;
      green += color.green() > color.red() + 40 && color.green() > color.blue() + 20;
    }
  CHECK(purple > 50);
  CHECK(green > 50);
}

TEST_CASE("Figures of two runs are titled by their names, those of one are not") {
  const std::string second = tiny().path("run-second"), out = tiny().path("two.svg");
  std::filesystem::copy(tiny().run(), second, std::filesystem::copy_options::recursive);
  const std::string first = std::filesystem::path(tiny().run()).filename().string();
  for (const std::string kind : {"view", "slices", "compare3d", "mosaic"}) {
    CAPTURE(kind);
    const auto made = [&](const std::vector<std::string>& more) {
      std::vector<std::string> line{"figure", kind, tiny().run(), "--dpi", "60", "--out", out, "--json"};
      line.insert(line.end(), more.begin(), more.end());
      const auto outcome = runCommand(line);
      REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
      return outcome;
    };
    const auto one = made({});
    CHECK_FALSE(contains(readFile(out), "Predicted:"));
    CHECK_FALSE(contains(one.json()["legend"], "(" + first));
    // a folder's name as a shell completes it is one too
    const auto two = made({"--second", second + "/", "--layers", "measured,predicted,second"});
    const std::string svg = readFile(out);
    const bool low = kind == "mosaic";  // rows, beside which runs stand below
    CHECK(contains(svg, low ? ">" + first + "<" : "Predicted: " + first));
    CHECK(contains(svg, low ? ">run-second<" : "Second model: run-second"));
    CHECK(contains(two.json()["legend"], "predicted (" + first + ") and second model (run-second)"));
    CHECK(runCommand({"figure", "verify", out}).status == 0);
  }
}

TEST_CASE("A map from a file is scaled and named as in the window, and found again from anywhere") {
  const std::filesystem::path file = tiny().path("own-map.nii.gz");
  Volume map = readNifti(std::filesystem::path(tiny().run()) / "mask.nii.gz");
  for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] *= static_cast<float>(i % 7);
  writeNifti(file, map, NiftiType::Float32, "");
  const auto outcome =
      runCommand({"figure", "view", tiny().run(), "--map", std::filesystem::relative(file).string(),
                  "--layers", "predicted,map", "--dpi", "40", "--out", tiny().path("file.png"), "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto recipe = outcome.json()["recipe"];
  const scene::ColorScale scale = scene::comparisonStateFromJson(recipe["state"].dump()).mapScale;
  CHECK(scale == paint::scaleOfFile(map.values));
  CHECK(scale.thresholdZ == doctest::Approx(scale.range / 100));
  CHECK(recipe["options"]["map"] == file.lexically_normal().string());
  CHECK(contains(recipe["options"]["mapProvenance"], "file "));
  CHECK_FALSE(contains(recipe["options"]["mapProvenance"], "test images"));
}

TEST_CASE("A narrow figure has everything that it must say, and is as high as what it shows") {
  const cli::PaintingApplication application;
  const auto made = [](std::vector<std::string> line, const std::string& out) {
    line.insert(line.begin(), "figure");
    line.insert(line.end(), {"--width-mm", "88", "--dpi", "100", "--out", tiny().path(out)});
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return tiny().path(out);
  };
  const train::RunInfo run = train::readRunInfo(tiny().run());
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  const auto trained = std::ranges::find_if(store.trials(), [&](const nsd::Trial& trial) {
    return std::ranges::find(run.trainImages, trial.nsdId) != run.trainImages.end();
  });
  REQUIRE(trained != store.trials().end());
  const std::string trial = std::to_string(trained->number);
  for (const std::string kind : {"view", "slices", "compare3d"}) {
    CAPTURE(kind);
    const std::string svg = readFile(made({kind, tiny().run(), "--trial", trial}, "narrow.svg"));
    CHECK(contains(svg, "TRAINING"));
    CHECK_FALSE(contains(svg, "…"));
    CHECK(contains(svg, "(left") == (kind != "compare3d"));  // 3-D has no sides to tell
    CHECK(contains(svg, ">response<"));
  }
  const auto heightOf = [&](const std::string& layers) {
    return paint::readFigurePixels(made({"slices", tiny().run(), "--layers", layers}, "rows.png")).height();
  };
  const int one = heightOf("predicted"), three = heightOf("measured,predicted,difference");
  CHECK(one < 200);
  CHECK(three > 1.7 * one);
}

TEST_CASE("A point where there is nothing to see is refused") {
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"figure", "slices", tiny().run(), "--at", "500,0,0"},
           {"figure", "mosaic", tiny().run(), "--positions", "0,-700"},
           {"figure", "correlation", tiny().evaluatedRun(), "--positions", "0,-700"}}) {
    std::vector<std::string> whole = line;
    whole.insert(whole.end(), {"--out", tiny().path("outside.png")});
    const auto outcome = runCommand(whole);
    CHECK(outcome.status == 2);
    CHECK_MESSAGE(contains(outcome.err, "lies outside the volume"), outcome.err);
    CHECK_FALSE(std::filesystem::exists(tiny().path("outside.png")));
  }
}

TEST_CASE("correlation refuses what is not there by name") {
  const std::string out = tiny().path("nothing.png");
  const auto map =
      runCommand({"figure", "correlation", tiny().evaluatedRun(), "--map", "beauty", "--out", out});
  CHECK(map.status == 2);
  const auto atlas =
      runCommand({"figure", "correlation", tiny().evaluatedRun(), "--atlas", "atlantis", "--out", out});
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
    const auto outcome =
        runCommand({"figure", "table", tiny().evaluatedRun(), tiny().evaluatedRun(), "--out", out});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(contains(outcome.out, "Pixels") == (out == pdf));  // text has none
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
    std::vector<std::string> line{"figure", "table", tiny().evaluatedRun(), "--dpi", "100", "--out", out};
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
  int right = 0;  // column with any ink in the head
  for (int x = 0; x < page.width(); ++x)
    for (int y = 0; y < page.height() / 3; ++y)
      if (page.pixelColor(x, y) != QColor(Qt::white)) right = x;
  CHECK(mm(page.width() - right) < 6);
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
    std::vector<std::string> line{"figure", "correlation", tiny().evaluatedRun(),     "--dpi",
                                  "50",     "--out",       tiny().path("region.png"), "--json"};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(runCommand({"figure", "verify", tiny().path("region.png")}).status == 0);
    return outcome.json()["legend"].get<std::string>();
  };
  const auto rois = readFile(tiny().evaluatedRun() + "/evaluation/rois.tsv");
  CHECK(contains(rois, "nsdgeneral"));
  const std::string whole = legendOf({}), part = legendOf({"--region", "nsdgeneral/all"});
  CHECK(contains(part, "in nsdgeneral"));
  const auto countOf = [](const std::string& legend) {
    return std::stol(legend.substr(legend.rfind(' ', legend.find(" voxels, ") - 1)));
  };
  CHECK(countOf(part) > 0);
  CHECK(countOf(part) < countOf(whole));
  const auto unknown = runCommand({"figure", "slices", tiny().evaluatedRun(), "--layers", "map", "--map", "r",
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
