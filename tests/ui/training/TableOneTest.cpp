#include "tests/ui/training/TrainingBench.h"
#include "ui/training/TrainingForm.h"
#include "ui/training/TrainingPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QDialog>
#include <QPushButton>

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
  }
};

const Registered<TableOneTest> kTableOneTest("TableOneTest");

}  // namespace vxs::ui::test

#include "TableOneTest.moc"
