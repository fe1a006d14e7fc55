#include "core/base/Error.h"
#include "core/volume/Nifti.h"
#include "tests/ui/workspace/SessionWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/workspace/FileOpener.h"
#include "ui/workspace/RecentFiles.h"
#include "ui/workspace/SessionKeeper.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>

namespace vxs::ui::test {

/// Volumes and folders that are dropped on the window, and the list of what was opened.
class OpenedFilesTest : public QObject, protected SessionWindows {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }

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

  void ofSeveralThatAreDroppedTheFirstIsOpenedAndThatIsSaid() {
    auto window = makeWindow();
    const fs::path run = makeRun(folder() / "run-1");
    const QList<QUrl> dropped{
        QUrl::fromLocalFile(QString::fromStdString(run.string())),
        QUrl::fromLocalFile(QString::fromStdString(makeRun(folder() / "run-2").string()))};
    QSignalSpy noted(&window->session().tasks(), &TaskRunner::noted);
    QVERIFY(window->findChild<FileOpener*>()->openDropped(dropped));
    QVERIFY(settle(*window));
    QCOMPARE(window->keeper().openRun(), run);
    QCOMPARE(noted.count(), 1);
    const QString words = noted[0][0].toString();
    QVERIFY2(words.contains(QStringLiteral("of 2")) && words.contains(QStringLiteral("run-1")),
             qPrintable(words));
  }

  void recentFilesOfOneNameAreToldApart() {
    RecentFiles recent;
    recent.clear();
    for (const char* where : {"a", "b"}) recent.add(makeRun(folder() / where / "run"), QStringLiteral("run"));
    recent.add(makeRun(folder() / "R&D"), QStringLiteral("run"));
    auto window = makeWindow();
    const auto text = [&](int i) {
      return window->actions().action(QStringLiteral("file.recent.%1").arg(i))->text();
    };
    QCOMPARE(text(1), QStringLiteral("&1  R&&D"));
    QCOMPARE(text(2), QStringLiteral("&2  run in b"));
    QCOMPARE(text(3), QStringLiteral("&3  run in a"));
    recent.clear();
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

const Registered<OpenedFilesTest> kOpenedFilesTest("OpenedFilesTest");

}  // namespace vxs::ui::test

#include "OpenedFilesTest.moc"
