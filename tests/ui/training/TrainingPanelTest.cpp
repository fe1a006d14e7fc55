#include "tests/ui/training/TrainingBench.h"
#include "ui/maps/MapsModel.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/RunsTable.h"
#include "ui/training/SweepDialog.h"
#include "ui/training/TrainingCurves.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>

#include <algorithm>

namespace vxs::ui::test {

class TrainingPanelTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  std::filesystem::path writtenRun() {
    const std::filesystem::path run = folderOf("mlp");
    writeRun(run, *m_open->run);
    return run;
  }
  static QStringList names(const CurveView& view) {
    QStringList all;
    for (const CurveView::LegendEntry& entry : view.legend()) all << entry.name;
    return all;
  }
  const Volume& map() { return session().data()->volume(scene::Layer::Map); }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void anIncompleteFormSaysWhyAndDoesNotStart() {
    TrainingPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    auto* start = panel.findChild<QPushButton*>(QStringLiteral("start"));
    QVERIFY(!start->isEnabled());  // the fake run's store does not exist
    QVERIFY(panel.form().problems().contains(TrainingField::Store));
    QVERIFY(panel.command().isEmpty());
    TrainingDraft draft = panel.form().draft();
    draft.learningRate = QStringLiteral("fast");
    panel.form().setDraft(draft);
    bool told = false;
    for (const auto* label : panel.form().findChildren<QLabel*>())
      told = told || (!label->isHidden() && label->text().contains(QStringLiteral("“fast” is no number")));
    QVERIFY(told);
    panel.start();
    QVERIFY(!panel.job().running());
  }

  void linesOfProgressBecomeEvents() {
    CommandProcess process(fakeProgram(*m_folder,
                                       "echo '{\"event\": \"stage\", \"stage\": \"a\"}' >&2\n"
                                       "echo 'a library remarks' >&2\n"
                                       "printf '{\"event\": \"note\", ' >&2\nsleep 0.1\n"
                                       "echo '\"text\": \"b\"}' >&2\necho result\n"));
    QStringList events;
    connect(&process, &CommandProcess::reported, this,
            [&](const QJsonObject& e) { events << e.value(QLatin1String("event")).toString(); });
    process.start({});
    QVERIFY(process.running());
    QTRY_COMPARE(process.state(), CommandProcess::State::Done);
    QCOMPARE(events, (QStringList{QStringLiteral("stage"), QStringLiteral("note")}));
    QCOMPARE(process.output().trimmed(), QByteArray("result"));
    QVERIFY(process.message().isEmpty());
  }

  void howAProcessEndedIsTold() {
    using State = CommandProcess::State;
    const auto end = [&](const QByteArray& body, QString* message) {
      CommandProcess process(fakeProgram(*m_folder, body));
      process.start({});
      (void)QTest::qWaitFor([&] { return !process.running(); }, 5000);
      *message = process.message();
      return process.state();
    };
    QString message;
    QCOMPARE(end("echo 'last words' >&2\nkill -9 $$\n", &message), State::Crashed);
    QVERIFY(message.contains(QStringLiteral("signal 9")) && message.contains(QStringLiteral("last words")));
    QCOMPARE(end("echo '{\"event\": \"error\", \"message\": \"no store\"}' >&2\nexit 1\n", &message),
             State::Failed);
    QCOMPARE(message, QStringLiteral("no store"));
    QCOMPARE(end("echo oops >&2\nexit 7\n", &message), State::Failed);
    QVERIFY(message.contains(QStringLiteral("exit status 7")) && message.contains(QStringLiteral("oops")));
    QCOMPARE(end("exit 130\n", &message), State::Stopped);
    CommandProcess nowhere(QStringLiteral("/no/such/program"));
    nowhere.start({});
    QTRY_COMPARE(nowhere.state(), State::Crashed);
    QVERIFY(nowhere.message().contains(QStringLiteral("/no/such/program")));
  }

  void stopIsCtrlCAndASecondOneEndsAtOnce() {
    const QString program = fakeProgram(*m_folder,
                                        "trap 'exit 130' INT\necho '{\"event\": \"stage\"}' >&2\n"
                                        "while true; do sleep 0.05; done\n");
    CommandProcess process(program);
    QSignalSpy events(&process, &CommandProcess::reported);
    process.start({});
    QTRY_VERIFY(!events.isEmpty());
    process.stop();
    QCOMPARE(process.state(), CommandProcess::State::Stopping);
    QTRY_COMPARE(process.state(), CommandProcess::State::Stopped);
  }

  void aRunIsSelectedAndItsEpochsScrubbed() {
    const std::filesystem::path run = writtenRun();
    TrainingPanel panel(session());
    panel.resize(1500, 330);
    panel.runs().setFolder(m_folder->path());
    QVERIFY(m_open->waitUntilSettled());
    panel.epochs().setEpochOf(QString::fromStdString(run.string()), 2);  // waits for its curves
    panel.runs().select(QString::fromStdString(run.string()));
    QTRY_VERIFY(panel.job().curves());
    QCOMPARE(panel.resumable(), QString::fromStdString(run.string()));
    QCOMPARE(panel.epochs().epoch(), 2);
    panel.epochs().setEpoch(3);
    QVERIFY(map().empty());
    panel.epochs().setShown(true);
    QTRY_VERIFY(!map().empty());
    const std::size_t voxel = m_open->run->mask().voxels[5];
    QVERIFY(std::abs(map().values[voxel] - 0.3F) < 1e-3F);
    QVERIFY(QString::fromStdString(session().data()->map.name).contains(QStringLiteral("epoch 3")));
    QVERIFY(session().data()->map.provenance.find("7 validation images") != std::string::npos);
    const double range = session().view().state().mapScale.range;
    panel.epochs().step(-1);
    QTRY_VERIFY(std::abs(map().values[voxel] - 0.2F) < 1e-3F);
    QCOMPARE(session().view().state().mapScale.range, range);  // nothing is rescaled from epoch to epoch
    QVERIFY(session().view().layerShown(scene::Layer::Map));
    panel.epochs().setEpoch(1);
    QTRY_VERIFY(std::abs(map().values[voxel] - 0.1F) < 1e-3F);
    panel.epochs().setShown(false);
    QVERIFY(map().empty());
    panel.epochs().setEpochOf(QStringLiteral("/another/run"), 3);
    QCOMPARE(panel.epochs().epoch(), 1);
    panel.epochs().setEpochOf(QString::fromStdString(run.string()), 2);
    QCOMPARE(panel.epochs().epoch(), 2);
    QVERIFY(panel.plots().patienceText().contains(QStringLiteral("best epoch 2, r|r|/NC 40.0 % (r 0.200)")));
    panel.grab();
  }

  void theFormKnowsWhatWasTrainedLast() {
    QSettings().remove(QStringLiteral("training"));
    TrainingPanel first(session());
    TrainingDraft draft = first.form().draft();
    QVERIFY(draft.choices.head != "siren");
    draft.choices.head = "siren";
    draft.choices.penalty = "l1";
    draft.choices.shuffleImages = true;
    draft.learningRate = QStringLiteral("0.0005");
    draft.epochs = QStringLiteral("17");
    first.form().setDraft(draft);
    first.form().remember();
    const TrainingDraft again = TrainingPanel(session()).form().draft();
    QSettings().remove(QStringLiteral("training"));
    QCOMPARE(again.choices.head, std::string("siren"));
    QCOMPARE(again.choices.penalty, std::string("l1"));
    QCOMPARE(again.learningRate, draft.learningRate);
    QCOMPARE(again.epochs, draft.epochs);
    QVERIFY(!again.choices.shuffleImages);
    QVERIFY(again.name.contains(QStringLiteral("siren")));
  }

  void theMapThatAPersonChoosesKeepsItsPlace() {
    const std::filesystem::path run = writtenRun();
    m_open->run->setEvaluated();
    MapsModel maps(session());
    QTRY_VERIFY(maps.state() == MapsModel::State::Ready);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    panel.runs().select(QString::fromStdString(run.string()));
    QTRY_VERIFY(panel.job().curves());
    EpochScrubber& epochs = panel.epochs();
    const auto name = [this] { return QString::fromStdString(session().data()->map.name); };
    epochs.setShown(true);
    QTRY_VERIFY(name().contains(QStringLiteral("epoch 3")));
    const double rangeOfEpochs = session().view().state().mapScale.range;
    maps.setInViews(true);
    QCOMPARE(name(), QStringLiteral("r"));
    QTRY_VERIFY(!epochs.shown());
    epochs.setEpoch(1);  // as the end of an epoch does
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(name(), QStringLiteral("r"));
    epochs.setShown(true);
    QTRY_VERIFY(name().contains(QStringLiteral("epoch 1")));
    QCOMPARE(session().view().state().mapScale.range, rangeOfEpochs);
    epochs.setShown(false);  // the dock still says "Show in the views"
    QTRY_COMPARE(name(), QStringLiteral("r"));
    QVERIFY(session().view().layerShown(scene::Layer::Map));
    QCOMPARE(session().view().state().mapScale.range, maps.scale().range);
    maps.setInViews(false);
    epochs.setShown(true);  // a map that is not shown is in nobody's way
    QTRY_VERIFY(name().contains(QStringLiteral("epoch 1")));
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(epochs.shown());
  }

  void theCurveThatIsShownIsTheOneThatChoosesTheBestEpoch() {
    const std::filesystem::path run = writtenRun();
    TrainingPanel panel(session());
    panel.job().focus(QString::fromStdString(run.string()));
    QTRY_VERIFY(panel.job().curves());
    const auto plot = [&panel] { return panel.plots().score().plot(); };
    QVERIFY(plot().title.contains(QStringLiteral("score, median over nsdgeneral (12 voxels)")));
    QCOMPARE(plot().yName, QStringLiteral("r|r|/NC (%)"));
    QCOMPARE(plot().curves.front().points[1], QPointF(2, 40));
    QCOMPARE(*plot().best, QPointF(2, 40));
    QVERIFY(plot().bestText.contains(QStringLiteral("epoch 2")));
    const auto top = std::ranges::max_element(plot().curves.front().points, {}, &QPointF::y);
    QCOMPARE(top->x(), 2.0);
    QVERIFY(panel.plots().score().grab().toImage() != panel.plots().loss().grab().toImage());
    panel.plots().setShownScore(CurveQuantity::ValidationR);
    QCOMPARE(plot().curves.front().points[2], QPointF(3, 0.25));
    QCOMPARE(*plot().best, QPointF(2, 0.2));  // not the top of this curve
    QVERIFY(plot().title.contains(QStringLiteral("Validation r")));
  }

  void aRunOfAnEarlierVersionIsShownByItsMedianR() {
    const std::filesystem::path run = folderOf("old");
    writeRun(run, *m_open->run);
    QFile history(QString::fromStdString((run / "history.csv").string()));
    QVERIFY(history.open(QIODevice::WriteOnly));
    history.write(
        "epoch,step,train_loss,validation_loss,validation_median_r,seconds\n"
        "1,1,3,4,0.1,1\n2,2,2,3,0.2,1\n3,3,1,3.5,0.15,1\n");
    history.close();
    train::RunFile file = train::readRunFile(run);
    file.criterion = train::kMaskCriterion;
    file.bestValidationScore = 0.2;
    train::writeRunFile(file);
    TrainingPanel panel(session());
    panel.job().focus(QString::fromStdString(run.string()));
    QTRY_VERIFY(panel.job().curves());
    const CurvePlot plot = panel.plots().score().plot();
    QCOMPARE(plot.curves.front().points[1], QPointF(2, 0.2));
    QCOMPARE(plot.yName, QStringLiteral("median r"));
    QVERIFY(panel.plots().patienceText().contains(QStringLiteral("best epoch 2, r 0.200")));
  }

  void stopWaitsForTheEpochAndASecondOneDoesNot() {
    // an epoch that is over when a file is there
    const QString program = fakeProgram(*m_folder,
                                        "trap 'after=1' USR1\ntrap 'exit 130' INT\n"
                                        "echo '{\"event\": \"stage\"}' >&2\n"
                                        "while true; do\n  [ \"$after\" ] && [ -e \"$0.over\" ] && exit 130\n"
                                        "  sleep 0.05\ndone\n");
    for (const bool wait : {true, false}) {
      CommandProcess process(program);
      QSignalSpy events(&process, &CommandProcess::reported);
      process.start({});
      QTRY_VERIFY(!events.isEmpty());
      process.stopAfterEpoch();
      QCOMPARE(process.state(), CommandProcess::State::Ending);
      QTest::qWait(200);
      QCOMPARE(process.state(), CommandProcess::State::Ending);
      QFile over(program + QStringLiteral(".over"));
      if (wait)
        QVERIFY(over.open(QIODevice::WriteOnly));
      else
        process.stop();
      QTRY_COMPARE(process.state(), CommandProcess::State::Stopped);
      over.remove();
    }
  }

  void aPredictionHasTheComparisonsOwnScaleAndImage() {
    const std::filesystem::path run = writtenRun();
    TrainingPanel panel(session());
    panel.job().focus(QString::fromStdString(run.string()));
    QTRY_VERIFY(panel.job().curves());
    auto* what = panel.epochs().findChild<QComboBox*>();
    QCOMPARE(what->count(), 4);  // r, selected image, two kept images
    what->setCurrentIndex(3);
    Q_EMIT what->activated(3);
    QTRY_VERIFY(!map().empty());
    QCOMPARE(map().values[m_open->run->mask().voxels[0]], 3.0F);
    QCOMPARE(session().selectedItem(), 1);  // image 11, so that what was measured stands beside it
    QCOMPARE(session().view().state().mapScale.range, session().view().state().scale.range);
    QVERIFY(m_open->waitUntilSettled());
  }

  void everyCurveHasItsNameWhenRunsAreLaidOverEachOther() {
    for (const char* name : {"mlp", "another-run-of-some-length"}) writeRun(folderOf(name), *m_open->run);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    panel.resize(1150, 330);
    panel.show();
    panel.runs().select(m_folder->filePath(QStringLiteral("mlp")));
    QTRY_VERIFY(panel.job().curves());
    QTRY_COMPARE(panel.runs().model().rowCount(), 2);
    QCOMPARE(names(panel.plots().loss()), (QStringList{QStringLiteral("batches"), QStringLiteral("training"),
                                                       QStringLiteral("validation")}));
    RunsModel& model = panel.runs().model();
    for (int row = 0; row < 2; ++row) model.setData(model.index(row, 0), Qt::Checked, Qt::CheckStateRole);
    QTRY_COMPARE(panel.plots().score().plot().curves.size(), std::size_t{2});
    QCOMPARE(names(panel.plots().loss()),
             (QStringList{QStringLiteral("batches"), QStringLiteral("training"), QStringLiteral("validation"),
                          QStringLiteral("another-run-of-some-length, validation")}));
    QCOMPARE(names(panel.plots().score()),
             (QStringList{QStringLiteral("mlp"), QStringLiteral("another-run-of-some-length")}));
  }

  void aRidgeHasNoCurvesAndIsNamedByNone() {
    writeRidge(folderOf("ridge"), *m_open->run);
    writeRun(folderOf("mlp"), *m_open->run);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    panel.resize(1150, 330);
    panel.show();
    panel.runs().select(m_folder->filePath(QStringLiteral("ridge")));
    QTRY_VERIFY(panel.job().curves());
    QTRY_COMPARE(panel.runs().model().rowCount(), 2);
    const CurveView &loss = panel.plots().loss(), &score = panel.plots().score();
    QCOMPARE(loss.plot().title, QStringLiteral("Loss"));
    RunsModel& model = panel.runs().model();
    for (int row = 0; row < 2; ++row) model.setData(model.index(row, 0), Qt::Checked, Qt::CheckStateRole);
    const QString none = QStringLiteral("ridge: solved in one step, no curve");
    QTRY_COMPARE(names(loss), (QStringList{none, QStringLiteral("mlp, validation")}));
    QCOMPARE(loss.plot().title,
             QStringLiteral("Loss (%1)")
                 .arg(QString::fromStdString(train::readRunFile(folderOf("mlp")).params.loss)));
    QCOMPARE(names(score), (QStringList{none, QStringLiteral("mlp")}));
    QVERIFY(score.plot().level && score.plot().level->name.startsWith(QStringLiteral("ridge (ridge)")));
    // nor does one that is laid over another run promise a curve
    panel.runs().select(m_folder->filePath(QStringLiteral("mlp")));
    QTRY_VERIFY(loss.plot().title.endsWith(QStringLiteral(", mlp")));
    QVERIFY(names(loss).contains(none));
  }

  void aRidgeHasNoEpochsAndItsMapIsOfNone() {
    writeRidge(folderOf("ridge"), *m_open->run);
    TrainingPanel panel(session());
    panel.job().focus(QString::fromStdString(folderOf("ridge").string()));
    QTRY_VERIFY(panel.job().curves());
    panel.epochs().setShown(true);
    QTRY_VERIFY(!map().empty());
    QCOMPARE(session().data()->map.name, std::string("validation r of ridge"));
    QVERIFY(!panel.epochs().findChild<QSlider*>()->isEnabled());
    const QString words = panel.epochs().findChild<ElidedLabel*>()->text();
    QVERIFY2(words.startsWith(QStringLiteral("solved in one step, r|r|/NC 40.0 %")), qPrintable(words));
    auto* what = panel.epochs().findChild<QComboBox*>();
    what->setCurrentIndex(3);
    Q_EMIT what->activated(3);
    QTRY_COMPARE(session().data()->map.name, std::string("predicted by ridge"));
    QVERIFY(m_open->waitUntilSettled());
  }

  void theTableOfTheReportIsOneCommand() {
    train::TrainParams base;
    base.store = "/data/store";
    base.out = "/runs/x";
    SweepDialog dialog(base, {});
    QCOMPARE(dialog.folder(), QStringLiteral("/runs/table1"));
    const QStringList words = dialog.arguments();
    QCOMPARE(words.mid(0, 6), (QStringList{QStringLiteral("sweep"), QStringLiteral("/data/store"),
                                           QStringLiteral("--heads"), QStringLiteral("mlp,siren,cnn,ridge"),
                                           QStringLiteral("--penalties"), QStringLiteral("l1,l2")}));
  }
};

const Registered<TrainingPanelTest> kTrainingPanelTest("TrainingPanelTest");

}  // namespace vxs::ui::test

#include "TrainingPanelTest.moc"
