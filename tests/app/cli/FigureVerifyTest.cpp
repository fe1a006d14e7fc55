#include "core/base/AtomicFile.h"
#include "core/volume/GridText.h"
#include "core/volume/Nifti.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>
#include <QPainter>

#include <functional>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

std::string makeFigure(const std::string& name) {
  const std::string out = tiny().path(name);
  const auto outcome = runCommand({"figure", "slices", tiny().run(), "--out", out, "--dpi", "50"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  return out;
}

/// Saves a changed PNG with the recipe of the old one.
void changePixels(const std::string& from, const std::string& to) {
  QImage image(QString::fromStdString(from));
  const QString recipe = image.text("voxelscope-recipe");
  {
    QPainter painter(&image);
    painter.fillRect(image.width() / 3, image.height() / 3, 30, 30, Qt::magenta);
  }
  image.setText("voxelscope-recipe", recipe);
  REQUIRE(image.save(QString::fromStdString(to), "PNG"));
}

}  // namespace

TEST_CASE("verify finds figures of every format unchanged") {
  for (const std::string suffix : {"png", "tif", "svg", "pdf"}) {
    CAPTURE(suffix);
    const auto outcome = runCommand({"figure", "verify", makeFigure("same." + suffix), "--json"});
    CHECK_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["verified"] == true);
    if (suffix == "pdf") {  // pages are compared as they are written: there are no pixels
      CHECK(outcome.json()["samePage"] == true);
      CHECK_FALSE(outcome.json().contains("maximum"));
    } else {
      CHECK(outcome.json()["maximum"] == 0);
    }
    CHECK(outcome.json()["changes"].empty());
    CHECK(outcome.json()["hashed"] == true);
  }
}

TEST_CASE("verify sees changed pixels") {
  const std::string changed = tiny().path("changed.png");
  changePixels(makeFigure("honest.png"), changed);
  const auto outcome = runCommand({"figure", "verify", changed, "--json"});
  CHECK(outcome.status == 1);
  CHECK(outcome.json()["verified"] == false);
  CHECK(outcome.json()["pixelsAbove32"].get<int>() > 500);
  CHECK(contains(outcome.json()["result"].get<std::string>(), "differs by"));
  CHECK(runCommand({"figure", "verify", changed}).status == 1);
}

TEST_CASE("verify sees that the run has changed, and says what") {
  // a run of its own, trained once more with other images under the same name
  const std::string run = tiny().path("changing");
  const auto train = [&](const std::string& seed) {
    std::filesystem::remove_all(run);
    const auto outcome = runCommand(
        {"train", tiny().features(), "--head", "ridge", "--split", "random", "--seed", seed, "--out", run});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  };
  train("1");
  const std::string out = tiny().path("of-changing.png");
  REQUIRE(runCommand({"figure", "slices", run, "--trial", "3", "--out", out, "--dpi", "50"}).status == 0);
  CHECK(runCommand({"figure", "verify", out}).status == 0);
  train("2");
  const auto outcome = runCommand({"figure", "verify", out, "--json"});
  CHECK(outcome.status == 1);
  const std::string result = outcome.json()["result"];
  CHECK_MESSAGE(contains(result, "head has changed"), result);
  CHECK_FALSE(contains(result, "stimulus"));
  CHECK_FALSE(contains(result, "store"));
  std::filesystem::remove_all(run);
  const auto gone = runCommand({"figure", "verify", out});
  CHECK(gone.status == 1);
  CHECK_MESSAGE(contains(gone.err, run), gone.err);
}

TEST_CASE("verify names the maps of an evaluation that are others now, and has no pixels for a PDF") {
  const std::string run = tiny().path("run-judged"), map = run + "/evaluation/r.nii.gz";
  std::filesystem::copy(tiny().run(), run, std::filesystem::copy_options::recursive);
  REQUIRE(runCommand({"evaluate", run}).status == 0);
  std::vector<std::string> figures;
  for (const std::vector<std::string>& made : {std::vector<std::string>{"correlation", "judged.png"},
                                               {"correlation", "judged.pdf"},
                                               {"density", "ceiling.png"},
                                               {"slices", "beside.png"}}) {
    figures.push_back(tiny().path(made[1]));
    std::vector<std::string> line{"figure", made[0], run,     "--map",       "r",
                                  "--dpi",  "50",    "--out", figures.back()};
    if (made[0] == "slices") line.insert(line.end(), {"--layers", "predicted,map"});
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(runCommand({"figure", "verify", figures.back()}).status == 0);
  }
  Volume changed = readNifti(map);
  for (float& value : changed.values) value *= 0.5F;
  writeNifti(map, changed, NiftiType::Float32, "");
  for (const std::string& figure : figures) {
    CAPTURE(figure);
    const auto outcome = runCommand({"figure", "verify", figure, "--json"});
    CHECK(outcome.status == 1);
    const std::string result = outcome.json()["result"];
    CHECK_MESSAGE(result.starts_with("data changed: evaluation/r.nii.gz has changed; the p"), result);
    CHECK(outcome.json()["changes"].size() == 1);
    CHECK(result.ends_with("; the page differs") == figure.ends_with(".pdf"));
    CHECK(outcome.json().contains("maximum") != figure.ends_with(".pdf"));
  }
}

TEST_CASE("What cannot be verified or made again is said in one message that names the file") {
  const std::string foreign = tiny().path("foreign.png"), notes = tiny().path("notes.txt"),
                    cut = tiny().path("cut.png"), missing = tiny().path("missing.png");
  QImage(20, 20, QImage::Format_RGB32).save(QString::fromStdString(foreign));
  writeFileAtomically(notes, "not a figure");
  const std::string whole = readFile(makeFigure("whole.png"));
  writeFileAtomically(cut, whole.substr(0, 20));
  for (const std::string& file : {foreign, notes, cut, missing}) {
    CAPTURE(file);
    for (const std::vector<std::string>& line :
         {std::vector<std::string>{"figure", "verify", file},
          {"figure", "--recipe", file, "--out", tiny().path("never.png")}}) {
      const auto outcome = runCommand(line);
      CHECK(outcome.status == 1);
      CHECK_MESSAGE(contains(outcome.err, std::filesystem::path(file).filename().string()), outcome.err);
    }
  }
  for (const std::string suffix : {"tif", "svg", "pdf"}) {
    CAPTURE(suffix);
    const std::string bytes = readFile(makeFigure("whole." + suffix));
    const std::string part = tiny().path("part." + suffix);
    writeFileAtomically(part, bytes.substr(0, 30));
    CHECK(runCommand({"figure", "verify", part}).status == 1);
  }
  CHECK_FALSE(std::filesystem::exists(tiny().path("never.png")));
}

TEST_CASE("Recipes from elsewhere may say anything") {
  const std::string text = paint::toText(paint::readRecipe(makeFigure("base.png"))),
                    file = tiny().path("odd.json");
  const auto fails = [&](const char* name, const nlohmann::json& value) {
    auto recipe = nlohmann::json::parse(text);
    recipe[name] = value;
    writeFileAtomically(file, recipe.dump());
    const auto outcome = runCommand({"figure", "--recipe", file, "--out", tiny().path("odd.png")});
    CAPTURE(name);
    CHECK(outcome.status != 0);
    CHECK_FALSE(outcome.err.empty());
  };
  fails("figure", "unknown");
  fails("dpi", 1e9);
  fails("dpi", -1);
  fails("widthMm", "wide");
  fails("background", "pink");
  fails("state", {{"camera", 3}});
  fails("options", {{"layers", "x"}});
  fails("run", "/nowhere/at/all");
  fails("trial", 999999);
  CHECK_FALSE(std::filesystem::exists(tiny().path("odd.png")));
}

TEST_CASE("A recipe whose view is damaged is refused in one message with the file and the reason") {
  const std::string file = tiny().path("damaged-view.json");
  const auto refused = [&](const std::string& kind, const std::function<void(nlohmann::json&)>& damage,
                           const std::string& reason) {
    const std::string whole = tiny().path("base-" + kind + ".png");
    if (!std::filesystem::exists(whole))
      REQUIRE(runCommand({"figure", kind, tiny().run(), "--out", whole, "--dpi", "40"}).status == 0);
    auto recipe = nlohmann::json::parse(paint::toText(paint::readRecipe(whole)));
    damage(recipe);
    writeFileAtomically(file, recipe.dump());
    const auto outcome = runCommand({"figure", "--recipe", file, "--out", tiny().path("damaged.png")});
    CHECK(outcome.status == 1);
    CHECK_MESSAGE(contains(outcome.err, reason), outcome.err);
    CHECK_MESSAGE(contains(outcome.err, file), outcome.err);
    CHECK_MESSAGE(!contains(outcome.err, "json.exception"), outcome.err);
  };
  const std::string damaged = "the state of the view is damaged: ";
  refused(
      "slices", [](auto& recipe) { recipe["state"]["camera"] = 3; }, damaged + "'camera'");
  refused(
      "slices", [](auto& recipe) { recipe["state"]["scale"].erase("range"); }, damaged + "'range'");
  refused(
      "slices",
      [](auto& recipe) {
        recipe["state"]["crosshairRasMm"] = {1, "two"};
      },
      damaged + "'crosshairRasMm'");
  refused(
      "view", [](auto& recipe) { recipe["options"]["view"] = "{\"aspect\":1}"; },
      "the cells of the view are damaged");
  CHECK_FALSE(std::filesystem::exists(tiny().path("damaged.png")));
}

TEST_CASE("A map on another grid is refused with both sizes") {
  const std::string file = tiny().path("other-grid.nii.gz");
  writeNifti(file, Volume({7, 5, 3}, Affine(), 1.0F));
  const auto grid = readNifti(std::filesystem::path(tiny().run()) / "mask.nii.gz").grid;
  const auto outcome = runCommand({"figure", "slices", tiny().run(), "--layers", "map", "--map", file,
                                   "--out", tiny().path("never-mapped.png")});
  CHECK(outcome.status == 1);
  CHECK_MESSAGE(contains(outcome.err, file +
                                          " is on another grid than the run: it has 7 × 5 × 3 voxels and "
                                          "the run " +
                                          sizeText(grid)),
                outcome.err);
}

TEST_CASE("A target that cannot be written is named before anything is lost") {
  const std::string out = tiny().path("no-folder/figure.pdf");
  const auto outcome = runCommand({"figure", "slices", tiny().run(), "--out", out, "--dpi", "40"});
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.err, "no-folder"));
  const auto format = runCommand({"figure", "slices", tiny().run(), "--out", tiny().path("figure.bmp")});
  CHECK(format.status == 2);
  CHECK(contains(format.err, "figure.bmp"));
}

TEST_CASE("A figure whose recipe is damaged is refused in plain words") {
  const std::string whole = readFile(makeFigure("whole.pdf"), 1 << 24), broken = tiny().path("broken.pdf");
  std::string bytes = whole;
  const std::size_t at = bytes.find("<voxelscope:recipe>");
  REQUIRE(at != std::string::npos);
  bytes.replace(at + 30, 4, "\x01\x02{{");
  writeFileAtomically(broken, bytes);
  const auto outcome = runCommand({"figure", "verify", broken});
  CHECK(outcome.status == 1);
  CHECK_MESSAGE(contains(outcome.err, "broken.pdf is not a recipe of a Voxelscope figure, or is damaged"),
                outcome.err);
  CHECK_FALSE(contains(outcome.err, "json"));
}
