#include "core/base/Error.h"
#include "tests/ui/UiTest.h"
#include "ui/StatusProgress.h"
#include "ui/session/TaskRunner.h"

#include <QSignalSpy>

#include <chrono>
#include <thread>

namespace vxs::ui::test {

class TaskRunnerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bringsResultsBackToTheCallersThread() {
    TaskRunner tasks;
    int result = 0;
    QThread* workThread = nullptr;
    QThread* doneThread = nullptr;
    tasks.run(
        this, {},
        [&](Progress&) {
          workThread = QThread::currentThread();
          return 42;
        },
        [&](int value) {
          result = value;
          doneThread = QThread::currentThread();
        });
    QVERIFY(!tasks.idle());
    QTRY_COMPARE(result, 42);
    QCOMPARE(doneThread, thread());
    QVERIFY(workThread != doneThread);
    QVERIFY(tasks.idle());
  }

  void turnsAnErrorIntoOneSignal() {
    TaskRunner tasks;
    QSignalSpy failed(&tasks, &TaskRunner::failed);
    QString told;
    bool done = false;
    tasks.run(
        this, {Lane::Open, QStringLiteral("Reading"), {}, false, false},
        [](Progress&) -> int { throw Error("/data/x.nii: truncated"); }, [&](int) { done = true; },
        [&](const QString& message) { told = message; });
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), QStringLiteral("Reading"));
    QCOMPARE(failed[0][1].toString(), QStringLiteral("/data/x.nii: truncated"));
    QCOMPARE(told, QStringLiteral("/data/x.nii: truncated"));
    QVERIFY(!done);
  }

  void keepsOnlyTheNewestWaitingTaskOfAKey() {
    TaskRunner tasks;
    std::vector<int> ran;
    std::atomic<bool> go{false};
    tasks.run(
        this, {},
        [&](Progress&) {
          while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          return 0;
        },
        [&](int value) { ran.push_back(value); });
    for (int i = 1; i <= 5; ++i)
      tasks.run(
          this, {Lane::Data, {}, QStringLiteral("key"), false, false}, [i](Progress&) { return i; },
          [&](int value) { ran.push_back(value); });
    go = true;
    QTRY_VERIFY(tasks.idle());
    QCOMPARE(ran, (std::vector<int>{0, 5}));
  }

  void cancelsWhatIsVisible() {
    TaskRunner tasks;
    QSignalSpy failed(&tasks, &TaskRunner::failed), ended(&tasks, &TaskRunner::visibleWorkEnded);
    QString told;
    std::atomic<bool> started{false};
    tasks.run(
        this, {Lane::Data, QStringLiteral("Long work"), {}, false, false},
        [&](Progress& progress) {
          started = true;
          for (;;) {
            progress.throwIfCancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
          return 0;
        },
        [](int) {}, [&](const QString& message) { told = message; });
    QTRY_VERIFY(started);
    tasks.cancelVisible();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(told, QStringLiteral("Cancelled."));
    QCOMPARE(failed.count(), 0);
  }

  void forgetsTheCallerThatHasGone() {
    TaskRunner tasks;
    bool done = false;
    {
      QObject context;
      tasks.run(
          &context, {}, [](Progress&) { return 1; }, [&](int) { done = true; });
    }
    QTRY_VERIFY(tasks.idle());
    QVERIFY(!done);
  }

  void saysRateAndRemainingTime() {
    TaskStatus status{QStringLiteral("Preparing"),
                      QStringLiteral("session 3"),
                      QStringLiteral("trials"),
                      250,
                      1000,
                      50,
                      75};
    QCOMPARE(StatusProgress::describe(status),
             QStringLiteral("Preparing · session 3 · 250 of 1000 trials · 50 trials/s · 1:15 left"));
  }
};

const Registered<TaskRunnerTest> kTaskRunnerTest("TaskRunnerTest");

}  // namespace vxs::ui::test

#include "TaskRunnerTest.moc"
