#include "core/base/Random.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStore.h"
#include "core/train/History.h"
#include "core/train/RunList.h"
#include "tests/ui/UiTest.h"
#include "ui/MainWindow.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingCurves.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <algorithm>
#include <csignal>
#include <set>

namespace vxs::ui::test {

/// The window trains with the real voxelscope-cli on a tiny synthetic subject.
class TrainingProcessTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kTokens = 32, kWidth = 768;
  std::unique_ptr<QTemporaryDir> m_folder;
  QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }

  static bool runs(const QStringList& arguments) {
    QProcess process;
    process.start(CommandProcess::programBesideThis(), arguments);
    return process.waitForFinished(240000) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
  }

  /// Encoding takes longer than training: made-up features do for it.
  void fillFeatures() {
    const std::filesystem::path folder = path("store").toStdString();
    const auto store = store::VoxelStore::open(folder);
    auto cache = store::FeatureCache::openOrCreate(
        folder, {"made up", "demo", "f00d", "multimodal", true, kTokens, kWidth});
    Random random(3);
    std::set<std::int32_t> images;
    for (const nsd::Trial& trial : store.trials()) images.insert(trial.nsdId);
    std::vector<float> features(kTokens * kWidth);
    for (const std::int32_t image : images) {
      for (float& value : features) value = static_cast<float>(random.normal());
      cache.append({image, 0}, features);
    }
    cache.flush();
  }

  std::unique_ptr<MainWindow> makeWindow() {
    MainWindow::Options options;
    options.remember = false;
    options.onError = [this](const QString& title, const QString& message) { m_errors << title + message; };
    auto window = std::make_unique<MainWindow>(std::move(options));
    window->resize(1300, 900);
    window->show();
    return window;
  }

  void fill(TrainingPanel& panel, const QString& name, int epochs) {
    train::TrainParams params;
    params.head = "mlp";
    params.epochs = epochs;
    params.batchSize = 4;
    TrainingDraft draft = draftOf(params);
    draft.store = path("store");
    draft.folder = path("runs");
    draft.name = name;
    panel.form().setDraft(draft);
    QTRY_VERIFY_WITH_TIMEOUT(panel.form().ready(), 10000);
  }

  QStringList m_errors;

 private Q_SLOTS:
  void initTestCase() {
    qputenv("OMP_WAIT_POLICY", "passive");
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(runs(
        {QStringLiteral("synthesize"), path("subject"), QStringLiteral("--preset"), QStringLiteral("tiny")}));
    QVERIFY(runs({QStringLiteral("prepare"), path("subject"), QStringLiteral("--mask"),
                  QStringLiteral("brain"), QStringLiteral("--out"), path("store")}));
    fillFeatures();
  }
  void cleanupTestCase() { m_folder.reset(); }
  void cleanup() {
    // made-up features belong to no encoder, and the window says so; nothing else may have gone wrong
    m_errors.removeIf(
        [](const QString& text) { return text.contains(QStringLiteral("is not the one that the run")); });
    QCOMPARE(m_errors, QStringList());
  }

  void theWindowSurvivesAKilledTrainingAndGoesOnToTheSameEnd() {
    const auto window = makeWindow();
    auto* panel = window->findChild<TrainingPanel*>();
    QVERIFY(panel);
    auto* start = panel->findChild<QPushButton*>(QStringLiteral("start"));
    auto* stop = panel->findChild<QPushButton*>(QStringLiteral("stop"));
    auto* resume = panel->findChild<QPushButton*>(QStringLiteral("resume"));
    auto* status = panel->findChild<ElidedLabel*>(QStringLiteral("trainingStatus"));
    constexpr int kEpochs = 12;
    fill(*panel, QStringLiteral("killed"), kEpochs);
    QVERIFY(start->isEnabled());
    start->click();
    QVERIFY(stop->isEnabled() && !start->isEnabled());
    QCOMPARE(getpriority(PRIO_PROCESS, static_cast<id_t>(panel->job().process().processId())),
             std::min(19, getpriority(PRIO_PROCESS, 0) + 10));  // the window comes first
    const std::filesystem::path run = path("runs/killed").toStdString();
    int ended = 0;
    train::RunState whileTraining = train::RunState::Stopped;
    const auto connection = connect(&panel->job(), &TrainingJob::epochEnded, this, [&] {
      if (++ended != 2) return;
      whileTraining = train::summariseRun(run).state;
      kill(static_cast<pid_t>(panel->job().process().processId()), SIGKILL);
    });
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Crashed, 240000);
    disconnect(connection);
    QCOMPARE(whileTraining, train::RunState::Running);
    QVERIFY2(status->text().contains(QStringLiteral("signal 9")), qPrintable(status->text()));
    QVERIFY(!stop->isEnabled() &&
            start->text() == QStringLiteral("Start"));  // the button leaves “Stop” by itself
    QCOMPARE(train::summariseRun(run).state, train::RunState::Stopped);
    QTRY_VERIFY_WITH_TIMEOUT(resume->isEnabled(), 10000);
    const std::size_t before = train::readHistory(run).size();
    QVERIFY(before >= 2 && before < kEpochs);
    resume->click();
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Done, 240000);
    const auto resumed = train::readHistory(run);
    QCOMPARE(resumed.size(), std::size_t{kEpochs});
    QCOMPARE(train::summariseRun(run).state, train::RunState::Complete);
    auto* open = panel->findChild<QPushButton*>(QStringLiteral("open"));
    QVERIFY(!open->isHidden() && !panel->findChild<QPushButton*>(QStringLiteral("evaluate"))->isHidden());

    QVERIFY(runs({QStringLiteral("train"), path("store"), QStringLiteral("--head"), QStringLiteral("mlp"),
                  QStringLiteral("--penalty"), QStringLiteral("l2"), QStringLiteral("--epochs"),
                  QString::number(kEpochs), QStringLiteral("--batch"), QStringLiteral("4"),
                  QStringLiteral("--out"), path("runs/whole")}));
    const auto whole = train::readHistory(path("runs/whole").toStdString());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      QVERIFY(std::abs(resumed[i].trainLoss - whole[i].trainLoss) < 1e-5);
      QVERIFY(std::abs(resumed[i].validationMedianR - whole[i].validationMedianR) < 1e-4);
    }
    // with nothing open before, the run came into the window by itself, epochs and all
    QVERIFY(window->session().run());
    QTRY_VERIFY_WITH_TIMEOUT(window->complete(), 60000);
    QVERIFY(!window->session().data()->volume(scene::Layer::Map).empty());
  }

  void stopLeavesARunThatCanBeResumedAndJudged() {
    const auto window = makeWindow();
    auto* panel = window->findChild<TrainingPanel*>();
    fill(*panel, QStringLiteral("stopped"), 100000);
    panel->start();
    QTRY_VERIFY_WITH_TIMEOUT(panel->job().curves() && !panel->job().curves()->history.empty(), 60000);
    auto* stop = panel->findChild<QPushButton*>(QStringLiteral("stop"));
    QCOMPARE(stop->text(), QStringLiteral("Stop after this epoch"));
    const std::filesystem::path run = path("runs/stopped").toStdString();
    const std::size_t before = train::readHistory(run).size();
    const int width = stop->width();
    stop->click();
    QVERIFY(stop->text().startsWith(QStringLiteral("Stop now")));
    QVERIFY(!stop->isEnabled());  // a double click's second click throws nothing away
    QCOMPARE(stop->width(), width);
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Stopped, 20000);
    QVERIFY(train::readHistory(run).size() > before);  // the running epoch was finished
    QCOMPARE(stop->text(), QStringLiteral("Stop"));
    QVERIFY(panel->findChild<ElidedLabel*>(QStringLiteral("trainingStatus"))
                ->text()
                .contains(QStringLiteral("Resume")));
    QTRY_COMPARE(panel->resumable(), path("runs/stopped"));
    panel->job().evaluate(path("runs/stopped"));
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Done, 240000);
    QTRY_VERIFY_WITH_TIMEOUT(panel->runs().model().summary(path("runs/stopped"))->accuracy.has_value(),
                             10000);
    QTRY_VERIFY_WITH_TIMEOUT(window->session().settled(), 60000);
  }

  void aSecondStopThrowsTheRunningEpochAwayAndResumeGoesOn() {
    const auto window = makeWindow();
    auto* panel = window->findChild<TrainingPanel*>();
    fill(*panel, QStringLiteral("stopped-now"), 100000);
    panel->start();
    QTRY_VERIFY_WITH_TIMEOUT(panel->job().curves() && !panel->job().curves()->history.empty(), 60000);
    panel->stop();
    panel->stop();
    QCOMPARE(panel->job().process().state(), CommandProcess::State::Stopping);
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Stopped, 20000);
    const std::filesystem::path run = path("runs/stopped-now").toStdString();
    const std::size_t before = train::readHistory(run).size();
    QTRY_COMPARE(panel->resumable(), path("runs/stopped-now"));
    panel->resume();
    QTRY_VERIFY_WITH_TIMEOUT(train::readHistory(run).size() > before, 60000);
    panel->stop();
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Stopped, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(window->session().settled(), 60000);
  }

  void aTrainingThatFailsSaysWhy() {
    const auto window = makeWindow();
    auto* panel = window->findChild<TrainingPanel*>();
    fill(*panel, QStringLiteral("wild"), 3);
    TrainingDraft draft = panel->form().draft();
    draft.learningRate = QStringLiteral("1e30");
    panel->form().setDraft(draft);
    panel->start();
    QTRY_COMPARE_WITH_TIMEOUT(panel->job().process().state(), CommandProcess::State::Failed, 60000);
    const QString text = panel->findChild<ElidedLabel*>(QStringLiteral("trainingStatus"))->text();
    QVERIFY2(text.contains(QStringLiteral("lower the learning rate")), qPrintable(text));
    QTRY_VERIFY(panel->canStart() || !panel->form().problems().empty());
  }
};

const Registered<TrainingProcessTest> kTrainingProcessTest("TrainingProcessTest");

}  // namespace vxs::ui::test

#include "TrainingProcessTest.moc"
