#pragma once

#include "tests/app/cli/TinyThread.h"
#include "ui/figure/ExportFigure.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/session/StoredRun.h"

#include <doctest/doctest.h>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <string>

namespace vxs::test {

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
inline const std::string& neuralRun() {
  static const std::string run = [] {
    const std::string path = tiny().path("run-window");
    const auto trained = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "8", "--epochs",
                                     "3", "--batch", "64", "--out", path});
    REQUIRE_MESSAGE(trained.status == 0, trained.err);
    return path;
  }();
  return run;
}

inline paint::PageSetup smallPage() {
  paint::PageSetup page;
  page.size = {120, 100, 60};
  return page;
}

}  // namespace vxs::test
