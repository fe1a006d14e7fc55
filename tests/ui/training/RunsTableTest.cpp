#include "tests/ui/training/TrainingBench.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"

#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTableView>

namespace vxs::ui::test {

/// What is done with a run of the table, beside opening it.
class RunsTableTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  static QString pathOf(const std::filesystem::path& run) { return QString::fromStdString(run.string()); }
  /// Presses Discard… and then the button of that role; whether it asked.
  static bool discard(RunsTable& table, QMessageBox::ButtonRole answer) {
    auto* button = table.findChild<QPushButton*>(QStringLiteral("discardRun"));
    if (!button->isEnabled()) return false;
    button->click();
    auto* question = table.findChild<QMessageBox*>(QStringLiteral("discardQuestion"));
    if (!question) return false;
    for (QAbstractButton* each : question->buttons())
      if (question->buttonRole(each) == answer) each->click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return true;
  }

 private Q_SLOTS:
  void init() {
    begin();
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    QStandardPaths::setTestModeEnabled(false);  // the trash is in that folder, and gone with it
  }
  void cleanup() {
    end();
    qunsetenv("XDG_DATA_HOME");
    QStandardPaths::setTestModeEnabled(true);
  }

  void aRunGoesToTheTrashAndNoOther() {
    for (const char* name : {"one", "two"}) writeRun(folderOf(name), *m_open->run);
    TrainingJob job(session());
    RunsTable table(job);
    table.setFolder(m_folder->path());
    const QString run = pathOf(folderOf("one"));
    table.select(run);
    QTRY_COMPARE(table.selectedRun(), run);
    QTRY_VERIFY(table.model().rowCount() == 2);
    QVERIFY(discard(table, QMessageBox::RejectRole));  // asked, and kept
    QVERIFY(QFile::exists(run + QStringLiteral("/run.json")));
    QSignalSpy failed(&session().tasks(), &TaskRunner::failed);
    QVERIFY(discard(table, QMessageBox::AcceptRole));
    QVERIFY(QFile::exists(pathOf(folderOf("two")) + QStringLiteral("/run.json")));
    if (!failed.isEmpty()) {  // a system without a trash: nothing is lost, and it says so
      QVERIFY(failed.front().at(1).toString().contains(run));
      QVERIFY(QFile::exists(run + QStringLiteral("/run.json")));
      return;
    }
    QVERIFY(!QFile::exists(run));
    QVERIFY(!QFile::exists(QStringLiteral("files/one")));  // where the program was started
    QTRY_COMPARE(table.model().rowCount(), 1);
  }

  void aRunsSettingsFillTheFormUnderAFreeName() {
    const std::filesystem::path path = folderOf("siren-l1");
    writeRun(path, *m_open->run);
    train::RunFile run = train::readRunFile(path);
    run.info.head = run.params.head = "siren";
    run.params.sirenConvention = "official";
    run.params.penalty = "l1";
    run.params.penaltyWeight = 3e-5;
    run.params.loss = "smooth-l1";
    run.params.split = "random";
    run.info.features = run.params.features = "image";
    run.params.optimizer = "adam";
    run.params.learningRate = 2e-4;
    run.params.epochs = 7;
    run.params.batchSize = 48;
    run.params.seed = 11;
    train::writeRunFile(run);
    TrainingPanel panel(session());
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("useSettings"));
    QVERIFY(!button->isEnabled());
    panel.runs().setFolder(m_folder->path());
    panel.runs().select(pathOf(path));
    QTRY_COMPARE(panel.runs().selectedRun(), pathOf(path));
    button->click();
    const TrainingDraft filled = panel.form().draft();
    train::TrainParams wanted = train::readRunFile(path).params;
    train::TrainParams got = paramsOf(filled);
    QCOMPARE(filled.name, QStringLiteral("siren-l1-2"));
    QCOMPARE(filled.folder, m_folder->path());
    wanted.out = got.out;
    QCOMPARE(trainArguments(got), trainArguments(wanted));
  }

  void aHandsPlacesOfTheColumnsAreKept() {
    QSettings().remove(QStringLiteral("splitters"));
    const auto shown = [this] {
      auto panel = std::make_unique<TrainingPanel>(session());
      panel->resize(1400, 400);
      panel->show();
      return panel;
    };
    const auto columns = [](const TrainingPanel& panel) {
      return panel.findChild<QSplitter*>(QString(), Qt::FindDirectChildrenOnly);
    };
    auto first = shown();
    const QList<int> before = columns(*first)->sizes();
    QWidget* handle = columns(*first)->handle(2);
    const QPoint from = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from - QPoint(120, 0));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from - QPoint(120, 0));
    const QList<int> moved = columns(*first)->sizes();
    QVERIFY(moved[2] > before[2] + 60);
    first.reset();
    const QList<int> again = columns(*shown())->sizes();
    QSettings().remove(QStringLiteral("splitters"));
    for (int i = 0; i < 3; ++i) QVERIFY(std::abs(again[i] - moved[i]) <= 2);
  }

  void columnsFitWhatComesIntoThem() {
    const std::filesystem::path run = folderOf("one");
    writeRun(run, *m_open->run);
    TrainingJob job(session());
    RunsTable table(job);
    table.resize(700, 300);
    table.show();
    table.setFolder(m_folder->path());
    QTRY_COMPARE(table.model().rowCount(), 1);
    QVERIFY(m_open->waitUntilSettled());
    auto* view = table.findChild<QTableView*>(QStringLiteral("runs"));
    const QAbstractItemView& items = *view;
    const auto fits = [&](int column) {
      return view->columnWidth(column) >= items.sizeHintForColumn(column);
    };
    for (int column = 0; column < RunsModel::ColumnCount; ++column) QVERIFY(fits(column));
    const int before = view->columnWidth(RunsModel::State);
    train::RunSummary summary = train::summariseRun(run);
    summary.run.history.clear();
    table.model().setSummary(summary);  // "stopped, no epoch"
    QVERIFY(view->columnWidth(RunsModel::State) > before && fits(RunsModel::State));
    view->horizontalHeader()->resizeSection(RunsModel::State, 40);  // as a person does
    summary.state = train::RunState::Running;
    table.model().setSummary(summary);
    QCOMPARE(view->columnWidth(RunsModel::State), 40);
  }

  void aRunThatIsAsItWasMovesNothing() {
    const std::filesystem::path run = folderOf("one");
    writeRun(run, *m_open->run);
    RunsModel model;
    QSignalSpy changed(&model, &RunsModel::summariesChanged), data(&model, &RunsModel::dataChanged);
    const auto read = [&] { model.setSummary(train::summariseRun(run)); };
    read();
    QCOMPARE(changed.size(), 1);
    read();
    QVERIFY(changed.size() == 1 && data.isEmpty());
    train::RunFile file = train::readRunFile(run);
    file.history.push_back({4, 1, 3, 0.3, 1, 4, 0.5});
    train::writeRunFile(file);
    read();
    QVERIFY(changed.size() == 2 && data.size() == 1);
    const std::filesystem::path scores = run / "evaluation" / "metrics.json";
    std::filesystem::create_directories(scores.parent_path());
    for (const char* accuracy : {"0.1", "0.2"})
      for (int again = 0; again < 2; ++again) {
        writeFileAtomically(scores, std::string("{\"accuracy\": ") + accuracy +
                                        ", \"medianR\": 0.03, \"metric\": \"report\", \"mask\": \"brain\"}");
        read();
      }
    QCOMPARE(changed.size(), 4);
    model.setUnreadable(model.index(0, 0).data(RunsModel::PathRole).toString(), QStringLiteral("torn"));
    QCOMPARE(changed.size(), 5);
  }

  void theTwoScoresSayWhatTheyAreOf() {
    for (const char* name : {"one", "two"}) {
      writeRun(folderOf(name), *m_open->run);
      std::filesystem::create_directories(folderOf(name) / "evaluation");
      writeFileAtomically(
          folderOf(name) / "evaluation" / "metrics.json",
          "{\"accuracy\": 0.168, \"medianR\": 0.03, \"metric\": \"report\", \"mask\": \"brain\"}");
    }
    RunsModel model;
    for (const char* name : {"one", "two"}) model.setSummary(train::summariseRun(folderOf(name)));
    const auto header = [&model](int column, int role) {
      return model.headerData(column, Qt::Horizontal, role).toString();
    };
    QCOMPARE(header(RunsModel::BestScore, Qt::DisplayRole),
             QStringLiteral("Best score\nr|r|/NC, nsdgeneral"));
    QCOMPARE(header(RunsModel::Accuracy, Qt::DisplayRole), QStringLiteral("Accuracy\nr²/NC, brain"));
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
      QVERIFY(!header(column, Qt::ToolTipRole).isEmpty());
    QVERIFY(header(RunsModel::BestScore, Qt::ToolTipRole).contains(QStringLiteral("validation images")));
    QVERIFY(header(RunsModel::Accuracy, Qt::ToolTipRole).contains(QStringLiteral("test images")));
    const auto tip = [&model](int column) { return model.index(0, column).data(Qt::ToolTipRole).toString(); };
    QVERIFY(tip(RunsModel::BestScore)
                .startsWith(QStringLiteral("Best score: median validation r|r|/NC over nsd")));
    QVERIFY(tip(RunsModel::Accuracy).startsWith(QStringLiteral("Accuracy: median r²/NC of the test images")));
    train::RunSummary other = train::summariseRun(folderOf("two"));
    other.accuracy->maskName = "nsdgeneral";
    model.setSummary(other);
    QCOMPARE(header(RunsModel::Accuracy, Qt::DisplayRole), QStringLiteral("Accuracy"));  // of different masks
  }

  void aRunThatIsOpenIsKept() {
    const std::filesystem::path run = folderOf("open");
    m_open->run->m_info.run = run;
    writeRun(run, *m_open->run);
    TrainingJob job(session());
    RunsTable table(job);
    table.setFolder(m_folder->path());
    table.select(pathOf(run));
    QTRY_COMPARE(table.selectedRun(), pathOf(run));
    auto* button = table.findChild<QPushButton*>(QStringLiteral("discardRun"));
    QVERIFY(!button->isEnabled());
    QVERIFY2(button->toolTip().contains(QStringLiteral("open in the window")), qPrintable(button->toolTip()));
  }
};

const Registered<RunsTableTest> kRunsTableTest("RunsTableTest");

}  // namespace vxs::ui::test

#include "RunsTableTest.moc"
