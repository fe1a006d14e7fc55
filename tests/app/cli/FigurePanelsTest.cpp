#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "tests/app/cli/FigureImage.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace vxs;
using test::contains;
using test::load;
using test::runCommand;
using test::tiny;

namespace {

/// A figure of the tiny run at 60 dpi.
std::string made(const std::string& kind, const std::string& name, const std::string& widthMm = "180") {
  const std::string out = tiny().path(name);
  const auto outcome = runCommand(
      {"figure", kind, tiny().run(), "--out", out, "--dpi", "60", "--trial", "3", "--width-mm", widthMm});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  return out;
}

}  // namespace

TEST_CASE("A panel is painted as it is on a page of its own, below its letter") {
  const std::string figure = made("slices", "alone.png"), page = tiny().path("one.png");
  const auto outcome =
      runCommand({"figure", "panels", figure, "--out", page, "--dpi", "60", "--letters", "none", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const QImage alone = load(figure), whole = load(page);
  CHECK(whole.width() == alone.width());
  REQUIRE(whole.height() > alone.height());
  const int strip = whole.height() - alone.height();
  CHECK(whole.copy(0, strip, alone.width(), alone.height()) == alone);
  CHECK(outcome.json()["syntheticSubject"] == true);
  REQUIRE(runCommand({"figure", "panels", figure, "--out", page, "--dpi", "60"}).status == 0);
  CHECK(load(page).copy(0, 0, 60, strip) != whole.copy(0, 0, 60, strip));  // there is a letter now
}

TEST_CASE(
    "Rows share the page's width; every format makes the same page again, and verify knows what it is of") {
  const std::string wide = made("slices", "wide.svg"), narrow = made("compare3d", "narrow.pdf", "90"),
                    again = tiny().path("again.png");
  for (const std::string name : {"page.png", "page.pdf", "page.svg"}) {
    CAPTURE(name);
    const std::string page = tiny().path(name);
    const auto outcome = runCommand({"figure", "panels", wide, narrow, wide, "--rows", "1,2", "--out", page,
                                     "--dpi", "60", "--letters", "lower", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const auto panels = outcome.json()["recipe"]["panels"];
    REQUIRE(panels.size() == 3);
    CHECK(panels[0]["widthMm"] == 180.0);
    CHECK(panels[1]["widthMm"] == 60.0);
    CHECK(panels[2]["widthMm"] == 120.0);
    CHECK(panels[1]["dpi"] == 60.0);
    CHECK(contains(outcome.json()["legend"].get<std::string>(), "(b) Whole-brain responses in 3-D"));
    CHECK(outcome.json()["recipe"]["sha256"].contains("panel B: head"));
    const auto verified = runCommand({"figure", "verify", page, "--json"});
    CHECK_MESSAGE(verified.status == 0, verified.out);
    REQUIRE(runCommand({"figure", "--recipe", page, "--out", again}).status == 0);
    if (name == "page.png") CHECK(load(again) == load(page));
  }
}

TEST_CASE("Panels keep their widths while they have room, and rows fill the page where that is asked for") {
  const std::string narrow = made("compare3d", "column.png", "88"), page = tiny().path("columns.png");
  const auto widths = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"figure", "panels", narrow, narrow,  narrow, "--rows",
                                   "1,2",    "--out",  page,   "--dpi", "60",   "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const auto outcome = runCommand(words);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(runCommand({"figure", "verify", page}).status == 0);
    std::vector<double> found;
    const auto panels = outcome.json()["recipe"]["panels"];
    for (const auto& panel : panels) found.push_back(panel["widthMm"]);
    return found;
  };
  CHECK(widths({}) == std::vector<double>{88, 88, 88});
  CHECK(load(page).width() == std::lround(180 / 25.4 * 60));
  // the last of a row ends where the page does
  const QImage whole = load(page), kept = load(narrow);
  const int second = whole.width() - kept.width();
  bool inked = false;
  for (int y = whole.height() / 2; y < whole.height(); ++y)
    for (int x = second + kept.width() * 8 / 10; x < whole.width(); ++x)
      inked = inked || whole.pixelColor(x, y) != QColor(Qt::white);
  CHECK(inked);
  CHECK(widths({"--fill"}) == std::vector<double>{180, 90, 90});
}

TEST_CASE("What all panels say of where they are from the page says once") {
  const cli::PaintingApplication application;
  const std::string slices = made("slices", "source-a.svg"), mosaic = made("mosaic", "source-b.svg"),
                    page = tiny().path("sources.svg");
  const auto outcome =
      runCommand({"figure", "panels", slices, mosaic, "--out", page, "--dpi", "60", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto times = [](const std::string& text, const std::string& words) {
    int count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
  };
  const std::string svg = readFile(page);
  CHECK(times(readFile(slices), "subj01, trial 3") >= 1);
  CHECK(times(svg, ">subj01, trial 3") == 1);
  CHECK(times(svg, "left is left)<") == 1);
  CHECK(runCommand({"figure", "verify", page}).status == 0);
  // panels of other trials say theirs, and together what they have in common
  const std::string other = tiny().path("source-c.svg");
  REQUIRE(
      runCommand({"figure", "slices", tiny().run(), "--out", other, "--dpi", "60", "--trial", "4"}).status ==
      0);
  REQUIRE(runCommand({"figure", "panels", slices, other, "--out", page, "--dpi", "60"}).status == 0);
  const std::string two = readFile(page);
  CHECK(times(two, ">subj01, trial 3") == 1);
  CHECK(times(two, ">subj01, trial 4") == 1);
  CHECK(times(two, "left is left)<") == 1);
}

TEST_CASE("A page's legend has every panel's heading in bold, and once what must be said of all") {
  const cli::PaintingApplication application;
  const std::string slices = made("slices", "legend-a.svg"), volumes = made("compare3d", "legend-b.svg"),
                    ceiling = tiny().path("legend-c.svg"), page = tiny().path("legend.svg"),
                    tex = tiny().path("legend.tex");
  REQUIRE(runCommand({"figure", "correlation", tiny().evaluatedRun(), "--map", "nc", "--dpi", "60", "--out",
                      ceiling})
              .status == 0);
  const auto times = [](const std::string& text, const std::string& words) {
    int count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
  };
  const auto legendOf = [&](const std::vector<std::string>& figures) {
    std::vector<std::string> words{"figure", "panels", "--out", page, "--dpi", "60", "--legend", tex};
    words.insert(words.begin() + 2, figures.begin(), figures.end());
    const auto outcome = runCommand(words);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return readFile(tex);
  };
  const std::string two = legendOf({slices, volumes});
  CHECK_MESSAGE(two.starts_with("\\caption{\\textbf{(A) "), two);
  CHECK(contains(two, ".} "));  // the bold part ends with the first sentence
  CHECK(contains(two, "\\textbf{(B) Whole-brain responses in 3-D"));
  CHECK(times(two, "\\textbf{") == 2);
  CHECK(times(two, "SYNTHETIC SUBJECT") == 1);
  CHECK(times(two, "DEMO ENCODER") == 1);
  CHECK(times(two, "Made with") == 1);
  const std::string three = legendOf({slices, volumes, ceiling});
  CHECK(times(three, "\\textbf{") == 3);
  CHECK(times(three, "SYNTHETIC SUBJECT") == 1);
  CHECK(times(three, "DEMO ENCODER") == 2);  // a ceiling has nothing to do with it
}

TEST_CASE("A height that is asked for is the page's") {
  const std::string figure = made("slices", "tall.png"), page = tiny().path("tall-page.png");
  REQUIRE(runCommand({"figure", "panels", figure, figure, "--out", page, "--dpi", "60", "--height-mm", "254"})
              .status == 0);
  CHECK(load(page).height() == 600);
  CHECK(runCommand({"figure", "verify", page}).status == 0);
}

TEST_CASE("What makes no page of panels is said in one message") {
  const std::string figure = made("slices", "figure.png"), page = tiny().path("nested.png");
  const auto refused = [&](std::vector<std::string> rest, const std::string& why) {
    std::vector<std::string> words{"figure", "panels"};
    words.insert(words.end(), rest.begin(), rest.end());
    words.insert(words.end(), {"--out", tiny().path("never.png"), "--dpi", "60"});
    const auto outcome = runCommand(words);
    CHECK(outcome.status != 0);
    CHECK_MESSAGE(contains(outcome.err, why), outcome.err);
  };
  refused({figure, figure, "--rows", "1,2"}, "rows of 1,2 are for 3 panels, and there are 2");
  // what must be said has no room there, and once ate all the memory
  refused({figure, figure, "--rows", "2", "--width-mm", "60"}, "panel A");
  refused({figure, figure, "--rows", "2", "--width-mm", "60"}, "has no room for its marks");
  refused({figure, "--rows", "0,1"}, "does not say how many panels each row has");
  refused({figure, "--rows", "one"}, "one");
  refused({tiny().picture()}, tiny().picture());
  refused({"/nowhere/figure.png"}, "/nowhere/figure.png");
  REQUIRE(runCommand({"figure", "panels", figure, "--out", page, "--dpi", "60"}).status == 0);
  refused({figure, page}, "panel B");
}
