#include "core/base/AtomicFile.h"
#include "core/train/EpochFile.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

/// Six epochs of a small MLP, trained once.
const std::string& trained() {
  static const std::string run = [] {
    const std::string out = tiny().path("run-mlp");
    const auto outcome = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "8", "--epochs",
                                     "6", "--batch", "64", "--out", out});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return out;
  }();
  return run;
}

}  // namespace

TEST_CASE("epochs shows a slice after chosen epochs beside the measured one, and again from its recipe") {
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{},
        {"--epochs", "1,6", "--layer", "5", "--trial", "3"},
        {"--plane", "coronal", "--radiological", "--this-trial-only", "--background", "transparent"}}) {
    const std::string out = tiny().path("epochs.png"), again = tiny().path("epochs-again.png");
    std::vector<std::string> line{"figure", "epochs", trained(), "--out", out, "--dpi", "60", "--json"};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(outcome.json()["syntheticSubject"] == true);
    CHECK(outcome.json()["demoEncoder"] == true);
    REQUIRE(runCommand({"figure", "--recipe", out, "--out", again}).status == 0);
    CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(out));
    const auto verified = runCommand({"figure", "verify", out});
    CHECK_MESSAGE(verified.status == 0, verified.out);
  }
}

TEST_CASE("the recipe and the legend of epochs say which epochs, which layer and where") {
  const auto outcome = runCommand({"figure", "epochs", trained(), "--epochs", "6,1,3", "--layer", "5",
                                   "--out", tiny().path("said.png"), "--dpi", "50", "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const nlohmann::json recipe = outcome.json()["recipe"];
  CHECK(recipe["options"]["epochs"] == "1,3,6");
  CHECK(recipe["options"]["layer"] == "5");
  for (const char* name : {"epoch 1", "epoch 3", "epoch 6", "stimulus", "caption", "store", "run"})
    CHECK(recipe["sha256"].contains(name));
  const std::string legend = outcome.json()["legend"];
  for (const char* words :
       {"Axial slice (layer 5, counted from 0)", "after epochs 1, 3, 6", "Slice at S = ", "validation images",
        "one symmetric range", "SYNTHETIC SUBJECT", "DEMO ENCODER", "neurological"}) {
    CAPTURE(words);
    CHECK(contains(legend, words));
  }
  CHECK(contains(legend, "r|r|/NC: median validation r|r|/NC over "));  // which chose the best
  const std::string drawn = tiny().path("said.svg");
  REQUIRE(runCommand({"figure", "epochs", trained(), "--width-mm", "88", "--out", drawn}).status == 0);
  const std::string svg = readFile(drawn);
  for (const char* words : {">r = 0.", "medians of r", "not of this", "slice", "validation"})
    CHECK(contains(svg, words));
  const auto spread = runCommand(
      {"figure", "epochs", trained(), "--out", tiny().path("spread.png"), "--dpi", "50", "--json"});
  const std::string chosen = spread.json()["recipe"]["options"]["epochs"];
  CHECK(chosen.starts_with("1,"));
  CHECK(chosen.ends_with(",6"));
  const auto slices = runCommand(
      {"figure", "slices", trained(), "--out", tiny().path("spread-slices.png"), "--dpi", "40", "--json"});
  const auto crosshair = [](const nlohmann::json& made) {
    return nlohmann::json::parse(made["recipe"]["state"].dump())["crosshairRasMm"];
  };
  // its slice is the one that the run's first look goes through
  CHECK(crosshair(spread.json())[2].get<double>() ==
        doctest::Approx(crosshair(slices.json())[2].get<double>()).epsilon(0.02));
}

TEST_CASE("verify sees that an epoch's weights are others now") {
  const std::string run = tiny().path("run-changed"), out = tiny().path("changed.png");
  std::filesystem::copy(trained(), run, std::filesystem::copy_options::recursive);
  REQUIRE(runCommand({"figure", "epochs", run, "--epochs", "1,6", "--out", out, "--dpi", "50"}).status == 0);
  std::filesystem::copy_file(train::epochWeightsPath(run, 6), train::epochWeightsPath(run, 1),
                             std::filesystem::copy_options::overwrite_existing);
  const auto outcome = runCommand({"figure", "verify", out, "--json"});
  CHECK(outcome.status == 1);
  const std::string result = outcome.json()["result"];
  CHECK_MESSAGE(contains(result, "epoch 1 has changed"), result);
  CHECK_FALSE(contains(result, "epoch 6 has changed"));
}

TEST_CASE("epochs refuses in one message what is not there") {
  const std::string out = tiny().path("nothing.png");
  const auto fails = [&](const std::string& run, std::vector<std::string> more, int status,
                         const std::string& word) {
    std::vector<std::string> line{"figure", "epochs", run, "--out", out, "--dpi", "50"};
    line.insert(line.end(), more.begin(), more.end());
    const auto outcome = runCommand(line);
    CHECK(outcome.status == status);
    CHECK_MESSAGE(contains(outcome.err, word), outcome.err);
  };
  fails(tiny().run(), {}, 1, "ridge regression");
  fails(trained(), {"--epochs", "1,40"}, 1, "epoch 40");
  fails(trained(), {"--epochs", "one"}, 2, "'one' is not a list of epochs");
  fails(trained(), {"--epochs", "0"}, 2, "give numbers from 1");
  fails(trained(), {"--layer", "400"}, 2, "no axial layer 400");
  fails(trained(), {"--layer", "1.5"}, 2, "no axial layer 1.5");
  fails(trained(), {"--trial", "999999"}, 1, "trial 999999");
  fails(tiny().path("nowhere"), {}, 1, "nowhere");
  CHECK_FALSE(std::filesystem::exists(out));
}
