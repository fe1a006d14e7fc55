#include "tests/app/cli/TinyThread.h"
#include "ui/StoredRun.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"

#include <doctest/doctest.h>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>

#include <memory>

using namespace vxs;
using test::runCommand;

namespace {

test::TinyThread& tiny() {
  static test::TinyThread thread;
  return thread;
}

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
  const std::string run = tiny().run(), neural = tiny().path("run-mlp");
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
