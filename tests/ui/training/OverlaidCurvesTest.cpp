#include "tests/ui/training/TrainingBench.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingCurves.h"

#include <QSet>

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

  void numbersOfAnAxisDifferFromEachOther() {
    const auto texts = [](double low, double high) { return tickTexts(axisTicks(low, high, 5)); };
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
