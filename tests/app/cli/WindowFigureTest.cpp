#include "core/base/AtomicFile.h"
#include "core/train/EpochFile.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/MapsPart.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"
#include "ui/session/StoredRun.h"
#include "ui/training/EpochScrubber.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/why/Explained.h"
#include "ui/why/WhyPart.h"
#include "ui/workspace/FigureSession.h"
#include "ui/workspace/WorkspaceParts.h"

#include <doctest/doctest.h>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QJsonObject>

#include <cmath>
#include <limits>
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
  /// The figure in that file, and the recipe in it; the same pixels from the command line, which verifies it.
  paint::Recipe exportAndMakeAgain(const paint::Recipe& recipe, const std::string& exported) {
    const std::string again = tiny().path("made-again.png");
    ui::exportFigure(session, recipe, exported);
    REQUIRE(waitUntil([this] { return tasks.idle(); }));
    const auto outcome = runCommand({"figure", "--recipe", exported, "--out", again});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const auto difference =
        paint::comparePictures(paint::readFigurePixels(again), paint::readFigurePixels(exported));
    CHECK_MESSAGE(difference.identical(), (recipe.kind + ": " + difference.text()));
    const auto verified = runCommand({"figure", "verify", exported, "--json"});
    CHECK_MESSAGE(verified.status == 0, (verified.err + verified.out));
    return paint::readRecipe(exported);
  }
  ui::TaskRunner tasks;
  ui::Session session;
};

/// A trained network of three epochs.
const std::string& neuralRun() {
  static const std::string run = [] {
    const std::string path = tiny().path("run-window");
    const auto trained = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "8", "--epochs",
                                     "3", "--batch", "64", "--out", path});
    REQUIRE_MESSAGE(trained.status == 0, trained.err);
    return path;
  }();
  return run;
}

/// The map that another window shows after it has opened that figure.
Volume mapOfOpened(const paint::Recipe& made) {
  RealSession real(made.run.string());
  ui::MapsModel maps(real.session);
  ui::Workspace workspace;
  ui::addSessionParts(workspace, real.session);
  ui::addMapsPart(workspace, maps);
  ui::addViewParts(workspace, real.session.view());
  new ui::ComputedMap(real.session, maps, workspace);
  workspace.apply(ui::sessionOfRecipe(made, "the figure").state, false);
  REQUIRE(RealSession::waitUntil(
      [&] { return real.session.data()->map.key == made.option("map") && real.session.settled(); }));
  CHECK(real.session.data()->map.provenance == made.option("mapProvenance"));
  return real.session.data()->volume(scene::Layer::Map);
}

/// Largest difference of two maps; infinite where only one has a value, and of maps without any.
double furthest(const Volume& a, const Volume& b) {
  double most = 0;
  std::size_t values = 0;
  if (a.grid != b.grid) return std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (std::isnan(a.values[i]) && std::isnan(b.values[i])) continue;
    const double apart = std::abs(double{a.values[i]} - b.values[i]);
    most = std::isnan(apart) ? std::numeric_limits<double>::infinity() : std::max(most, apart);
    ++values;
  }
  return values > 0 ? most : std::numeric_limits<double>::infinity();
}

paint::PageSetup smallPage() {
  paint::PageSetup page;
  page.size = {120, 100, 60};
  return page;
}

}  // namespace

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
      for (const std::string figure : {"slices", "correlation"}) {
        const paint::Recipe made = real.exportAndMakeAgain(
            ui::sessionRecipe(real.session, figure, smallPage()), tiny().path("map.png"));
        if (region >= 0 && kind != ui::MapKind::Difference)
          CHECK(made.option("region") == maps.choice().region.toStdString());
        if (figure == "correlation" && kind != ui::MapKind::Difference)
          CHECK(made.option("colours") == real.session.view().state().mapScale.map);
        CHECK(made.option("highlight") != "");
      }
    }
}

TEST_CASE(
    "What an edited caption changes and what a run was after an epoch are made again from their recipes") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const QApplication application(count, arguments);  // for the panels
  const auto mapIs = [](RealSession& real, const std::string& words) {
    return RealSession::waitUntil(
        [&] { return real.session.data()->map.provenance.find(words) != std::string::npos; });
  };
  const auto makeAgain = [](RealSession& real, const std::string& kind) {
    REQUIRE(RealSession::waitUntil([&] { return real.session.settled(); }));
    paint::Recipe recipe = ui::sessionRecipe(real.session, kind, smallPage());
    recipe.options["layers"] = "predicted,map";
    return real.exportAndMakeAgain(recipe, tiny().path("made.png"));
  };

  SUBCASE("an edited caption") {
    RealSession real(neuralRun());
    ui::WhatIfPanel panel(real.session);
    panel.show();  // its words in the same fonts leave the figures as they are
    panel.findChild<QCheckBox*>()->setChecked(true);
    real.session.setCaption(QStringLiteral("two \"zebras\", and no dog"));
    REQUIRE(mapIs(real, "zebras"));
    panel.hide();  // the null is not wanted
    for (const std::string kind : {"slices", "compare3d"}) {
      const paint::Recipe made = makeAgain(real, kind);
      CHECK(made.option("map") == paint::kCaptionChangeMap);
      CHECK(made.option("edited") == "two \"zebras\", and no dog");
      CHECK(made.option("original") == panel.service().findings().original.toStdString());
      CHECK(furthest(mapOfOpened(made), real.session.data()->volume(scene::Layer::Map)) < 1e-4);
    }
    panel.show();
    real.session.openPicture(tiny().picture(), QStringLiteral("a red square"));
    REQUIRE(RealSession::waitUntil([&] { return real.session.data()->map.key.empty(); }));
    panel.service().setOriginal(QStringLiteral("a blue circle"));
    REQUIRE(mapIs(real, "red square"));
    panel.hide();
    CHECK(makeAgain(real, "slices").image == tiny().picture());
  }

  SUBCASE("epochs, of another run than the one that is open") {
    RealSession real(tiny().run());
    ui::TrainingJob job(real.session);
    ui::EpochScrubber scrubber(job);
    job.focus(QString::fromStdString(neuralRun()));
    REQUIRE(RealSession::waitUntil([&] { return scrubber.epoch() == 3; }));
    scrubber.setShown(true);
    scrubber.setEpoch(2);
    REQUIRE(mapIs(real, "validation images"));
    const paint::Recipe made = makeAgain(real, "slices");
    CHECK(made.option("epoch") == "2");
    CHECK(made.hashes.contains("epochs/0002.epoch"));
    CHECK_FALSE(made.hashes.contains("epochs/0002.safetensors"));
    {  // the epoch is another one now
      const std::string before = readFile(train::epochFilePath(neuralRun(), 2));
      train::EpochFile epoch = train::readEpochFile(neuralRun(), 2);
      epoch.validationR.front() += 0.5F;
      train::writeEpochFile(neuralRun(), epoch);
      const auto verified = runCommand({"figure", "verify", tiny().path("made.png"), "--json"});
      CHECK(verified.status == 1);
      const std::string result = verified.json()["result"];
      CHECK_MESSAGE(result.starts_with("data changed: epochs/0002.epoch has changed; "), result);
      writeFileAtomically(train::epochFilePath(neuralRun(), 2), before);
    }
    const auto items = static_cast<int>(real.session.run()->items().size());
    real.session.selectItem(items - 1);  // of training, so nothing is kept of it
    auto* what = scrubber.findChild<QComboBox*>();
    for (const int choice : {1, 2}) {  // the selected image, of which weights predict; one that is kept
      what->setCurrentIndex(choice);
      Q_EMIT what->activated(choice);
      REQUIRE(mapIs(real, "; image "));
      const paint::Recipe ofImage = makeAgain(real, "slices");
      CHECK(ofImage.option("epochImage") != "");
      CHECK(ofImage.hashes.contains("epochs/0002.epoch"));
      CHECK(ofImage.hashes.contains("epochs/0002.safetensors") == (choice == 1));
      CHECK(furthest(mapOfOpened(ofImage), real.session.data()->volume(scene::Layer::Map)) < 1e-4);
      real.session.clearMap();
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

TEST_CASE("What Why explains, of either run, is made again by the command line and by another window") {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const std::string run = tiny().run(), second = neuralRun();
  int count = 1;
  char name[] = "test";
  char* arguments[] = {name, nullptr};
  const QGuiApplication application(count, arguments);
  RealSession real(run);
  ui::WhyModel why(real.session);
  real.session.openSecondRun(second);
  REQUIRE(RealSession::waitUntil([&] { return real.session.secondRun() && real.session.settled(); }));
  for (const bool ofSecond : {false, true}) {
    CAPTURE(ofSecond);
    ui::WhyChoice choice = why.choice();
    choice.method = workflow::ExplainMethod::Integrated;
    choice.steps = 3;
    choice.ofSecond = ofSecond;
    why.choose(choice);
    why.explain();
    REQUIRE(RealSession::waitUntil([&] { return real.session.explained() && real.session.settled(); }));
    const paint::Recipe made = real.exportAndMakeAgain(ui::sessionRecipe(real.session, "why", smallPage()),
                                                       tiny().path("window-why.png"));
    CHECK(made.run == (ofSecond ? second : run));
    RealSession other(made.run.string());
    ui::WhyModel again(other.session);
    ui::Workspace workspace;
    ui::addSessionParts(workspace, other.session);
    ui::addViewParts(workspace, other.session.view());
    ui::addWhyParts(workspace, again);
    workspace.apply(ui::sessionOfRecipe(made, "the figure").state, false);
    REQUIRE(RealSession::waitUntil([&] { return other.session.explained() && other.session.settled(); }));
    CHECK(other.session.explained()->target == real.session.explained()->target);
    CHECK(other.session.explained()->picture.heat.values == real.session.explained()->picture.heat.values);
  }
}
