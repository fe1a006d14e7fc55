#include "core/base/AtomicFile.h"
#include "tests/app/cli/FigureImage.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>
#include <QCoreApplication>
#include <QStringList>

#include <set>

using namespace vxs;
using test::contains;
using test::load;
using test::runCommand;
using test::tiny;

namespace {

/// Distinct colours, to tell a drawing from an empty page.
std::size_t colours(const QImage& image) {
  std::set<QRgb> found;
  for (int y = 0; y < image.height(); y += 2)
    for (int x = 0; x < image.width(); x += 2) found.insert(image.pixel(x, y));
  return found.size();
}

}  // namespace

TEST_CASE("preprocessing shows the picture at the stated size, with the recipe inside") {
  const std::string out = tiny().path("preprocessing.png");
  const auto outcome =
      runCommand({"figure", "preprocessing", "--image", tiny().picture(), "--caption", "a red square",
                  "--out", out, "--width-mm", "127", "--height-mm", "63.5", "--dpi", "100", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  CHECK(outcome.json()["demoEncoder"] == true);
  const QImage figure = load(out);
  CHECK(figure.width() == 500);
  CHECK(figure.height() == 250);
  CHECK(figure.dotsPerMeterX() == doctest::Approx(100 / 0.0254).epsilon(0.01));
  CHECK(colours(figure) > 3);
  const auto recipe = nlohmann::json::parse(figure.text("voxelscope-recipe").toStdString());
  CHECK(recipe["figure"] == "preprocessing");
  CHECK(recipe["caption"] == "a red square");
}

TEST_CASE("compare3d and slices of a trial, made again from their recipe, give the same pixels") {
  for (const std::string kind : {"compare3d", "slices"}) {
    CAPTURE(kind);
    const std::string out = tiny().path(kind + ".png"), again = tiny().path(kind + "-again.png");
    const auto outcome = runCommand({"figure", kind, tiny().run(), "--out", out, "--dpi", "60", "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["syntheticSubject"] == true);
    CHECK(outcome.json()["recipe"]["trial"].get<int>() >= 1);
    CHECK(colours(load(out)) > 20);
    const auto repeated = runCommand({"figure", "--recipe", out, "--out", again});
    REQUIRE_MESSAGE(repeated.status == 0, repeated.err);
    CHECK(load(again) == load(out));
  }
}

TEST_CASE("A recipe may also be a JSON file") {
  const std::string out = tiny().path("first.png"), json = tiny().path("recipe.json"),
                    again = tiny().path("second.png");
  const auto outcome =
      runCommand({"figure", "slices", tiny().run(), "--trial", "3", "--out", out, "--dpi", "50", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  writeFileAtomically(json, outcome.json()["recipe"].dump());
  REQUIRE(runCommand({"figure", "--recipe", json, "--out", again}).status == 0);
  CHECK(load(again) == load(out));
}

TEST_CASE("A picture of one's own has no measured volume and is still drawn") {
  const std::string out = tiny().path("own.png");
  const auto outcome = runCommand({"figure", "slices", tiny().run(), "--image", tiny().picture(), "--caption",
                                   "a red square", "--out", out, "--dpi", "50"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  CHECK(contains(outcome.out, "SYNTHETIC SUBJECT"));
  CHECK(colours(load(out)) > 20);
}

TEST_CASE("A number that cannot be is refused in plain words") {
  const auto negative = [](const std::string& option, const std::string& value) {
    return runCommand({"figure", "slices", tiny().run(), option, value, "--out", tiny().path("x.png")});
  };
  for (const std::string value : {"-5", "0", "wide", "nan", "inf"}) {
    const auto outcome = negative("--range", value);
    CHECK(outcome.status == 2);
    CHECK_MESSAGE(contains(outcome.err, "'" + value + "' must be a positive number"), outcome.err);
    CHECK(outcome.err.size() < 200);
  }
  const auto threshold = negative("--threshold", "-0.1");
  CHECK(threshold.status == 2);
  CHECK_MESSAGE(contains(threshold.err, "not negative"), threshold.err);
  CHECK(negative("--threshold", "0").status == 0);
  std::filesystem::remove(tiny().path("x.png"));
}

TEST_CASE("Names of files that no command writes are wrong usage everywhere") {
  const std::string run = tiny().run(), picture = tiny().picture();
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"figure", "slices", run, "--out", tiny().path("x.gif")},
           {"figure", "slices", run, "--out", tiny().path("x.tsv")},
           {"predict", run, "--image", picture, "--caption", "a", "--out", tiny().path("x.txt")},
           {"whatif", run, "--caption", "a", "--out", tiny().path("x.txt")},
           {"explain", run, "--roi", "nsdgeneral", "--out", tiny().path("x.gif")},
           {"embed", "--encoder", "demo", "--image", picture, "--caption", "a", "--out",
            tiny().path("x.txt")}}) {
    CAPTURE(line.front());
    const auto outcome = runCommand(line);
    CHECK_MESSAGE(outcome.status == 2, outcome.err);
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("Painting without a login session's folder says nothing about it") {
  static QStringList said;
  said.clear();
  const QByteArray folder = qgetenv("XDG_RUNTIME_DIR");
  qunsetenv("XDG_RUNTIME_DIR");
  const auto before = qInstallMessageHandler(
      [](QtMsgType, const QMessageLogContext&, const QString& words) { said << words; });
  REQUIRE_FALSE(QCoreApplication::instance());
  const auto outcome =
      runCommand({"figure", "slices", tiny().run(), "--dpi", "40", "--out", tiny().path("quiet.png")});
  qInstallMessageHandler(before);
  CHECK(outcome.status == 0);
  CHECK_MESSAGE(said.isEmpty(), said.join("; ").toStdString());
  CHECK(qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"));  // its own folder has gone with it
  if (!folder.isEmpty()) qputenv("XDG_RUNTIME_DIR", folder);
}

TEST_CASE("What makes no figure") {
  CHECK(runCommand({"figure", "--out", tiny().path("x.png")}).status == 2);
  CHECK(runCommand({"figure", "slices", tiny().run()}).status == 2);
  CHECK(runCommand({"figure", "no-such-kind", "--out", tiny().path("x.png")}).status == 2);
  const auto trial =
      runCommand({"figure", "slices", tiny().run(), "--trial", "999999", "--out", tiny().path("x.png")});
  CHECK(trial.status == 1);
  CHECK(contains(trial.err, "trial 999999"));
  const auto point =
      runCommand({"figure", "slices", tiny().run(), "--at", "1,2", "--out", tiny().path("x.png")});
  CHECK(point.status == 2);
  const std::string notes = tiny().path("notes.json");
  for (const std::string content : {"", "{}", "not JSON", "{\"voxelscope\": 1, \"figure\": 2}"}) {
    writeFileAtomically(notes, content);
    const auto outcome = runCommand({"figure", "--recipe", notes, "--out", tiny().path("x.png")});
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.err, notes));
  }
  CHECK_FALSE(std::filesystem::exists(tiny().path("x.png")));
}

TEST_CASE("a figure of a prediction from another caption than the image's own says which") {
  const auto legendOf = [](const std::vector<std::string>& more) {
    std::vector<std::string> line{"figure", "slices", tiny().run(), "--out", tiny().path("caption.png"),
                                  "--dpi",  "40",     "--json"};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return outcome.json()["legend"].get<std::string>();
  };
  CHECK_FALSE(contains(legendOf({}), "caption"));
  CHECK(contains(legendOf({"--caption", "a dog on a beach"}), "edited caption \"a dog on a beach\", run "));
  const std::string picture = tiny().picture();
  CHECK(
      contains(legendOf({"--image", picture, "--caption", "a dog"}), "Prediction: caption \"a dog\", run "));
  CHECK(contains(legendOf({"--image", picture}), "Prediction: no caption, run "));
}

TEST_CASE(
    "a figure of why shows the heat of the method that was asked for, and is made again from its recipe") {
  const std::string out = tiny().path("why.png"), again = tiny().path("why-again.png");
  const auto figure = [&](std::vector<std::string> rest) {
    std::vector<std::string> line{"figure", "why", tiny().run(), "--out", out, "--dpi", "60", "--json"};
    line.insert(line.end(), rest.begin(), rest.end());
    return runCommand(line);
  };
  for (const std::vector<std::string>& asked :
       {std::vector<std::string>{"--roi", "prf-visualrois:V1v", "--steps", "4"},
        {"--roi", "prf-visualrois:V1v", "--method", "occlusion", "--grid", "3"},
        {"--method", "attention", "--layer", "1"}}) {
    CAPTURE(asked.back());
    const auto outcome = figure(asked);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["syntheticSubject"] == true);
    CHECK(outcome.json()["demoEncoder"] == true);
    CHECK(colours(load(out)) > 50);
    CHECK(contains(outcome.json()["legend"].get<std::string>(), "a scale of their own beside the colours'"));
    const auto repeated = runCommand({"figure", "--recipe", out, "--out", again});
    REQUIRE_MESSAGE(repeated.status == 0, repeated.err);
    CHECK(load(again) == load(out));
  }
  CHECK(figure({}).status == 2);  // of no voxel
  CHECK(contains(figure({"--voxel", "0,0,0"}).err, "outside the run's mask"));
  CHECK(contains(figure({"--method", "attention", "--word", "zebra"}).err, "is no word of the caption"));
  CHECK(contains(figure({"--method", "attention", "--layer", "99"}).err, "layers of"));
}
