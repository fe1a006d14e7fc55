#pragma once

#include "core/train/RunFile.h"
#include "tests/ui/workspace/SessionWindows.h"
#include "ui/figure/ExportFigure.h"

namespace vxs::ui::test {

/// For tests of figures that are exported from one window and opened in another.
class FigureWindows : public SessionWindows {
 protected:
  /// One whose run.json a figure's hashes can be made of.
  fs::path writtenRun(const std::string& head = "ridge") {
    train::RunFile written;
    written.info = FakeRun().info();
    written.info.run = makeRun(folder() / "run");
    written.info.head = written.params.head = head;
    written.tokens = 32;
    written.width = 768;
    train::writeRunFile(written);
    return written.info.run;
  }
  static paint::PageSetup page() {
    paint::PageSetup page;
    page.size = {60, 40, 60};
    return page;
  }
  void exportTo(const fs::path& file, MainWindow& window, const paint::Recipe& recipe) {
    exportFigure(window.session(), recipe, file);
    QVERIFY(QTest::qWaitFor([&] { return window.session().tasks().idle(); }, 20000));
    QVERIFY2(m_errors.isEmpty(), qPrintable(m_errors.join(QLatin1Char(10))));
  }
};

}  // namespace vxs::ui::test
