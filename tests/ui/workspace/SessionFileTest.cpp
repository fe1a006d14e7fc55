#include "core/base/Error.h"
#include "tests/ui/workspace/SessionWindows.h"
#include "ui/workspace/SessionKeeper.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace vxs::ui::test {

/// What lies in a session's file, and what comes of a damaged one.
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

  /// A size that the window manager refuses would be one for which the window is laid out all the same.
  void aWindowThatFillsTheScreenKeepsItsSize() {
    const fs::path run = makeRun(folder() / "run");
    const fs::path file = folder() / "talk.voxelscope";
    auto window = makeWindow(run);
    QVERIFY(window);
    window->resize(window->size() + QSize(200, 100));
    window->showMaximized();
    window->keeper().save(file);
    QTRY_VERIFY(!window->keeper().path().empty());
    window = makeWindow();
    window->showMaximized();
    QCoreApplication::processEvents();
    const QSize filled = window->size();
    window->open(file);
    QVERIFY(settle(*window));
    QTRY_VERIFY(!window->keeper().path().empty());
    QVERIFY(window->isMaximized());
    QCOMPARE(window->height(), filled.height());  // the tests' screen is narrower than docks may be
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

  void mapsAndRunsThatMovedWithTheirSessionAreFoundAndOthersStayWhereTheyWere() {
    const fs::path far = folder() / "far" / "far.nii.gz";
    fs::create_directories(folder() / "old" / "maps");
    fs::create_directories(folder() / "far");
    for (const fs::path& file : {folder() / "old" / "maps" / "mine.nii.gz", far})
      writeFileAtomically(file, "x");
    const auto text = [](const fs::path& path) { return QString::fromStdString(path.string()); };
    SessionFile session;
    const auto setMap = [](WorkspaceState& state, const QString& map) {
      state.parts[QStringLiteral("computed")] = QJsonObject{{QStringLiteral("map"), map}};
    };
    setMap(session.state, text(folder() / "old" / "maps" / "mine.nii.gz"));
    session.state.parts[QStringLiteral("second")] = text(makeRun(folder() / "old" / "run-2"));
    TeachingStep elsewhere, epoch, edited;
    setMap(elsewhere.state, text(far));
    epoch.state.parts[QStringLiteral("computed")] =
        QJsonObject{{QStringLiteral("map"), QStringLiteral("epoch")},
                    {QStringLiteral("epochRun"), text(makeRun(folder() / "old" / "run"))}};
    setMap(edited.state, QStringLiteral("caption change"));  // no file, whatever lies beside the session
    session.steps = {elsewhere, epoch, edited};
    writeSession(session, folder() / "old" / "s.voxelscope");
    fs::rename(folder() / "old", folder() / "new");
    const SessionFile found = readSession(folder() / "new" / "s.voxelscope");
    const QJsonObject moved{{QStringLiteral("map"), text(folder() / "new" / "maps" / "mine.nii.gz")}};
    QCOMPARE(found.state.at(QStringLiteral("computed")), QJsonValue(moved));  // and nothing else in it
    QCOMPARE(found.state.at(QStringLiteral("second")).toString(), text(folder() / "new" / "run-2"));
    QVERIFY(!found.state.parts.contains(QStringLiteral("secondRelative")));
    QCOMPARE(found.steps[0].state.at(QStringLiteral("computed.map")).toString(), text(far));
    QCOMPARE(found.steps[1].state.at(QStringLiteral("computed.epochRun")).toString(),
             text(folder() / "new" / "run"));
    QCOMPARE(found.steps[2].state.at(QStringLiteral("computed")),
             edited.state.at(QStringLiteral("computed")));
    // a copied folder has its own
    fs::copy(folder() / "new", folder() / "copy", fs::copy_options::recursive);
    QCOMPARE(
        readSession(folder() / "copy" / "s.voxelscope").state.at(QStringLiteral("computed.map")).toString(),
        text(folder() / "copy" / "maps" / "mine.nii.gz"));
    // and where the session alone was moved, the rest is where it was
    fs::create_directories(folder() / "alone");
    fs::copy(folder() / "copy" / "s.voxelscope", folder() / "alone" / "s.voxelscope");
    fs::rename(folder() / "new", folder() / "old");
    QCOMPARE(readSession(folder() / "alone" / "s.voxelscope").state.at(QStringLiteral("second")).toString(),
             text(folder() / "old" / "run-2"));
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
};

const Registered<SessionFileTest> kSessionFileTest("SessionFileTest");

}  // namespace vxs::ui::test

#include "SessionFileTest.moc"
