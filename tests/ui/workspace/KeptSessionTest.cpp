#include "tests/ui/workspace/SessionWindows.h"
#include "ui/workspace/Autosave.h"
#include "ui/workspace/SessionKeeper.h"

#include <QLabel>
#include <QPushButton>

namespace vxs::ui::test {

/// Autosaves, and what is asked before a session is left.
class KeptSessionTest : public QObject, protected SessionWindows {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }

  void anAutosaveOfADeadProgramIsFoundOnce() {
    SessionFile session;
    session.ended = false;
    fs::path place;
    {
      const Autosave first(folder());
      QVERIFY(!first.file().empty() && first.found().empty() && !first.crashed());
      const Autosave second(folder());  // another window at the same time
      QVERIFY(second.file() != first.file());
      place = first.file();
      writeSession(session, place);
    }
    {
      const Autosave next(folder());
      QVERIFY(next.crashed());
      QVERIFY(fs::exists(next.found()));
      QVERIFY(!fs::exists(place));
    }
    QVERIFY(!Autosave(folder()).crashed());
    session.ended = true;
    writeSession(session, place);
    const Autosave last(folder());
    QVERIFY(!last.crashed());
    QVERIFY(!last.found().empty());
  }

  void theWindowAutosavesAndTellsWhatWasTorn() {
    const fs::path run = makeRun(folder() / "run");
    const fs::path profile = folder() / "autosave";
    QByteArray torn;
    {
      auto window = makeWindow();
      window->keeper().startAutosave(profile, true);
      window->session().openRun(run);
      QVERIFY(settle(*window));
      window->session().view().setLayout(ViewLayout::Slices);
      const fs::path file = profile / "window-0.voxelscope";
      QTRY_VERIFY_WITH_TIMEOUT(fs::exists(file) && readFile(file).find("slices") != std::string::npos, 10000);
      torn = QByteArray::fromStdString(readFile(file));
    }
    writeFileAtomically(profile / "window-0.voxelscope",
                        torn.toStdString());  // as a killed program leaves it
    auto window = makeWindow();
    window->keeper().startAutosave(profile, true);
    auto* notice = window->findChild<QLabel*>(QStringLiteral("noticeText"));
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("ended unexpectedly")));
    QVERIFY(settle(*window));
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::Slices);
    window->findChild<QPushButton*>(QStringLiteral("noticeBack"))->click();
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::All);
    QVERIFY(settle(*window));
    QVERIFY(!notice->isVisible());
  }

  void aWindowThatClosesAsksForChangesOfANamedSession() {
    const fs::path run = makeRun(folder() / "run"), file = folder() / "talk.voxelscope";
    auto window = makeWindow(run);
    QVERIFY(window);
    window->session().view().setLayout(ViewLayout::Slices);
    QVERIFY(!isAsked(*window));  // never saved by name: the autosave has it
    QVERIFY(window->close());
    window->show();
    window->keeper().save(file);
    QTRY_VERIFY(!window->keeper().path().empty());
    QCOMPARE(window->windowTitle(), QStringLiteral("talk[*] – run – Voxelscope"));
    QVERIFY(!window->isWindowModified());
    window->session().view().setLayout(ViewLayout::ThreeD);
    QTRY_VERIFY(window->isWindowModified());
    window->workspace().undo();
    QVERIFY(!window->isWindowModified());
    window->workspace().redo();
    QVERIFY(!window->close());
    answer(*window, QMessageBox::Cancel);
    QVERIFY(window->isVisible());
    QCOMPARE(window->session().view().layout(), ViewLayout::ThreeD);
    QVERIFY(readSession(file).state.at(QStringLiteral("layout")) == QStringLiteral("slices"));
    QVERIFY(!window->close());
    answer(*window, QMessageBox::Save);
    QTRY_VERIFY(!window->isVisible());
    QVERIFY(readSession(file).state.at(QStringLiteral("layout")) == QStringLiteral("3d"));
    QVERIFY(m_errors.isEmpty());
  }

  void anotherSessionIsOpenedOnceChangesAreSavedOrGivenUp() {
    const fs::path run = makeRun(folder() / "run"), file = folder() / "talk.voxelscope",
                   other = folder() / "other.voxelscope";
    auto window = makeWindow(run);
    QVERIFY(window);
    window->keeper().save(other);
    QTRY_VERIFY(!window->keeper().path().empty());
    window->keeper().save(file);
    QTRY_COMPARE(window->keeper().path(), file);
    window->session().view().setLayout(ViewLayout::Mosaic);
    window->open(other);
    QTRY_VERIFY(isAsked(*window));
    answer(*window, QMessageBox::Cancel);
    QVERIFY(settle(*window));
    QCOMPARE(window->keeper().path(), file);
    window->open(other);
    QTRY_VERIFY(isAsked(*window));
    answer(*window, QMessageBox::Discard);
    QTRY_COMPARE(window->keeper().path(), other);
    QVERIFY(settle(*window));
    QCOMPARE(window->session().view().layout(), ViewLayout::All);
    QVERIFY(!window->keeper().unsaved());
    window->session().openRun(run);  // anew, which is not what the file says
    QTRY_VERIFY(window->keeper().unsaved());
    QCOMPARE(window->keeper().path(), other);
  }

  void theAutosaveKnowsTheNameAndADiscardedChangeDoesNotComeBack() {
    const fs::path run = makeRun(folder() / "run"), file = folder() / "talk.voxelscope";
    const fs::path profile = folder() / "autosave";
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      window->keeper().startAutosave(profile, true);
      window->keeper().save(file);
      QTRY_VERIFY(!window->keeper().path().empty());
      window->session().view().setLayout(ViewLayout::Slices);
      window->workspace().settle();
      window->keeper().end();
    }
    {
      auto window = makeWindow();
      window->keeper().startAutosave(profile, true);
      QTRY_COMPARE(window->keeper().path(), file);
      QCOMPARE(window->session().view().layout(), ViewLayout::Slices);
      QVERIFY(window->keeper().unsaved());
      window->keeper().discard();
      window->keeper().end();
    }
    auto window = makeWindow();
    window->keeper().startAutosave(profile, true);
    QTRY_COMPARE(window->keeper().path(), file);
    QCOMPARE(window->session().view().layout(), ViewLayout::All);
    QVERIFY(!window->keeper().unsaved());
  }

  void startingAfreshBeginsUntitled() {
    const fs::path run = makeRun(folder() / "run"), file = folder() / "talk.voxelscope";
    auto window = makeWindow(run);
    QVERIFY(window);
    TeachingStep step;
    step.title = QStringLiteral("Look here");
    step.state = window->workspace().state();
    window->keeper().editSteps({step}, 0, QStringLiteral("step"));
    window->keeper().save(file);
    QTRY_COMPARE(window->keeper().path(), file);
    window->session().view().setLayout(ViewLayout::Slices);
    QTRY_VERIFY(window->windowTitle().startsWith(QStringLiteral("talk")));
    Q_EMIT window->keeper().torn(QDateTime::currentDateTime(), file, true);  // as after a crash
    window->findChild<QPushButton*>(QStringLiteral("noticeBack"))->click();
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::All);
    QVERIFY(settle(*window));
    QTRY_VERIFY(window->windowTitle().startsWith(QStringLiteral("run – ")));
    QVERIFY(window->keeper().path().empty() && window->keeper().steps().isEmpty());
    QVERIFY(!window->keeper().unsaved() && !window->workspace().canUndo());
    QVERIFY(fs::exists(file));
  }
};

const Registered<KeptSessionTest> kKeptSessionTest("KeptSessionTest");

}  // namespace vxs::ui::test

#include "KeptSessionTest.moc"
