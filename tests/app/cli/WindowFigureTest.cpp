#include "tests/app/cli/RealSession.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/MapsPart.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"
#include "ui/workspace/FigureSession.h"
#include "ui/workspace/WorkspaceParts.h"

#include <doctest/doctest.h>
#include <QApplication>
#include <QGuiApplication>
#include <QJsonObject>

#include <cmath>
#include <memory>

using namespace vxs;
using test::neuralRun;
using test::RealSession;
using test::runCommand;
using test::smallPage;
using test::tiny;

TEST_CASE("The window's export and the command line's figure from its recipe are the same pixels") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const std::string run = tiny().run(), neural = neuralRun();
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

  std::string failure;
  QObject::connect(&real.tasks, &ui::TaskRunner::failed, &real.session,
                   [&](const QString&, const QString& message) { failure = message.toStdString(); });
  for (const std::string kind : {"compare3d", "slices", "mosaic", "view", "preprocessing", "epochs"}) {
    CAPTURE(kind);
    if (kind == "epochs") {  // of a run that has some
      real.session.openRun(neural);
      REQUIRE(RealSession::waitUntil(
          [&] { return real.session.run()->info().head == "mlp" && real.session.settled(); }));
    }
    paint::Recipe recipe = ui::sessionRecipe(real.session, kind, smallPage());
    if (kind == "view") {
      paint::ViewSpec spec = paint::viewSpecFor("all", {scene::Layer::Predicted, scene::Layer::Measured},
                                                scene::Layer::Predicted);
      spec.sliceZoom = 2;
      spec.sliceCentre = real.session.view().state().crosshairRasMm;
      recipe.options["view"] = paint::toText(spec);
    }
    real.exportAndMakeAgain(recipe, tiny().path("window-" + kind + ".png"));
    CHECK(failure == "");
  }
}

TEST_CASE("Window and command line open a run, and any trial of it, in the same colours at the same place") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const std::string neural = neuralRun();
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
  const std::string run = tiny().run(), second = neuralRun();
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
  for (const ui::MapInfo& info : ui::mapInfos()) {  // the command line's first look is the window's
    CAPTURE(info.key.toStdString());
    maps.setKind(info.kind);
    const auto outcome =
        runCommand({"figure", "slices", run, "--second", second, "--layers", "map", "--map",
                    info.key.toStdString(), "--dpi", "40", "--out", tiny().path("look.png"), "--json"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const auto recipe = outcome.json()["recipe"];
    CHECK(recipe["options"]["mapName"] == real.session.data()->map.name);
    CHECK(recipe["options"]["mapUnit"] == real.session.data()->map.unit);
    const auto state = scene::comparisonStateFromJson(recipe["state"].dump());
    CHECK(state.mapScale == maps.scale());
  }
  maps.setPreset(metrics::AccuracyPreset::Algonauts);  // not the evaluation's
  maps.setBrush(QRectF(0, 0, 1, 1));
  REQUIRE(!maps.brush().empty());
  const int regions = static_cast<int>(maps.regions().size());
  REQUIRE(regions > 0);
  for (const ui::MapKind kind :
       {ui::MapKind::R, ui::MapKind::Ceiling, ui::MapKind::Normalised, ui::MapKind::Difference,
        ui::MapKind::PreferredLayer, ui::MapKind::LayerDepth})
    for (const int region : {-1, regions - 1}) {
      maps.setKind(kind);
      maps.setRegion(region);
      scene::ColorScale scale = maps.scale();
      scale.map = "inferno";
      maps.setScale(scale);
      CAPTURE(maps.info().key.toStdString());
      CAPTURE(region);
      for (const std::string figure : {"slices", "correlation", "density"}) {
        if (figure == "density" && kind != ui::MapKind::R) continue;  // it is of no other
        const paint::Recipe made = real.exportAndMakeAgain(
            ui::sessionRecipe(real.session, figure, smallPage()), tiny().path("map.png"));
        if (region >= 0 && kind != ui::MapKind::Difference)
          CHECK(made.option("region") == maps.choice().region.toStdString());
        if (figure == "correlation" && kind != ui::MapKind::Difference)
          CHECK(made.option("colours") == real.session.view().state().mapScale.map);
        if (figure != "density") CHECK(made.option("highlight") != "");
      }
    }
}

TEST_CASE("The difference of two runs in the Maps dock is a figure, made again by the command line") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  for (const std::string& run : {tiny().run(), neuralRun()})
    REQUIRE(runCommand({"evaluate", run}).status == 0);
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const QGuiApplication application(count, arguments);
  RealSession real(tiny().run());
  ui::MapsModel maps(real.session);
  maps.setKind(ui::MapKind::Difference);
  maps.setInViews(true);
  real.session.openSecondRun(neuralRun());
  REQUIRE(RealSession::waitUntil(
      [&] { return real.session.data()->map.key == paint::kDifferenceMap && real.session.settled(); }));
  scene::ColorScale scale = real.session.view().state().mapScale;
  CHECK_FALSE(scale.fromZero);
  scale.range = 0.5;
  real.session.view().setMapScale(scale);
  paint::PageSetup page = smallPage();
  page.size.heightMm = 0;
  const paint::Recipe made = real.exportAndMakeAgain(ui::sessionRecipe(real.session, "correlation", page),
                                                     tiny().path("window-difference.png"));
  CHECK(made.option("map") == paint::kDifferenceMap);
  CHECK(made.option("second") == neuralRun());
  CHECK(made.option("range") == "0.5");
  CHECK(made.option("colours") == scale.map);
  const QJsonObject parts = ui::sessionOfRecipe(made, "the figure").state.parts;
  CHECK(parts[QLatin1String("second")].toString().toStdString() == neuralRun());
  CHECK(parts[QLatin1String("mapScale")].toObject()[QLatin1String("fromZero")] == false);
}

TEST_CASE("A figure is made again with the threads that made it, which round otherwise than another number") {
  const std::string figure = tiny().path("threads.png"), again = tiny().path("threads-again.png");
  const auto made = runCommand({"figure", "slices", neuralRun(), "--second", tiny().run(), "--layers",
                                "predicted,second", "--dpi", "60", "--threads", "1", "--out", figure});
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(paint::readRecipe(figure).threads == 1);
  REQUIRE(runCommand({"figure", "--recipe", figure, "--out", again}).status == 0);
  CHECK(paint::readRecipe(again).threads == 1);
  CHECK(paint::readFigurePixels(again) == paint::readFigurePixels(figure));
  REQUIRE(runCommand({"figure", "--recipe", figure, "--threads", "3", "--out", again}).status == 0);
  CHECK(paint::readRecipe(again).threads == 3);
}
