#include "tests/ui/workspace/SessionWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/paint/figure/Recipe.h"
#include "ui/workspace/SessionKeeper.h"

#include <QAction>
#include <QDockWidget>
#include <QImage>
#include <QLabel>
#include <QPushButton>

namespace vxs::ui::test {

/// A figure that belongs to another run than the one that is open, and the way back from it.
class FormerRunTest : public QObject, protected SessionWindows {
  Q_OBJECT

 private:
  fs::path m_own, m_other;

  /// A figure of a run: slices of its second image.
  fs::path figureOf(const fs::path& run, const std::string& kind = "slices") {
    paint::Recipe recipe;
    recipe.kind = kind;
    recipe.run = run;
    recipe.trial = 3;
    if (kind == "epochs") recipe.options["epochs"] = "1,5,20";
    const fs::path file = folder() / (kind + ".json");
    writeFileAtomically(file, paint::toText(recipe));
    return file;
  }
  static QString undoText(MainWindow& window) { return window.workspace().undoStack().undoText(); }
  static QPushButton* back(MainWindow& window) {
    return window.findChild<QPushButton*>(QStringLiteral("noticeBack"));
  }
  static QString notice(MainWindow& window) {
    const auto* text = window.findChild<QLabel*>(QStringLiteral("noticeText"));
    return text->isVisible() ? text->text() : QString();
  }
  /// Saved as a file with one guided step; null: not in time.
  std::unique_ptr<MainWindow> makeLecture(const fs::path& file) {
    auto window = makeWindow(m_own);
    if (!window) return nullptr;
    const TeachingStep step{QStringLiteral("Look here"), QStringLiteral("and think"),
                            window->workspace().state()};
    window->keeper().editSteps({step}, 0, QStringLiteral("step"));
    window->keeper().save(file);
    return QTest::qWaitFor([&] { return window->keeper().path() == file; }) ? std::move(window) : nullptr;
  }
  static bool opens(MainWindow& window, const fs::path& run) {
    return QTest::qWaitFor([&] { return window.keeper().openRun() == run; }, 20000) && settle(window);
  }

 private Q_SLOTS:
  void init() {
    begin();
    m_own = makeRun(folder() / "run-own");
    m_other = makeRun(folder() / "run-other");
  }

  void itIsAskedForAndTheFormerComesBackWhole() {
    auto window = makeWindow(m_own);
    QVERIFY(window);
    window->session().setCaption(QStringLiteral("two cats"));
    QVERIFY(settle(*window));
    window->workspace().settle();
    window->session().view().setLayout(ViewLayout::Mosaic);
    window->workspace().settle();
    const WorkspaceState before = window->workspace().state();
    const fs::path figure = figureOf(m_other);
    window->open(figure);
    QTRY_VERIFY(isAsked(*window, "runQuestion"));
    const QString words = question(*window, "runQuestion")->informativeText();
    QVERIFY2(words.contains(QStringLiteral("run-own")) && words.contains(QStringLiteral("run-other")),
             qPrintable(words));
    answer(*window, QMessageBox::Cancel, "runQuestion");
    QVERIFY(settle(*window));
    QVERIFY(window->keeper().openRun() == m_own && window->workspace().state() == before);
    QVERIFY(!window->actions().action(QStringLiteral("file.back"))->isEnabled());
    window->open(figure);
    QTRY_VERIFY(isAsked(*window, "runQuestion"));
    answer(*window, QMessageBox::Open, "runQuestion");
    QVERIFY(opens(*window, m_other));
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::Slices);
    QVERIFY(!window->workspace().canUndo());
    QVERIFY(notice(*window).contains(QStringLiteral("run-other")));
    QCOMPARE(back(*window)->text(), QStringLiteral("Back to run-own"));
    back(*window)->click();
    QVERIFY(opens(*window, m_own));
    QTRY_VERIFY(window->workspace().state() == before);
    QCOMPARE(undoText(*window), QStringLiteral("layout"));
    window->workspace().undo();
    QCOMPARE(window->session().view().layout(), ViewLayout::All);
    window->workspace().undo();
    QTRY_VERIFY(window->session().caption() != QStringLiteral("two cats"));
    // and what was left for it can be had again, too
    QVERIFY(settle(*window));
    QVERIFY(window->actions().trigger(QStringLiteral("file.back")));
    QVERIFY(opens(*window, m_other));
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::Slices);
    QVERIFY(m_errors.isEmpty());
  }

  void inTheOpenRunItIsOneStep() {
    auto window = makeWindow(m_own);
    QVERIFY(window);
    const fs::path picture = folder() / "mine.png";
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QVERIFY(image.save(QString::fromStdString(picture.string())));
    window->session().openPicture(picture, QStringLiteral("mine"));
    QTRY_COMPARE(window->session().pictureFile(), picture);
    QVERIFY(settle(*window));
    window->workspace().settle();
    const int steps = window->workspace().undoStack().count();
    window->open(figureOf(m_own));
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::Slices);
    QVERIFY(settle(*window));
    QVERIFY(!isAsked(*window, "runQuestion") && notice(*window).isEmpty());
    QCOMPARE(window->session().pictureFile(), fs::path());
    QCOMPARE(undoText(*window), QStringLiteral("figure"));
    QCOMPARE(window->workspace().undoStack().count(), steps + 1);
    window->workspace().undo();
    QCOMPARE(window->session().view().layout(), ViewLayout::All);
    QTRY_COMPARE(window->session().pictureFile(), picture);
    QCOMPARE(window->session().caption(), QStringLiteral("mine"));
    QVERIFY(settle(*window));
    window->workspace().redo();
    QCOMPARE(window->session().pictureFile(), fs::path());
    QCOMPARE(window->session().view().layout(), ViewLayout::Slices);
  }

  void ofAChangedSessionIsAskedOnce() {
    const fs::path file = folder() / "talk.voxelscope";
    auto window = makeWindow(m_own);
    QVERIFY(window);
    window->keeper().save(file);
    QTRY_COMPARE(window->keeper().path(), file);
    window->session().view().setLayout(ViewLayout::ThreeD);
    window->open(figureOf(m_other));
    QTRY_VERIFY(isAsked(*window));
    QVERIFY(question(*window)->informativeText().contains(QStringLiteral("run-other")));
    answer(*window, QMessageBox::Discard);
    QVERIFY(opens(*window, m_other));
    QVERIFY(!isAsked(*window, "runQuestion") && !isAsked(*window));
    QTRY_VERIFY(window->keeper().path().empty());
    QCOMPARE(back(*window)->text(), QStringLiteral("Back to talk"));
    window->keeper().goBack();
    QVERIFY(opens(*window, m_own));
    QTRY_COMPARE(window->keeper().path(), file);
    QCOMPARE(window->session().view().layout(), ViewLayout::ThreeD);
    QVERIFY(window->keeper().unsaved());
    window->workspace().undo();
    QVERIFY(!window->keeper().unsaved());  // it is as it lies in the file
  }

  void whereNobodyIsThereNobodyIsAsked() {
    auto window = makeWindow(false);
    window->session().openRun(m_own);
    QVERIFY(opens(*window, m_own));
    window->open(figureOf(m_other));
    QVERIFY(opens(*window, m_other));
    QTRY_VERIFY(notice(*window).contains(QStringLiteral("run-other")));
  }

  void aRunThatIsOpenedByHandLeavesAWayBackToo() {
    auto window = makeWindow(m_own);
    QVERIFY(window);
    window->session().view().setLayout(ViewLayout::Single);
    window->workspace().settle();
    QVERIFY(window->actions().trigger(QStringLiteral("file.open.run"),
                                      {QString::fromStdString(m_other.string())}));
    QVERIFY(opens(*window, m_other));
    QVERIFY(notice(*window).isEmpty());
    window->session().view().setLayout(ViewLayout::Mosaic);
    window->session().openRun(m_other);  // anew, as it is at first
    QVERIFY(opens(*window, m_other));
    QCOMPARE(window->keeper().formerRun(), m_own);
    const QAction* action = window->actions().action(QStringLiteral("file.back"));
    QVERIFY(action->isEnabled() && action->text().contains(QStringLiteral("run-own")));
    window->keeper().goBack();
    QVERIFY(opens(*window, m_own));
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::Single);
    QCOMPARE(undoText(*window), QStringLiteral("layout"));
  }

  void aLectureIsSetAsideWhenAnotherRunIsOpened() {
    const fs::path file = folder() / "lecture.voxelscope";
    auto window = makeLecture(file);
    QVERIFY(window);
    window->session().openRun(m_own);  // the same again: it is still the lecture
    QVERIFY(settle(*window));
    window->session().openSecondRun(m_other);
    QTRY_VERIFY(window->session().secondRun());
    QVERIFY(settle(*window));
    QCOMPARE(window->keeper().path(), file);
    QCOMPARE(window->keeper().steps().size(), 1);
    QVERIFY(notice(*window).isEmpty());
    window->keeper().save(file);
    QTRY_VERIFY(!window->keeper().unsaved());
    const std::string written = readFile(file);
    window->open(m_other);  // as a dropped folder, the welcome page and the recent list do
    QVERIFY(opens(*window, m_other));
    QVERIFY(!isAsked(*window));
    QTRY_COMPARE(window->windowTitle(), QStringLiteral("run-other – Voxelscope"));
    QVERIFY(window->keeper().path().empty() && window->keeper().steps().isEmpty());
    QVERIFY(!window->isWindowModified() && !window->workspace().canUndo());
    QCOMPARE(notice(*window), QStringLiteral("lecture is set aside: the run run-other is open."));
    QCOMPARE(back(*window)->text(), QStringLiteral("Back to lecture"));
    back(*window)->click();
    QVERIFY(opens(*window, m_own));
    QTRY_COMPARE(window->keeper().path(), file);
    QCOMPARE(window->keeper().steps().size(), 1);
    QTRY_VERIFY(window->session().secondRun());
    QCOMPARE(undoText(*window), QStringLiteral("second model"));
    QVERIFY(notice(*window).isEmpty());
    QCOMPARE(readFile(file), written);
    QVERIFY(m_errors.isEmpty());
  }

  void ofAChangedLectureIsAskedBeforeAnotherRunIsOpened() {
    const fs::path file = folder() / "lecture.voxelscope";
    auto window = makeLecture(file);
    QVERIFY(window);
    QList<TeachingStep> steps = window->keeper().steps();
    steps.front().title = QStringLiteral("Look there");
    window->keeper().editSteps(steps, 0, QStringLiteral("title"));
    const auto openOther = [&] {
      return window->actions().trigger(QStringLiteral("file.open.run"),
                                       {QString::fromStdString(m_other.string())});
    };
    QVERIFY(openOther());
    QTRY_VERIFY(isAsked(*window));
    answer(*window, QMessageBox::Cancel);
    QVERIFY(settle(*window));
    QVERIFY(window->keeper().openRun() == m_own && window->keeper().path() == file);
    QVERIFY(openOther());
    QTRY_VERIFY(isAsked(*window));
    answer(*window, QMessageBox::Discard);
    QVERIFY(opens(*window, m_other));
    QVERIFY(!isAsked(*window) && window->keeper().steps().isEmpty());
    window->keeper().goBack();
    QVERIFY(opens(*window, m_own));
    QTRY_COMPARE(window->keeper().path(), file);
    QCOMPARE(window->keeper().steps().front().title, QStringLiteral("Look there"));
    QVERIFY(window->keeper().unsaved());
  }

  void stepsWithoutAFileAreSetAsideToo() {
    auto window = makeWindow(m_own);
    QVERIFY(window);
    window->keeper().editSteps({TeachingStep{QStringLiteral("Look here"), {}, window->workspace().state()}},
                               0, QStringLiteral("step"));
    window->session().openRun(m_other);
    QVERIFY(opens(*window, m_other));
    QVERIFY(window->keeper().steps().isEmpty());
    QCOMPARE(notice(*window),
             QStringLiteral("run-own with its guided steps is set aside: the run run-other is open."));
    back(*window)->click();
    QVERIFY(opens(*window, m_own));
    QTRY_COMPARE(window->keeper().steps().size(), 1);
  }

  void epochsAreSaidAndTheirPanelIsOpened() {
    auto window = makeWindow(m_own);
    QVERIFY(window);
    window->open(figureOf(m_own, "epochs"));
    QTRY_VERIFY(notice(*window).contains(QStringLiteral("epochs 1, 5 and 20")));
    QVERIFY(!back(*window)->isVisible());
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("training"))->isVisible());
    window->open(figureOf(m_own));
    QTRY_COMPARE(undoText(*window), QStringLiteral("figure"));
    QTRY_VERIFY(notice(*window).isEmpty());  // it was of the figure before
  }
};

const Registered<FormerRunTest> kFormerRunTest("FormerRunTest");

}  // namespace vxs::ui::test

#include "FormerRunTest.moc"
