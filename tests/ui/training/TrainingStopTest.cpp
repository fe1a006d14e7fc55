#include "tests/ui/training/TrainingBench.h"
#include "ui/training/RunsTable.h"
#include "ui/training/SweepDialog.h"
#include "ui/training/TrainingCurves.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <csignal>
#include <memory>

namespace vxs::ui::test {

/// What the Training panel says of work that runs, is stopped, fails, or can be gone on with.
class TrainingStopTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  std::filesystem::path runFolder() const { return folderOf("mlp"); }
  static QPushButton& button(const TrainingPanel& panel, const char* name) {
    return *panel.findChild<QPushButton*>(QLatin1String(name));
  }
  static ElidedLabel& status(const TrainingPanel& panel) {
    return *panel.findChild<ElidedLabel*>(QStringLiteral("trainingStatus"));
  }
  /// Trains with a script in place of the program, until its first event has come.
  void train(TrainingPanel& panel) const {
    train::TrainParams params;
    params.head = "mlp";
    params.out = runFolder();
    panel.job().train(params);
    QTRY_VERIFY(panel.job().statusText().contains(QStringLiteral("training mlp")));
  }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  /// Who is told is often its owner, of which half is gone by then.
  void whatEndsWithTheWindowTellsNobody() {
    auto process = std::make_unique<CommandProcess>(QStringLiteral("sh"));
    int told = 0;
    QObject receiver;  // outlives it
    connect(process.get(), &CommandProcess::stateChanged, &receiver, [&told] { ++told; });
    process->start({QStringLiteral("-c"), QStringLiteral("exec sleep 60")});
    QVERIFY(process->running());
    QCOMPARE(told, 1);
    const qint64 id = process->processId();
    process.reset();
    QCOMPARE(told, 1);
    QVERIFY(kill(static_cast<pid_t>(id), 0) != 0);  // it has ended
  }

  void resumeIsOfferedOnlyWhereThereIsSomethingToGoOnFrom() {
    const std::filesystem::path folder = runFolder();
    const QString run = QString::fromStdString(folder.string());
    writeRun(folder, *m_open->run);
    train::RunFile stopped = train::readRunFile(folder);
    const auto history = std::exchange(stopped.history, {});
    train::writeRunFile(stopped);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    QPushButton& resume = button(panel, "resume");
    QVERIFY(resume.toolTip().contains(QStringLiteral("Nothing to resume")));
    panel.runs().select(run);
    QTRY_VERIFY(resume.toolTip().contains(QStringLiteral("no epoch of mlp was over")));
    QVERIFY(!resume.isEnabled());
    QCOMPARE(panel.resumable(), QString());
    // in words that are seen without a pointer, too
    QVERIFY2(status(panel).text().contains(QStringLiteral("no epoch of mlp was over")),
             qPrintable(status(panel).text()));
    const RunsModel& table = panel.runs().model();
    QCOMPARE(table.rowCount(), 1);
    QCOMPARE(table.index(0, RunsModel::State).data().toString(), QStringLiteral("stopped, no epoch"));
    QVERIFY(table.index(0, RunsModel::State)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("nothing to resume")));
    const auto rescan = [&] {
      panel.runs().setFolder(QString());
      panel.runs().setFolder(m_folder->path());
    };
    stopped.history = history;
    train::writeRunFile(stopped);
    rescan();
    QTRY_VERIFY(resume.isEnabled());
    QCOMPARE(panel.resumable(), run);
    QVERIFY(resume.toolTip().contains(QStringLiteral("Go on with mlp")));
    QCOMPARE(table.index(0, RunsModel::State).data().toString(), QStringLiteral("stopped"));
    QCOMPARE(status(panel).text(), QString());
    QVERIFY(std::filesystem::remove(folder / "last-3.safetensors"));
    rescan();
    QTRY_VERIFY(resume.toolTip().contains(QStringLiteral("are not in its folder")));
    QVERIFY(!resume.isEnabled());
    stopped.finished = true;
    train::writeRunFile(stopped);
    rescan();
    QTRY_VERIFY(resume.toolTip().contains(QStringLiteral("the best weights of mlp are missing")));
    writeFileAtomically(folder / "best.safetensors", std::string("\2\0\0\0\0\0\0\0{}", 10));  // no tensors
    rescan();
    QTRY_VERIFY(resume.toolTip().contains(QStringLiteral("are not in its folder")));
    QVERIFY(!resume.isEnabled());
    writeFileAtomically(folder / "last-3.safetensors", "weights");
    stopped.params.patience = 1;  // as many as there are after the best one
    train::writeRunFile(stopped);
    rescan();
    QTRY_VERIFY(resume.toolTip().contains(QStringLiteral("rose no longer")));
    QVERIFY(!resume.isEnabled());
  }

  void aCompleteRunIsTrainedForMoreEpochs() {
    const std::filesystem::path folder = runFolder();
    const QString run = QString::fromStdString(folder.string());
    writeRun(folder, *m_open->run);
    writeFileAtomically(folder / "best.safetensors", std::string("\2\0\0\0\0\0\0\0{}", 10));  // no tensors
    train::RunFile complete = train::readRunFile(folder);
    complete.finished = true;
    train::writeRunFile(complete);
    TrainingPanel panel(session(), fakeProgram(*m_folder, "echo \"$@\" > \"$0.words\"\n"));
    panel.runs().setFolder(m_folder->path());
    panel.runs().select(run);
    QPushButton& resume = button(panel, "resume");
    QTRY_VERIFY(resume.isEnabled());
    QCOMPARE(resume.text(), QStringLiteral("More epochs…"));
    resume.click();
    auto* question = panel.findChild<QInputDialog*>(QStringLiteral("moreEpochs"));
    QVERIFY(question);
    QVERIFY(question->labelText().contains(QStringLiteral("mlp has 3 epochs")));
    QCOMPARE(question->intMinimum(), 4);
    QCOMPARE(question->intValue(), 6);
    QVERIFY(!panel.job().running());
    question->setIntValue(5);
    question->accept();
    QTRY_COMPARE(panel.job().process().state(), CommandProcess::State::Done);
    QFile words(m_folder->filePath(QStringLiteral("fake-cli.words")));
    QVERIFY(words.open(QIODevice::ReadOnly));
    const QString said = QString::fromUtf8(words.readAll());
    QVERIFY2(said.contains(QStringLiteral("--resume ") + run + QStringLiteral(" --epochs 5")),
             qPrintable(said));
  }

  void aRunFarBelowRidgeSaysSo() {
    writeRun(folderOf("mlp"), *m_open->run);
    writeRidge(folderOf("ridge"), *m_open->run);
    train::RunFile ridge = train::readRunFile(folderOf("ridge"));
    ridge.bestValidationScore = 0.9;  // the mlp's is 0.4
    ridge.finished = true;
    train::writeRunFile(ridge);
    TrainingPanel panel(session(), fakeProgram(*m_folder, "exit 0\n"));
    panel.runs().setFolder(m_folder->path());
    QTRY_COMPARE(panel.runs().model().rowCount(), 2);
    panel.job().focus(QString::fromStdString(runFolder().string()));
    panel.job().resume(QString::fromStdString(runFolder().string()));
    QTRY_VERIFY2(status(panel).text().contains(
                     QStringLiteral("mlp is trained, far below ridge (40.0 % against 90.0 %)")),
                 qPrintable(status(panel).text()));
  }

  void theRunThatIsShownIsTheOneThatIsSelected() {
    for (const char* name : {"a", "b"}) writeRun(folderOf(name), *m_open->run);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    QTRY_COMPARE(panel.runs().model().rowCount(), 2);
    const auto path = [this](const char* name) { return QString::fromStdString(folderOf(name).string()); };
    panel.job().focus(path("b"));  // as a table that is made goes from cell to cell
    QCOMPARE(panel.runs().selectedRun(), path("b"));
    panel.runs().select(path("a"));
    QCOMPARE(panel.job().focusedRun(), path("a"));
  }

  void stoppingAtOnceSaysThatTheEpochIsLost() {
    // an epoch that ends when a file is there
    const QString program =
        fakeProgram(*m_folder,
                    "trap ':' USR1\ntrap 'stop=1' INT\n"
                    "echo '{\"event\": \"stage\", \"stage\": \"training mlp\"}' >&2\n"
                    "echo '{\"event\": \"batch\", \"step\": 1, \"loss\": 1}' >&2\n"
                    "while [ ! \"$stop\" ]; do sleep 0.05; done\n"
                    "[ -e \"$0.over\" ] && echo '{\"event\": \"epoch\", \"epoch\": 1}' >&2\nexit 130\n");
    for (const bool over : {false, true}) {
      QFile file(program + QStringLiteral(".over"));
      if (over) QVERIFY(file.open(QIODevice::WriteOnly));
      TrainingPanel panel(session(), program);
      train(panel);
      QPushButton& stop = button(panel, "stop");
      QTRY_COMPARE(panel.job().stopText(), QStringLiteral("Stop after this epoch"));
      QTest::qWait(200);  // the batch is there
      panel.stop();
      QTRY_COMPARE(stop.text(), QStringLiteral("Stop now, lose epoch"));
      QVERIFY(stop.toolTip().contains(QStringLiteral("is lost")));
      QVERIFY(stop.width() >= stop.sizeHint().width());
      QVERIFY2(status(panel).text().contains(QStringLiteral("“Stop now” loses it")),
               qPrintable(status(panel).text()));
      panel.stop();
      QCOMPARE(stop.text(), QStringLiteral("End the process"));
      QVERIFY(status(panel).text().contains(QStringLiteral("the running epoch is lost")));
      QTRY_COMPARE(panel.job().process().state(), CommandProcess::State::Stopped);
      const QString end = status(panel).text();
      QVERIFY2(end.startsWith(QStringLiteral("mlp was stopped")), qPrintable(end));
      QCOMPARE(end.contains(QStringLiteral("epoch is lost")), !over);
    }
  }

  void aResumedRunBeginsWhereItsEpochsEnd() {
    writeRun(runFolder(), *m_open->run);  // three epochs of five
    TrainingPanel panel(session(),
                        fakeProgram(*m_folder,
                                    "echo '{\"event\": \"stage\", \"stage\": \"reading features\"}' >&2\n"
                                    "echo '{\"event\": \"progress\", \"done\": 1, \"total\": 2}' >&2\n"
                                    "while [ ! -e \"$0.train\" ]; do sleep 0.02; done\n"
                                    "echo '{\"event\": \"stage\", \"stage\": \"training mlp\"}' >&2\n"
                                    "while [ ! -e \"$0.half\" ]; do sleep 0.02; done\n"
                                    "echo '{\"event\": \"progress\", \"done\": 10, \"total\": 20}' >&2\n"
                                    "while true; do sleep 0.1; done\n"));
    const auto go = [&](const char* to) {
      QFile file(m_folder->filePath(QStringLiteral("fake-cli") + QLatin1String(to)));
      QVERIFY(file.open(QIODevice::WriteOnly));
    };
    auto* bar = panel.findChild<QProgressBar*>();
    panel.job().resume(QString::fromStdString(runFolder().string()));
    QTRY_COMPARE(bar->value(), 600);
    go(".train");
    QTRY_VERIFY(panel.job().statusText().contains(QStringLiteral("training mlp")));
    QCOMPARE(bar->value(), 600);
    QCOMPARE(bar->maximum(), 1000);
    go(".half");
    QTRY_COMPARE(bar->value(), 800);
    panel.job().process().stop();
    panel.job().process().stop();
    QTRY_VERIFY(!panel.job().running());
  }

  void theFormPassesANameThatIsARunsNow() {
    // the program leaves what a training leaves
    const QString finished = m_folder->filePath(QStringLiteral("finished"));
    writeRun(finished.toStdString(), *m_open->run);
    const QString runs = m_folder->filePath(QStringLiteral("runs"));
    QVERIFY(QDir().mkpath(runs));
    TrainingPanel panel(session(), fakeProgram(*m_folder, "cp -r '" + finished.toUtf8() + "' '" +
                                                              runs.toUtf8() + "/mine'\n"));
    TrainingDraft draft = panel.form().draft();
    draft.folder = runs;
    draft.name = QStringLiteral("mine");
    panel.form().setDraft(draft);
    panel.job().train(paramsOf(panel.form().draft()));
    QTRY_COMPARE(panel.job().process().state(), CommandProcess::State::Done);
    QCOMPARE(panel.form().draft().name, QStringLiteral("mine-2"));
    QVERIFY(!panel.form().problems().contains(TrainingField::Name));
    panel.job().evaluate(runs + QStringLiteral("/mine"));  // what is no training passes nothing
    QTRY_VERIFY(!panel.job().running());
    QCOMPARE(panel.form().draft().name, QStringLiteral("mine-2"));
  }

  void aLongMessageMovesNothing() {
    const QByteArray words = "the store of this run has gone " + QByteArray(40, 'x') + " and so on, ";
    TrainingPanel panel(session(), fakeProgram(*m_folder, "echo '{\"event\": \"error\", \"message\": \"" +
                                                              words.repeated(8) + "\"}' >&2\nexit 1\n"));
    panel.resize(1200, 330);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QRect before = panel.plots().geometry();
    const int least = panel.minimumSizeHint().height(), line = status(panel).height();
    panel.job().evaluate(QString::fromStdString(runFolder().string()));
    QTRY_COMPARE(panel.job().process().state(), CommandProcess::State::Failed);
    QTest::qWait(50);  // for layouts
    QVERIFY(status(panel).text().contains(QString::fromUtf8(words)));
    QVERIFY(status(panel).shown().endsWith(QChar(0x2026)));
    QCOMPARE(status(panel).toolTip(), status(panel).text());
    QCOMPARE(status(panel).height(), line);
    QCOMPARE(panel.plots().geometry().top(), before.top());
    QCOMPARE(panel.plots().geometry().height(), before.height());
    QCOMPARE(panel.minimumSizeHint().height(), least);
  }

  void aTableThatIsMadeSaysHowLongTheRestTakes() {
    const QByteArray cell = "echo '{\"event\": \"cell\", \"cells\": 7, \"run\": \"/runs/a\", ";
    TrainingPanel panel(
        session(), fakeProgram(*m_folder, "next() { while [ ! -e \"$1\" ]; do sleep 0.02; done; }\n" + cell +
                                              "\"number\": 1, \"secondsAfter\": null, \"untimedAfter\": "
                                              "[\"siren\", \"ridge\"]}' >&2\nnext $0.2\n" +
                                              cell +
                                              "\"number\": 2, \"secondsAfter\": 1500, \"untimedAfter\": "
                                              "[\"cnn\", \"siren\", \"ridge\"]}' >&2\nnext $0.3\n" +
                                              cell +
                                              "\"number\": 3, \"secondsAfter\": 5400, \"untimedAfter\": []}' "
                                              ">&2\nwhile true; do sleep 0.1; "
                                              "done\n"));
    const auto says = [&](const char* text) {
      return status(panel).text().startsWith(QString::fromUtf8(text));
    };
    const auto go = [&](const char* to) {
      QFile file(m_folder->filePath(QStringLiteral("fake-cli") + QLatin1String(to)));
      QVERIFY(file.open(QIODevice::WriteOnly));
    };
    panel.job().sweep({QStringLiteral("sweep")}, {{QStringLiteral("cnn"), 1200}});
    QTRY_VERIFY(says("1 of 7, 2 after it not timed yet: "));
    go(".2");
    QTRY_VERIFY(says("2 of 7, then about 45 min and 2 not timed yet: "));
    go(".3");
    QTRY_VERIFY(says("3 of 7, then about 1 h 30 min: "));
    panel.stop();
    QTRY_VERIFY(!panel.job().running());
  }

  void theTableDialogSaysHowLongItTakes() {
    const std::filesystem::path folder = runFolder();
    writeRun(folder, *m_open->run);  // three epochs of a second each
    train::RunSummary run = train::summariseRun(folder);
    train::TrainParams base = run.run.params;
    base.out = folder;
    base.epochs = 30;
    SweepDialog dialog(base, {run});
    const auto time = [&dialog] { return dialog.findChild<QLabel*>(QStringLiteral("sweepTime"))->text(); };
    QVERIFY2(time().startsWith(
                 QStringLiteral("7 trainings: about 1 min of training for 2 of them (an epoch of mlp "
                                "took 1 s in mlp)")),
             qPrintable(time()));
    QVERIFY(time().contains(QStringLiteral("unknown until the first of each has run: siren, cnn, ridge")));
    SweepDialog nothing(base, {});
    QCOMPARE(nothing.findChild<QLabel*>(QStringLiteral("sweepTime"))->text(),
             QStringLiteral("7 trainings. How long they take is unknown until the first has run."));
  }

  void aRelativeFolderIsSaidInFull() {
    TrainingForm form(m_open->tasks);
    auto* target = form.findChild<QLabel*>(QStringLiteral("runFolder"));
    TrainingDraft draft = form.draft();
    draft.name = QStringLiteral("my-run");
    draft.folder = QStringLiteral("some/runs");
    form.setDraft(draft);
    const QString full = QDir::current().absoluteFilePath(QStringLiteral("some/runs/my-run"));
    QVERIFY(!target->isHidden());
    QVERIFY(target->text().remove(QChar(0x200b)).endsWith(full));
    QCOMPARE(QString::fromStdString(paramsOf(form.draft()).out.string()), full);
    draft.folder = m_folder->path();
    form.setDraft(draft);
    QVERIFY(target->isHidden());  // it is in the field
    train::TrainParams base;
    base.out = "some/runs/my-run";
    QCOMPARE(SweepDialog(base, {}).folder(),
             QDir::current().absoluteFilePath(QStringLiteral("some/runs/table1")));
  }
};

const Registered<TrainingStopTest> kTrainingStopTest("TrainingStopTest");

}  // namespace vxs::ui::test

#include "TrainingStopTest.moc"
