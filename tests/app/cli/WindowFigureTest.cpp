#include "tests/app/cli/TinyThread.h"
#include "ui/StoredRun.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/MapsModel.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"

#include <doctest/doctest.h>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>

#include <memory>

using namespace vxs;
using test::runCommand;
using test::tiny;

namespace {

/// A window's session without its widgets, on the real run.
struct RealSession {
  explicit RealSession(const std::string& run) : session(tasks, ui::openStoredRun) {
    session.openRun(run);
    REQUIRE(waitUntil([this] { return session.run() && session.settled(); }));
  }
  template <class Condition>
  static bool waitUntil(Condition condition) {
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < 60000)
      QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    return condition();
  }
  ui::TaskRunner tasks;
  ui::Session session;
};

}  // namespace

TEST_CASE("The window's export and the command line's figure from its recipe are the same pixels") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const std::string run = tiny().run(), neural = tiny().path("run-window");
  const auto trained = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "8", "--epochs",
                                   "3", "--batch", "64", "--out", neural});
  REQUIRE_MESSAGE(trained.status == 0, trained.err);
  const QGuiApplication application(count, arguments);
  RealSession real(run);
  real.session.view().setConvention(scene::Convention::Radiological);
  real.session.view().setStandardView("posterior");
  real.session.view().step(0, 2);
  // as brushing lights them up
  const Mask& mask = real.session.run()->mask();
  std::vector<float> lit(mask.size(), 0.0F);
  for (std::size_t v = 0; v < lit.size(); v += 3) lit[v] = 1;
  real.session.view().setHighlight(std::make_shared<const Volume>(mask.scatter(lit, 0.0F)));

  paint::PageSetup page;
  page.size = {120, 100, 60};
  for (const std::string kind : {"compare3d", "slices", "mosaic", "view", "preprocessing", "epochs"}) {
    CAPTURE(kind);
    if (kind == "epochs") {  // of a run that has some
      real.session.openRun(neural);
      REQUIRE(RealSession::waitUntil(
          [&] { return real.session.run()->info().head == "mlp" && real.session.settled(); }));
    }
    paint::Recipe recipe = ui::sessionRecipe(real.session, kind, page);
    if (kind == "view") {
      paint::ViewSpec spec = paint::viewSpecFor("all", {scene::Layer::Predicted, scene::Layer::Measured},
                                                scene::Layer::Predicted);
      spec.sliceZoom = 2;
      spec.sliceCentre = real.session.view().state().crosshairRasMm;
      recipe.options["view"] = paint::toText(spec);
    }
    const std::string exported = tiny().path("window-" + kind + ".png"),
                      again = tiny().path("cli-" + kind + ".png");
    std::string failure;
    QObject::connect(&real.tasks, &ui::TaskRunner::failed, &real.session,
                     [&](const QString&, const QString& message) { failure = message.toStdString(); });
    ui::exportFigure(real.session, recipe, exported);
    REQUIRE(RealSession::waitUntil([&] { return real.tasks.idle(); }));
    CHECK(failure == "");
    const auto outcome = runCommand({"figure", "--recipe", exported, "--out", again});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(exported));
    const auto verified = runCommand({"figure", "verify", exported, "--json"});
    CHECK_MESSAGE(verified.status == 0, verified.out);
  }
}

TEST_CASE("Window and command line open a run, and any trial of it, in the same colours at the same place") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const std::string neural = tiny().path("run-window");
  for (const std::string& run : {tiny().run(), neural}) {
    int count = 1;
    char name[] = "test";
    char* arguments[] = {name, nullptr};
    const QGuiApplication application(count, arguments);
    RealSession real(run);
    const auto& items = real.session.run()->items();
    for (const std::size_t index : {std::size_t{0}, items.size() / 2, items.size() - 1}) {
      real.session.selectItem(static_cast<int>(index));
      REQUIRE(RealSession::waitUntil([&] { return real.session.settled(); }));
      const scene::ComparisonState& window = real.session.view().state();
      CHECK(window.scale.range > 0.1);
      for (const std::string kind : {"slices", "epochs"}) {
        if (kind == "epochs" && run != neural) continue;
        CAPTURE(index);
        CAPTURE(kind);
        const auto outcome =
            runCommand({"figure", kind, run, "--trial", std::to_string(items[index].trialNumbers.front()),
                        "--dpi", "40", "--out", tiny().path("default.png"), "--json"});
        REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
        const auto state = outcome.json()["recipe"]["state"];
        CHECK(state["scale"]["range"].get<double>() == window.scale.range);
        if (kind == "epochs") continue;  // its layer and threshold are its own
        CHECK(state["scale"]["thresholdZ"].get<double>() == window.scale.thresholdZ);
        CHECK(state["crosshairRasMm"].get<Vec3>() == window.crosshairRasMm);
      }
    }
  }
}

TEST_CASE("Maps that the window shows are made again from their recipe: a region, layers, a difference") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const std::string run = tiny().run(), second = tiny().path("run-window");
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"evaluate", run}, {"evaluate", second}, {"layers", tiny().store(), "--out", run}})
    REQUIRE(runCommand(line).status == 0);
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const QGuiApplication application(count, arguments);
  RealSession real(run);
  ui::MapsModel maps(real.session);
  REQUIRE(RealSession::waitUntil(
      [&] { return maps.state() == ui::MapsModel::State::Ready && real.session.settled(); }));
  real.session.openSecondRun(second);
  REQUIRE(RealSession::waitUntil([&] { return real.session.settled() && maps.difference(); }));
  maps.setInViews(true);
  maps.setPreset(metrics::AccuracyPreset::Algonauts);  // not the evaluation's
  paint::PageSetup page;
  page.size = {140, 120, 60};
  const int regions = static_cast<int>(maps.regions().size());
  REQUIRE(regions > 0);
  for (const ui::MapKind kind :
       {ui::MapKind::R, ui::MapKind::Ceiling, ui::MapKind::Normalised, ui::MapKind::Difference,
        ui::MapKind::PreferredLayer, ui::MapKind::LayerDepth})
    for (const int region : {-1, regions - 1}) {
      maps.setKind(kind);
      maps.setRegion(region);
      CAPTURE(maps.info().key.toStdString());
      CAPTURE(region);
      for (const std::string figure : {"slices", "correlation"}) {
        const std::string exported = tiny().path("map.png");
        ui::exportFigure(real.session, ui::sessionRecipe(real.session, figure, page), exported);
        REQUIRE(RealSession::waitUntil([&] { return real.tasks.idle(); }));
        const auto verified = runCommand({"figure", "verify", exported, "--json"});
        CHECK_MESSAGE(verified.status == 0, (verified.err + verified.out));
        const auto again =
            runCommand({"figure", "--recipe", exported, "--out", tiny().path("map-again.png")});
        REQUIRE_MESSAGE(again.status == 0, again.err);
        // the second run's network may round otherwise from call to call: within the limits of verify
        CHECK(paint::comparePictures(paint::readFigurePixels(tiny().path("map-again.png")),
                                     paint::readFigurePixels(exported))
                  .within());
        if (region >= 0 && kind != ui::MapKind::Difference)
          CHECK(paint::readRecipe(exported).option("region") == maps.choice().region.toStdString());
      }
    }
}
