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
  RealSession() : session(tasks, ui::openStoredRun) {
    session.openRun(tiny().run());
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
  const std::string run = tiny().run();
  const QGuiApplication application(count, arguments);
  RealSession real;
  real.session.view().setConvention(scene::Convention::Radiological);
  real.session.view().setStandardView("posterior");
  real.session.view().step(0, 2);

  paint::PageSetup page;
  page.size = {120, 100, 60};
  for (const std::string kind : {"compare3d", "slices", "mosaic", "view", "preprocessing"}) {
    CAPTURE(kind);
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
