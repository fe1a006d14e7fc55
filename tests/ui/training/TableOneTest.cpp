#include "tests/ui/training/TrainingBench.h"
#include "ui/training/RunsTable.h"
#include "ui/training/SweepDialog.h"
#include "ui/training/SweepTableDialog.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>

namespace vxs::ui::test {

/// The report's Table 1: what it is made of, where it goes, and how it is read.
class TableOneTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private:
  static ElidedLabel& status(const TrainingPanel& panel) {
    return *panel.findChild<ElidedLabel*>(QStringLiteral("trainingStatus"));
  }
  static void setEpochs(TrainingPanel& panel, const char* text) {
    TrainingDraft draft = panel.form().draft();
    draft.epochs = QLatin1String(text);
    panel.form().setDraft(draft);
  }

  /// A table of one combination, made with so many epochs and the other settings as they are at first.
  void writeTable(const char* name, int epochs) const {
    const std::filesystem::path folder = folderOf(name);
    std::filesystem::create_directories(folder);
    writeFileAtomically(
        folder / "mlp-l2.json",
        "{\"settings\": {\"store\": \"/data/store\", \"loss\": \"mse\", \"penaltyWeight\": 1e-06, "
        "\"epochs\": " +
            std::to_string(epochs) +
            ", \"batch\": 32, \"learningRate\": 0.001, \"split\": \"shared\", \"features\": "
            "\"multimodal\", \"seed\": 1, \"metric\": \"report\", \"mask\": \"\"}}");
    writeFileAtomically(folder / "table1.tsv",
                        "# Subject 1, preset report\npenalty\tmlp\tridge\nl2\t5.6 %\t\n"
                        "gcv\t\t16.8 %\n");
    writeFileAtomically(folder / "table.tsv",
                        "# Subject 1, preset report\nhead\tpenalty\taccuracy\n"
                        "mlp\tl2\t5.6 %\nridge\tgcv\t16.8 %\n");
  }
  train::TrainParams base(int epochs) const {
    train::TrainParams params;
    params.store = "/data/store";
    params.out = folderOf("run");
    params.epochs = epochs;
    return params;
  }
  QString pathOf(const char* name) const { return QString::fromStdString(folderOf(name).string()); }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void aFormThatIsWrongMakesNoTable() {
    TrainingProblems problems{{TrainingField::Name, QStringLiteral("taken")},
                              {TrainingField::Hidden, QStringLiteral("no number")},
                              {TrainingField::Patience, QStringLiteral("no number")}};
    QCOMPARE(tableProblem(problems), QString());  // are none of the table's
    problems[TrainingField::LearningRate] = QStringLiteral("“abc” is no number");
    QCOMPARE(tableProblem(problems), QStringLiteral("Learning rate: “abc” is no number"));
    TrainingPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("table1"));
    QVERIFY(!button->isEnabled());  // the fake run's store does not exist
    QVERIFY2(button->toolTip().contains(QStringLiteral("Store: ")), qPrintable(button->toolTip()));
    panel.makeTableOne();
    QVERIFY(!panel.findChild<QDialog*>(QStringLiteral("sweep")));
  }

  void whatWentWrongIsForgottenWhenTheFormIsCorrected() {
    TrainingPanel panel(session(), fakeProgram(*m_folder,
                                               "echo '{\"event\": \"error\", \"message\": \"epochs\"}' >&2\n"
                                               "exit 1\n"));
    QVERIFY(m_open->waitUntilSettled());
    setEpochs(panel, "0");
    panel.job().sweep({QStringLiteral("sweep")});
    QTRY_COMPARE(status(panel).text(), QStringLiteral("Failed: epochs"));
    panel.form().check();  // nothing is corrected yet
    QCOMPARE(status(panel).text(), QStringLiteral("Failed: epochs"));
    setEpochs(panel, "3");
    QCOMPARE(status(panel).text(), QString());
    // a name that is passed by itself is no correction
    writeRun(folderOf("mine"), *m_open->run);
    TrainingDraft draft = panel.form().draft();
    draft.folder = m_folder->path();
    draft.name = QStringLiteral("mine");
    panel.form().setDraft(draft);
    panel.job().train(paramsOf(panel.form().draft()));
    QTRY_COMPARE(panel.job().process().state(), CommandProcess::State::Failed);
    QCOMPARE(panel.form().draft().name, QStringLiteral("mine-2"));
    QCOMPARE(status(panel).text(), QStringLiteral("Failed: epochs"));
  }

  void noRowOfTheDialogMovesWhenAHeadIsChosen() {
    writeRun(folderOf("mlp"), *m_open->run);
    const train::RunSummary run = train::summariseRun(folderOf("mlp"));
    train::TrainParams like = run.run.params;
    like.out = folderOf("next");
    SweepDialog dialog(like, {run});
    dialog.resize(420, dialog.sizeHint().height());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto places = [&dialog] {
      QTest::qWait(20);  // for layouts within layouts
      QList<QPoint> all;
      for (const auto* widget : dialog.findChildren<QWidget*>()) all << widget->mapTo(&dialog, QPoint(0, 0));
      return all << QPoint(dialog.width(), dialog.height());
    };
    const QList<QPoint> before = places();
    for (auto* box : dialog.findChildren<QCheckBox*>()) {
      if (box->text() != QLatin1String("siren") && box->text() != QLatin1String("none")) continue;
      box->toggle();
      QCOMPARE(places(), before);
      box->toggle();
    }
    for (auto* box : dialog.findChildren<QCheckBox*>())
      if (box->text() != QLatin1String("mlp")) box->setChecked(false);
    QCOMPARE(places(), before);
  }

  void aTableIsNotReplacedByOneOfOtherSettingsWithoutAQuestion() {
    writeTable("table1", 1);
    QCOMPARE(SweepDialog(base(1), {}).folder(), pathOf("table1"));  // which is gone on with
    SweepDialog dialog(base(3), {});
    QCOMPARE(dialog.folder(), pathOf("table1-2"));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    auto* into = dialog.findChild<QLineEdit*>(QStringLiteral("sweepFolder"));
    into->setText(pathOf("table1"));
    const auto answer = [&](QMessageBox::ButtonRole role) {
      dialog.accept();
      auto* question = dialog.findChild<QMessageBox*>(QStringLiteral("replaceTable"));
      QVERIFY(question);
      QVERIFY2(question->informativeText().contains(QStringLiteral("epochs 1 instead of 3.")),
               qPrintable(question->informativeText()));
      for (QAbstractButton* each : question->buttons())
        if (question->buttonRole(each) == role) each->click();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    answer(QMessageBox::RejectRole);
    QCOMPARE(accepted.count(), 0);
    answer(QMessageBox::DestructiveRole);
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(dialog.folder(), pathOf("table1"));
    answer(QMessageBox::AcceptRole);
    QCOMPARE(accepted.count(), 2);
    QCOMPARE(dialog.folder(), pathOf("table1-2"));
    dialog.accept();  // nothing is in the way
    QCOMPARE(accepted.count(), 3);
  }

  void cellsThatAreThereAreNotCountedAgain() {
    writeTable("table1", 3);
    SweepDialog dialog(base(3), {});
    const auto time = [&dialog] { return dialog.findChild<QLabel*>(QStringLiteral("sweepTime"))->text(); };
    const auto choose = [&dialog](const char* word, bool on) {
      for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->text() == QLatin1String(word)) box->setChecked(on);
    };
    QVERIFY2(time().startsWith(QStringLiteral("6 trainings (1 more is there already). ")),
             qPrintable(time()));
    QCOMPARE(dialog.time().trainings, 6);
    for (const char* word : {"siren", "cnn", "ridge", "l1"}) choose(word, false);
    QVERIFY2(time().startsWith(QStringLiteral("Every cell is there already")), qPrintable(time()));
    choose("ridge", true);
    QVERIFY2(time().startsWith(QStringLiteral("1 training (1 more is there already)")), qPrintable(time()));
    // of other settings, they would be made again
    dialog.findChild<QComboBox*>()->setCurrentText(QStringLiteral("vision"));
    QCOMPARE(dialog.time().trainings, 2);
  }

  void theDialogAsksForHowManyEpochs() {
    writeTable("table1", 7);
    SweepDialog dialog(base(3), {});
    auto* epochs = dialog.findChild<QSpinBox*>(QStringLiteral("sweepEpochs"));
    QCOMPARE(epochs->value(), 3);
    QCOMPARE(dialog.folder(), pathOf("table1-2"));
    epochs->setValue(7);
    QCOMPARE(dialog.folder(), pathOf("table1"));  // which has a cell of seven
    QVERIFY(dialog.arguments().join(QLatin1Char(' ')).contains(QStringLiteral("--epochs 7 ")));
    dialog.findChild<QLineEdit*>(QStringLiteral("sweepFolder"))->setText(pathOf("mine"));
    epochs->setValue(8);
    QCOMPARE(dialog.folder(), pathOf("mine"));  // a person's choice stays
  }

  void theDialogKnowsTheLastTable() {
    writeTable("table1", 7);
    {
      SweepDialog dialog(base(3), {});
      for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->text() == QLatin1String("siren") || box->text() == QLatin1String("none")) box->toggle();
      dialog.findChild<QSpinBox*>(QStringLiteral("sweepEpochs"))->setValue(7);
      dialog.accept();
    }
    SweepDialog dialog(base(3), {});
    QCOMPARE(dialog.folder(), pathOf("table1"));
    const QString words = dialog.arguments().join(QLatin1Char(' '));
    QVERIFY2(words.contains(QStringLiteral("--heads mlp,cnn,ridge --penalties none,l1,l2 ")),
             qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("--epochs 7 ")), qPrintable(words));
    // another readout is another table
    train::TrainParams dense = base(3);
    dense.readout = "dense";
    SweepDialog other(dense, {});
    QCOMPARE(other.folder(), pathOf("table1-2"));
    QVERIFY(other.arguments().join(QLatin1Char(' ')).contains(QStringLiteral("--readout dense ")));
  }

  void theTableIsShownAndCopied() {
    writeTable("table1", 1);
    TrainingPanel panel(session(), fakeProgram(*m_folder, "exit 0\n"));
    QVERIFY(m_open->waitUntilSettled());
    auto* show = panel.findChild<QPushButton*>(QStringLiteral("showTable"));
    auto* made = panel.findChild<QPushButton*>(QStringLiteral("showMadeTable"));
    panel.runs().setFolder(m_folder->path());
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(show->isHidden() && made->isHidden());
    panel.runs().setFolder(pathOf("table1"));
    QTRY_VERIFY(!show->isHidden());
    QVERIFY(made->isHidden());
    panel.job().sweep({QStringLiteral("sweep")});
    QTRY_COMPARE(status(panel).text(), QStringLiteral("The table is complete"));
    QVERIFY(!made->isHidden());
    made->click();
    QTRY_VERIFY(panel.findChild<SweepTableDialog*>());
    auto* dialog = panel.findChild<SweepTableDialog*>();
    auto* accuracy = dialog->findChild<QTableWidget*>(QStringLiteral("accuracy"));
    QCOMPARE(accuracy->horizontalHeaderItem(2)->text(), QStringLiteral("ridge"));
    QCOMPARE(accuracy->item(0, 1)->text(), QStringLiteral("5.6 %"));
    QCOMPARE(accuracy->item(1, 2)->text(), QStringLiteral("16.8 %"));
    QCOMPARE(dialog->findChild<QTableWidget*>(QStringLiteral("cells"))->rowCount(), 2);
    const auto copied = [dialog](const QString& label) {
      for (auto* button : dialog->findChildren<QPushButton*>())
        if (button->text() == label) button->click();
      return QApplication::clipboard()->text();
    };
    QVERIFY(copied(QStringLiteral("Copy as TSV")).contains(QStringLiteral("\ngcv\t\t16.8 %\n")));
    const QString text = copied(QStringLiteral("Copy as text"));
    QVERIFY2(text.contains(QStringLiteral("\nl2       5.6 %")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("in percent of the noise ceiling")));
    dialog->close();
  }
};

const Registered<TableOneTest> kTableOneTest("TableOneTest");

}  // namespace vxs::ui::test

#include "TableOneTest.moc"
