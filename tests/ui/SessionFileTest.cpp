#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/volume/Nifti.h"
#include "tests/ui/SessionWindows.h"
#include "ui/CommandLine.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/workspace/Autosave.h"
#include "ui/workspace/FileOpener.h"
#include "ui/workspace/RecentFiles.h"
#include "ui/workspace/SessionKeeper.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

namespace vxs::ui::test {

class SessionFileTest : public QObject, protected SessionWindows {
  Q_OBJECT

 private:
  QString errorOf(const fs::path& file) {
    try {
      readSession(file);
    } catch (const Error& error) {
      return QString::fromUtf8(error.what());
    }
    return {};
  }

  static QMessageBox* question(MainWindow& window) {
    return window.findChild<QMessageBox*>(QStringLiteral("saveQuestion"));
  }
  static bool isAsked(MainWindow& window) { return question(window) != nullptr; }
  static void answer(MainWindow& window, QMessageBox::StandardButton button) {
    question(window)->button(button)->click();
    QTRY_VERIFY(!isAsked(window));
  }

 private Q_SLOTS:
  void init() { begin(); }

  void whatIsSavedComesBackInANewWindow() {
    const fs::path run = makeRun(folder() / "run");
    const fs::path file = folder() / "talk.voxelscope";
    WorkspaceState saved;
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      window->session().selectItem(2);
      window->session().setCaption(QStringLiteral("a caption of mine"));
      window->session().view().setCrosshairVoxel({3, 4, 5});
      window->session().view().setLayout(ViewLayout::Single);
      window->session().view().setConvention(scene::Convention::Radiological);
      window->session().view().setCamera(window->session().view().state().camera.rotated(33, 7), false);
      scene::ColorScale scale = window->session().view().state().scale;
      scale.range = 17;
      window->session().view().setScale(scale);
      QVERIFY(settle(*window));
      window->keeper().save(file);
      QTRY_VERIFY(!window->keeper().path().empty());
      QVERIFY(!window->keeper().unsaved());
      saved = window->workspace().state();
      window->session().view().setLayout(ViewLayout::All);
      QTRY_VERIFY(window->keeper().unsaved());
    }
    auto window = makeWindow();
    window->open(file);
    QVERIFY(settle(*window));
    QTRY_COMPARE(window->session().caption(), QStringLiteral("a caption of mine"));
    QVERIFY(settle(*window));
    QCOMPARE(QJsonDocument(window->workspace().state().parts).toJson(), QJsonDocument(saved.parts).toJson());
    QVERIFY(!window->workspace().canUndo());
    QCOMPARE(window->session().data()->volumes[1].at(8, 8, 8), 17.0F + 8.0F);  // predicted from that caption
    QVERIFY(m_errors.isEmpty());
  }

  void aRunThatMovedWithItsSessionIsFound() {
    const fs::path old = makeRun(folder() / "old" / "run", "{\"a\": 1}");
    SessionFile session;
    session.run = old;
    session.fingerprint = runFingerprint(old);
    session.state.parts[QStringLiteral("layout")] = QStringLiteral("slices");
    session.state.parts[QStringLiteral("stimulus")] = QJsonObject{
        {QStringLiteral("picture"), QString::fromStdString((folder() / "old" / "dog.png").string())}};
    writeFileAtomically(folder() / "old" / "dog.png", "x");
    writeSession(session, folder() / "old" / "s.voxelscope");
    fs::rename(folder() / "old", folder() / "new");
    const SessionFile found = readSession(folder() / "new" / "s.voxelscope");
    QCOMPARE(found.run, folder() / "new" / "run");
    QVERIFY(!found.runChanged);
    QCOMPARE(found.state.at(QStringLiteral("stimulus.picture")).toString().toStdString(),
             (folder() / "new" / "dog.png").string());
    writeFileAtomically(folder() / "new" / "run" / "run.json", "{\"a\": 2}");
    QVERIFY(readSession(folder() / "new" / "s.voxelscope").runChanged);
    fs::remove_all(folder() / "new" / "run");
    QVERIFY(errorOf(folder() / "new" / "s.voxelscope").contains(QString::fromStdString(old.string())));
  }

  void aDamagedSessionGivesOneMessageAndLosesNothing() {
    const fs::path run = makeRun(folder() / "run");
    auto window = makeWindow(run);
    QVERIFY(window);
    window->session().view().setLayout(ViewLayout::Slices);
    const WorkspaceState before = window->workspace().state();
    const QByteArray whole = sessionJson(window->keeper().gather(), folder());
    const std::vector<std::pair<const char*, std::string>> bad{
        {"empty", ""},
        {"half", whole.left(whole.size() / 2).toStdString()},
        {"other", "{\"a\": 1}"},
        {"list", "[1, 2]"},
        {"newer", "{\"voxelscope-session\": 99, \"state\": {}}"},
        {"stateless", "{\"voxelscope-session\": 1, \"state\": 7}"},
        {"binary", std::string("\0\xff\x01", 3)}};
    for (const auto& [name, content] : bad) {
      const fs::path file = folder() / (std::string(name) + ".voxelscope");
      writeFileAtomically(file, content);
      m_errors.clear();
      window->open(file);
      QTRY_COMPARE(m_errors.size(), 1);
      QVERIFY2(m_errors[0].contains(QString::fromStdString(file.string())), qPrintable(m_errors[0]));
      QVERIFY2(!m_errors[0].contains(QStringLiteral("byte")), qPrintable(m_errors[0]));  // no parser's words
      QVERIFY(settle(*window));
      QVERIFY(window->workspace().state() == before);
      QCOMPARE(readFile(file), content);
    }
    // odd values inside a sound session are left out, one by one
    QJsonObject json = QJsonDocument::fromJson(whole).object();
    json[QStringLiteral("state")] = QJsonObject{{QStringLiteral("scale"), 3},
                                                {QStringLiteral("camera"), QStringLiteral("up")},
                                                {QStringLiteral("crosshair"), QJsonArray{1}},
                                                {QStringLiteral("unheard"), QJsonArray{1}},
                                                {QStringLiteral("layout"), QStringLiteral("3d")}};
    writeFileAtomically(folder() / "odd.voxelscope", QJsonDocument(json).toJson().toStdString());
    m_errors.clear();
    window->open(folder() / "odd.voxelscope");
    QTRY_COMPARE(window->session().view().layout(), ViewLayout::ThreeD);
    QVERIFY(settle(*window) && m_errors.isEmpty());
  }

  void aVolumeOnTheRunsGridIsShownAndAnotherIsRefusedWithAReason() {
    const fs::path run = makeRun(folder() / "run");
    auto window = makeWindow(run);
    QVERIFY(window);
    const Mask& mask = window->session().run()->mask();
    writeNifti(folder() / "mine.nii.gz", Volume(mask.grid, mask.affine, 2.5F), NiftiType::Float32, "test");
    window->open(folder() / "mine.nii.gz");
    QTRY_VERIFY(window->session().view().layerShown(scene::Layer::Map));
    QCOMPARE(window->session().data()->volume(scene::Layer::Map).at(8, 8, 8), 2.5F);
    QVERIFY(window->session().view().state().mapScale.fromZero);
    auto* instead = window->findChild<QPushButton*>(QStringLiteral("noticeBack"));
    QVERIFY(instead->isVisible());
    instead->click();
    QTRY_COMPARE(window->session().data()->volumes[0].at(8, 8, 8), 2.5F);
    QVERIFY(!window->session().view().layerShown(scene::Layer::Map));
    QVERIFY(window->session().data()->subjectLine.find("mine.nii.gz") != std::string::npos);
    writeNifti(folder() / "other.nii.gz", Volume(Grid{5, 5, 5}, mask.affine, 1.0F), NiftiType::Float32,
               "test");
    window->open(folder() / "other.nii.gz");
    QTRY_COMPARE(m_errors.size(), 1);
    QVERIFY(m_errors[0].contains(QStringLiteral("other.nii.gz")));
    QVERIFY(m_errors[0].contains(QStringLiteral("5 × 5 × 5")));
    QCOMPARE(window->session().data()->volumes[0].at(8, 8, 8), 2.5F);
  }

  void aPredictedVolumeFromAFileKeepsItsMarks() {
    const fs::path run = makeRun(folder() / "run");
    auto window = makeWindow(run);
    QVERIFY(window);
    const Mask& mask = window->session().run()->mask();
    train::RunInfo demo;
    demo.head = "cnn";
    demo.demoEncoder = demo.shuffledControl = true;
    const Volume volume(mask.grid, mask.affine, 2.5F);
    writeNifti(folder() / "p.nii.gz", volume, NiftiType::Float32, train::volumeNote("prediction", demo));
    window->open(folder() / "p.nii.gz");
    QTRY_VERIFY(window->session().view().layerShown(scene::Layer::Map));
    QVERIFY(window->session().data()->isFromDemoEncoder(scene::Layer::Map));
    QVERIFY(window->session().data()->map.provenance.find("SHUFFLED") != std::string::npos);
    const scene::ComparisonState& look = window->session().view().state();
    QCOMPARE(look.mapScale.range, look.scale.range);  // as the responses that it is compared with
    QVERIFY(look.mapScale.map == look.scale.map && !look.mapScale.fromZero);
    QVERIFY(!window->session().data()->isFromDemoEncoder(scene::Layer::Measured));
    window->findChild<QPushButton*>(QStringLiteral("noticeBack"))->click();  // as measured instead
    QTRY_VERIFY(window->session().data()->isFromDemoEncoder(scene::Layer::Measured));
    QVERIFY(window->session().data()->isFromDemoEncoder(scene::Layer::Difference));
    window->session().selectItem(1);  // a measurement again
    QVERIFY(settle(*window));
    QVERIFY(!window->session().data()->isFromDemoEncoder(scene::Layer::Measured));
    // and a file without a note has no mark
    writeNifti(folder() / "q.nii.gz", volume, NiftiType::Float32, "FSL5.0");
    window->open(folder() / "q.nii.gz");
    QTRY_COMPARE(window->session().data()->map.name, std::string("q.nii.gz"));
    QVERIFY(!window->session().data()->isFromDemoEncoder(scene::Layer::Map));
    QVERIFY(look.mapScale.fromZero);  // in colours of its own
  }

  void foldersAreToldApart() {
    QVERIFY(identify(makeRun(folder() / "run")).kind == FileKind::Run);
    QVERIFY(identify(folder() / "run" / "run.json").path == folder() / "run");
    fs::create_directories(folder() / "nsd" / "nsddata");
    QVERIFY(identify(folder() / "nsd").kind == FileKind::Dataset);
    fs::create_directories(folder() / "store");
    writeFileAtomically(folder() / "store" / "store.json", "{}");
    fs::create_directories(folder() / "nothing");
    for (const char* name : {"store", "nothing", "absent"}) {
      try {
        identify(folder() / name);
        QFAIL(name);
      } catch (const Error& error) {
        QVERIFY(std::string(error.what()).find((folder() / name).string()) != std::string::npos);
      }
    }
  }

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
    window->session().openRun(makeRun(folder() / "run-2"));  // is not what the file says
    QTRY_VERIFY(window->keeper().unsaved());
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

  void recentFilesAreNewestFirstWithoutThoseThatHaveGone() {
    RecentFiles recent;
    recent.clear();
    for (int i = 0; i < 12; ++i) {
      const fs::path file = folder() / std::string("f").append(std::to_string(i));
      writeFileAtomically(file, "x");
      recent.add(file, QStringLiteral("session"));
    }
    QCOMPARE(recent.entries().size(), RecentFiles::kMost);
    QVERIFY(recent.entries()[0].path.endsWith(QStringLiteral("f11")));
    recent.add(folder() / "f8", QStringLiteral("session"), QStringLiteral("again"));
    QCOMPARE(recent.entries()[0].summary, QStringLiteral("again"));
    QCOMPARE(recent.entries().size(), RecentFiles::kMost);
    fs::remove(folder() / "f8");
    QVERIFY(recent.entries()[0].path.endsWith(QStringLiteral("f11")));
    auto window = makeWindow();
    QVERIFY(
        window->actions().action(QStringLiteral("file.recent.1"))->text().contains(QStringLiteral("f11")));
    recent.clear();
  }
};

const Registered<SessionFileTest> kSessionFileTest("SessionFileTest");

}  // namespace vxs::ui::test

#include "SessionFileTest.moc"
