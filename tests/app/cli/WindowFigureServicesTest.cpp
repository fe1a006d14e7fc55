#include "core/base/AtomicFile.h"
#include "core/train/EpochFile.h"
#include "tests/app/cli/RealSession.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/MapsPart.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/RecipeFile.h"
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
#include <QGuiApplication>

#include <cmath>
#include <limits>

using namespace vxs;
using test::neuralRun;
using test::RealSession;
using test::runCommand;
using test::smallPage;
using test::tiny;

namespace {

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

}  // namespace

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
