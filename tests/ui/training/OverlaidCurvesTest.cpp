#include "tests/ui/training/TrainingBench.h"
#include "ui/paint/Plot.h"
#include "ui/training/CurveStyle.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingCurves.h"

#include <QApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace vxs::ui::test {

/// Curves of several runs in one plot.
class OverlaidCurvesTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  static QStringList names(const CurveView& view) {
    QStringList all;
    for (const Curve& curve : view.plot().curves)
      if (!curve.name.isEmpty()) all << curve.name;
    return all;
  }
  static void check(RunsModel& model) {
    for (int row = 0; row < model.rowCount(); ++row)
      model.setData(model.index(row, 0), Qt::Checked, Qt::CheckStateRole);
  }
  /// As far as its first epoch.
  void shorten(const std::filesystem::path& folder) const {
    train::RunFile run = train::readRunFile(folder);
    run.history.resize(1);
    run.info.bestEpoch = 1;
    train::writeHistory(folder, run.history);
    train::writeRunFile(run);
  }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void aRunThatIsTrainedFurtherIsDrawnFurther() {
    for (const char* name : {"a", "b"}) {
      writeRun(folderOf(name), *m_open->run);
      shorten(folderOf(name));
    }
    TrainingJob job(session());
    RunsTable table(job);
    TrainingCurves curves(job, table.model());
    table.setFolder(m_folder->path());
    QTRY_COMPARE(table.model().rowCount(), 2);
    check(table.model());
    const auto points = [&curves](std::size_t curve) {
      const auto& all = curves.loss().plot().curves;
      return curve < all.size() ? all[curve].points.size() : std::size_t{0};
    };
    QTRY_COMPARE(points(1), std::size_t{1});
    writeRun(folderOf("b"), *m_open->run);
    table.rescan();
    QTRY_COMPARE(points(1), std::size_t{3});
    QCOMPARE(points(0), std::size_t{1});
  }

  void curvesOfAnotherFolderGoWithIt() {
    for (const char* name : {"one/a", "one/b", "two/c"}) writeRun(folderOf(name), *m_open->run);
    TrainingJob job(session());
    RunsTable table(job);
    TrainingCurves curves(job, table.model());
    table.setFolder(m_folder->filePath(QStringLiteral("one")));
    QTRY_COMPARE(table.model().rowCount(), 2);
    check(table.model());
    QTRY_COMPARE(names(curves.score()), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    table.setFolder(m_folder->filePath(QStringLiteral("two")));
    QCOMPARE(names(curves.score()), QStringList());
    QCOMPARE(names(curves.loss()), QStringList());
    QTRY_COMPARE(table.model().rowCount(), 1);
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(names(curves.score()), QStringList());
  }

  void faintCurvesAreSeenOnEitherGround() {
    const auto luminance = [](const QColor& color) {
      const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
      };
      return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    for (const bool dark : {true, false}) {
      applyTheme(*qApp, dark);
      CurveView view;
      const QColor ground = view.palette().color(QPalette::Base);
      const QColor ink = curve::inkOf(QColor(0x56, 0xb4, 0xe9), true);  // of the batches
      const auto mixed = [&](int ofInk, int ofGround) {
        return static_cast<int>(std::lerp(double(ofGround), double(ofInk), double(ink.alphaF())));
      };
      const QColor seen(mixed(ink.red(), ground.red()), mixed(ink.green(), ground.green()),
                        mixed(ink.blue(), ground.blue()));
      const double a = luminance(seen) + 0.05, b = luminance(ground) + 0.05;
      QVERIFY2(std::max(a, b) / std::min(a, b) >= (dark ? 3 : 1.3), qPrintable(QString::number(a / b)));
    }
    applyTheme(*qApp, true);
  }

  void aLegendLeavesALowPlotToItsCurves() {
    for (const char* name : {"mlp", "another-run-of-some-length"}) writeRun(folderOf(name), *m_open->run);
    TrainingJob job(session());
    RunsTable table(job);
    TrainingCurves curves(job, table.model());
    curves.resize(560, curves.loss().minimumSizeHint().height() + 40);
    curves.show();
    job.focus(QString::fromStdString(folderOf("mlp").string()));
    table.setFolder(m_folder->path());
    QTRY_COMPARE(table.model().rowCount(), 2);
    check(table.model());
    CurveView& loss = curves.loss();
    QTRY_COMPARE(names(loss).size(), 4);
    loss.resize(270, loss.minimumSizeHint().height());
    const auto legend = loss.legend();
    QVERIFY(legend.front().place.left() - 16 >= 0.68 * loss.width());
    QVERIFY(legend.back().name.endsWith(QStringLiteral("gth")));  // and not "another…dation"
  }

  void aLowPlotHasItsNamesBesideABriefTitle() {
    CurveView view;
    CurvePlot plot;
    plot.title = QStringLiteral("Loss (mse), a-run-with-a-name-of-its-own");
    plot.briefTitle = QStringLiteral("Loss (mse)");
    plot.xName = QStringLiteral("epoch");
    plot.curves = {{QStringLiteral("training"), Qt::red, {{1, 2}, {2, 1}}, false, true, {}},
                   {QStringLiteral("validation"), Qt::blue, {{1, 2}, {2, 1}}, false, true, {}}};
    view.setPlot(std::move(plot));
    view.resize(290, view.minimumSizeHint().height());
    auto legend = view.legend();
    QCOMPARE(legend[0].place.top(), legend[1].place.top());  // one line, above the frame
    const double from = view.pointOf({1, 1}).x(), to = view.pointOf({2, 1}).x();
    QVERIFY2(to - from > 0.35 * view.width(), qPrintable(QString::number(to - from)));
    view.resize(170, view.height());  // not even beside that
    legend = view.legend();
    QVERIFY(legend[0].place.top() != legend[1].place.top());
  }

  void aRunWhoseScoreStillRoseSaysSo() {
    writeRun(folderOf("mlp"), *m_open->run);
    const auto may = [this](int epochs, int best, bool complete) {
      RunCurves curves = readRunCurves(folderOf("mlp"));
      curves.summary.run.params.epochs = epochs;
      curves.summary.run.info.bestEpoch = best;
      curves.summary.state = complete ? train::RunState::Complete : train::RunState::Stopped;
      return curves.mayImprove();
    };
    QVERIFY(may(3, 3, true));
    QVERIFY(!may(3, 2, true));
    QVERIFY(!may(5, 3, true));   // patience ended it
    QVERIFY(!may(3, 3, false));  // it can be gone on with
  }

  void oneEpochIsSeenHoweverSmooth() {
    writeRun(folderOf("mlp"), *m_open->run);
    shorten(folderOf("mlp"));
    TrainingJob job(session());
    RunsTable table(job);
    TrainingCurves curves(job, table.model());
    job.focus(QString::fromStdString(folderOf("mlp").string()));
    const auto named = [](const Curve& curve) { return !curve.name.isEmpty() && !curve.faint; };
    const auto dotted = [&](std::size_t points) {
      const auto& all = curves.score().plot().curves;
      const auto found = std::find_if(all.begin(), all.end(), named);
      return found != all.end() && found->points.size() == points && found->markers;
    };
    QTRY_VERIFY(dotted(1));
    curves.setSmoothing(0.7);
    QVERIFY(dotted(1));
    writeRun(folderOf("mlp"), *m_open->run);
    job.focus({});
    job.focus(QString::fromStdString(folderOf("mlp").string()));
    curves.setSmoothing(0);
    QTRY_VERIFY(dotted(3));
    curves.setSmoothing(0.7);
    QVERIFY(!dotted(3));  // the line is the average
  }

  void aSpanOfRoundingIsALevelLine() {
    const auto pictureOf = [](double second) {
      CurveView view;
      view.resize(400, 240);
      CurvePlot plot{QStringLiteral("Loss"), QStringLiteral("epoch"), {}, {}, {}, {}, {}};
      plot.curves.push_back({QStringLiteral("a"), QColor(255, 0, 0), {{1, 0.7}, {2, second}}, false, false});
      view.setPlot(plot);
      return view.grab().toImage();
    };
    QCOMPARE(pictureOf(std::nextafter(0.7, 1.0)), pictureOf(0.7));
    QVERIFY(pictureOf(0.7001) != pictureOf(0.7));
  }

  void numbersOfAnAxisDifferFromEachOther() {
    const auto texts = [](double low, double high) { return tickTexts(paint::niceTicks(low, high, 5)); };
    QCOMPARE(texts(0.35995, 0.36008),
             (QStringList{QStringLiteral("0.35995"), QStringLiteral("0.36000"), QStringLiteral("0.36005")}));
    QCOMPARE(texts(-0.5, 0.5).front(), QStringLiteral("\u22120.4"));
    QVERIFY(texts(-0.5, 0.5).contains(QStringLiteral("0.0")));
    for (const auto& [low, high] : {std::pair(0.3600, 0.3601), std::pair(1.0, 1.00002), std::pair(0.0, 12.0),
                                    std::pair(0.0, 123456.0), std::pair(-3e7, 4e7)}) {
      const QStringList all = texts(low, high);
      QVERIFY(all.size() > 1);
      QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
      for (const QString& text : all) QVERIFY2(text.size() <= 9, qPrintable(text));
    }
  }
};

const Registered<OverlaidCurvesTest> kOverlaidCurvesTest("OverlaidCurvesTest");

}  // namespace vxs::ui::test

#include "OverlaidCurvesTest.moc"
