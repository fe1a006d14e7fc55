#include "tests/ui/training/TrainingBench.h"
#include "ui/training/TrainingPanel.h"
#include "ui/training/TrainingQuestion.h"
#include "ui/training/TrainingSettings.h"

#include <QMessageBox>
#include <QPushButton>

namespace vxs::ui::test {

/// What becomes of a training whose window is closed.
class ClosingTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  /// An epoch that is over when a file "over" is there.
  QString program() const {
    return fakeProgram(*m_folder,
                       "trap 'after=1' USR1\ntrap 'exit 130' INT\n"
                       "echo '{\"event\": \"stage\", \"stage\": \"training mlp\"}' >&2\n"
                       "echo '{\"event\": \"batch\", \"step\": 1, \"loss\": 1}' >&2\n"
                       "while true; do\n  [ \"$after\" ] && [ -e \"$0.over\" ] && exit 130\n"
                       "  sleep 0.05\ndone\n");
  }
  void endEpoch() const {
    QFile over(m_folder->filePath(QStringLiteral("fake-cli.over")));
    QVERIFY(over.open(QIODevice::WriteOnly));
  }
  void train(TrainingJob& job) const {
    train::TrainParams params;
    params.head = "mlp";
    params.out = folderOf("mlp");
    job.train(params);
    QTRY_VERIFY(job.statusText().contains(QStringLiteral("training mlp")));
  }
  static QMessageBox* boxOf(const QWidget& window, const char* name) {
    for (auto* box : window.findChildren<QMessageBox*>(QLatin1String(name)))
      if (box->isVisible()) return box;
    return nullptr;
  }
  static void press(const QMessageBox& box, QMessageBox::ButtonRole role) {
    for (QAbstractButton* button : box.buttons())
      if (box.buttonRole(button) == role) return button->click();
    QFAIL("no such button");
  }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void theWindowAsksBeforeItEndsATraining() {
    const auto window = openWindow();
    QVERIFY(window);
    TrainingJob& job = window->findChild<TrainingPanel*>()->job();
    job.process().setProgram(program());
    train(job);
    QVERIFY(!window->close());
    QMessageBox* box = boxOf(*window, "trainingQuestion");
    QVERIFY(box);
    QVERIFY2(box->text().contains(QStringLiteral("A training is running: mlp")), qPrintable(box->text()));
    QVERIFY(job.running());
    press(*box, QMessageBox::RejectRole);
    QVERIFY(window->isVisible() && job.running());
    QVERIFY(!boxOf(*window, "trainingQuestion"));
    // asked anew: the epoch ends, and then the window closes by itself
    QVERIFY(!window->close());
    press(*boxOf(*window, "trainingQuestion"), QMessageBox::AcceptRole);
    QCOMPARE(job.process().state(), CommandProcess::State::Ending);
    QTRY_VERIFY(boxOf(*window, "trainingWait"));
    QTest::qWait(150);
    QVERIFY(window->isVisible());
    endEpoch();
    QTRY_VERIFY(!window->isVisible());
    QCOMPARE(job.process().state(), CommandProcess::State::Stopped);
  }

  void stoppingAtOnceClosesWithoutWaitingForTheProcess() {
    const auto window = openWindow();
    QVERIFY(window);
    TrainingJob& job = window->findChild<TrainingPanel*>()->job();
    job.process().setProgram(program());
    job.sweep({QStringLiteral("sweep")});
    QTRY_VERIFY(job.statusText().contains(QStringLiteral("training mlp")));
    QVERIFY(!window->close());
    QMessageBox* box = boxOf(*window, "trainingQuestion");
    QVERIFY(box && box->text().contains(QStringLiteral("Table 1")));
    press(*box, QMessageBox::DestructiveRole);
    QCOMPARE(job.process().state(), CommandProcess::State::Stopping);  // and this came back at once
    QVERIFY(window->isVisible());
    QTRY_VERIFY(!window->isVisible());
    QCOMPARE(job.process().state(), CommandProcess::State::Stopped);
  }

  void whoWaitsCanStopAtOnceOrKeepTheWindow() {
    TrainingJob job(session(), program());
    QWidget window;
    window.show();
    TrainingQuestion question(job, window);
    int went = 0;
    question.before([&went] { ++went; });
    QCOMPARE(went, 1);  // nothing runs
    train(job);
    for (const bool keep : {true, false}) {
      question.before([&went] { ++went; });
      press(*boxOf(window, "trainingQuestion"), QMessageBox::AcceptRole);
      QTRY_VERIFY(boxOf(window, "trainingWait"));
      press(*boxOf(window, "trainingWait"), keep ? QMessageBox::RejectRole : QMessageBox::DestructiveRole);
      QCOMPARE(boxOf(window, "trainingWait") == nullptr, keep);
    }
    QTRY_COMPARE(went, 2);
    QVERIFY(!job.running() && !boxOf(window, "trainingWait"));
    // what ends by itself while it is asked closes nothing that nobody wanted closed
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("fake-cli"))));
    job.process().setProgram(fakeProgram(*m_folder,
                                         "echo '{\"event\": \"stage\", \"stage\": \"training mlp\"}' >&2\n"
                                         "while [ ! -e $0.done ]; do sleep 0.05; done\n"));
    train(job);
    question.before([&went] { ++went; });
    QVERIFY(boxOf(window, "trainingQuestion"));
    QFile done(m_folder->filePath(QStringLiteral("fake-cli.done")));
    QVERIFY(done.open(QIODevice::WriteOnly));
    QTRY_VERIFY(boxOf(window, "trainingEnded"));
    QVERIFY(!boxOf(window, "trainingQuestion"));
    QCOMPARE(went, 2);
    press(*boxOf(window, "trainingEnded"), QMessageBox::AcceptRole);
    QCOMPARE(went, 3);
  }

  void aTrainingThatFailsKeepsItsWindow() {
    TrainingJob job(session(), fakeProgram(*m_folder,
                                           "trap ':' USR1\n"
                                           "echo '{\"event\": \"stage\", \"stage\": \"training mlp\"}' >&2\n"
                                           "while [ ! -e $0.done ]; do sleep 0.05; done\nexit 1\n"));
    QWidget window;
    window.show();
    TrainingQuestion question(job, window);
    train(job);
    question.before([] { QFAIL("the window would close over the message"); });
    press(*boxOf(window, "trainingQuestion"), QMessageBox::AcceptRole);
    QFile done(m_folder->filePath(QStringLiteral("fake-cli.done")));
    QVERIFY(done.open(QIODevice::WriteOnly));
    QTRY_COMPARE(job.process().state(), CommandProcess::State::Failed);
    QVERIFY(!boxOf(window, "trainingWait"));
  }
};

const Registered<ClosingTest> kClosingTest("ClosingTest");

}  // namespace vxs::ui::test

#include "ClosingTest.moc"
