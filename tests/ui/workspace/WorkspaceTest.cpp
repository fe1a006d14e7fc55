#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/MapsPart.h"
#include "ui/workspace/Workspace.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QAction>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace vxs::ui::test {

class WorkspaceTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<Workspace> m_workspace;
  Session& session() { return m_open->session; }
  ViewState& view() { return m_open->session.view(); }
  Workspace& workspace() { return *m_workspace; }
  int steps() { return workspace().undoStack().count(); }

 private Q_SLOTS:
  void init() {
    m_open = std::make_unique<OpenSession>();
    m_workspace = std::make_unique<Workspace>();
    addSessionParts(*m_workspace, session());
    addViewParts(*m_workspace, view());
    QVERIFY(m_open->waitUntilSettled());
    workspace().settle();
  }
  void cleanup() {
    m_workspace.reset();
    m_open.reset();
  }

  void everyWayToLookIsUndoneAndKept() {
    const scene::ComparisonState before = view().state();
    const std::vector<std::function<void()>> ways{
        [this] { view().setPairMode(scene::PairMode::Curtain); },
        [this] { view().setPairAmount(0.25); },
        [this] { view().setEvidence(scene::Evidence::Ceiling, 0.5); },
        [this] { view().setEvidence(scene::Evidence::Ceiling, 0.3); },
        [this] { view().setOutlineAtlas("an-atlas"); },
        [this] { view().setCutout(scene::CutoutSide::Anterior); },
        [this] { view().setMaximumIntensity(true); }};
    for (const auto& way : ways) {
      way();
      workspace().settle();
    }
    QCOMPARE(steps(), static_cast<int>(ways.size()));
    const scene::ComparisonState after = view().state();
    const WorkspaceState kept{
        QJsonDocument::fromJson(QJsonDocument(workspace().state().parts).toJson()).object()};
    while (workspace().canUndo()) workspace().undo();
    QVERIFY(scene::toJson(view().state()) == scene::toJson(before));
    workspace().apply(kept, true);
    QVERIFY(scene::toJson(view().state()) == scene::toJson(after));
    QVERIFY(scene::toJson(after) != scene::toJson(before));
  }

  void aPictureHasNoCaptionOfAnotherAndUndoBringsThatBack() {
    const vxs::test::TempFolder folder;
    const std::filesystem::path file = folder.path() / "mine.png";
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::blue);
    image.save(QString::fromStdString(file.string()));
    session().setCaption(QStringLiteral("typed for the stimulus"));
    QVERIFY(m_open->waitUntilSettled());
    workspace().settle();
    session().openPicture(file, session().captionForAnotherPicture());
    QTRY_COMPARE(session().selectedItem(), -1);
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(session().caption(), QString());
    workspace().undo();
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(session().selectedItem(), 0);
    QCOMPARE(session().caption(), QStringLiteral("typed for the stimulus"));
  }

  void theChoiceOfMapIsAPartWithItsOwnSteps() {
    const auto fake = std::make_shared<FakeRun>();
    fake->setEvaluated();
    OpenSession open(fake);
    MapsModel maps(open.session);
    Workspace own;
    addSessionParts(own, open.session);
    addMapsPart(own, maps);
    addViewParts(own, open.session.view());
    QVERIFY(open.waitUntilSettled());
    own.settle();
    QVERIFY(!own.canUndo());  // that the evaluation arrived is nobody's edit
    const WorkspaceState before = own.state();
    QCOMPARE(before.at(QStringLiteral("map.kind")).toString(), QStringLiteral("r"));
    maps.setInViews(true);
    maps.setKind(MapKind::Normalised);
    maps.setPreset(metrics::AccuracyPreset::Vision);
    maps.setRegion(0);
    own.settle();
    maps.setRegion(-1);
    maps.setBrush(QRectF(QPointF(0.7, 0.3), QPointF(0.8, 0.7)));
    scene::ColorScale scale = open.session.view().state().mapScale;
    scale.range = 55;
    open.session.view().setMapScale(scale);
    own.settle();
    const WorkspaceState after = own.state();
    const train::Members brushed = maps.brush();
    QVERIFY(!brushed.empty());
    own.undo();
    QCOMPARE(maps.region(), 0);
    QVERIFY(maps.brush().empty());
    while (own.canUndo()) own.undo();
    QCOMPARE(maps.kind(), MapKind::R);
    QCOMPARE(own.state().parts, before.parts);
    while (own.undoStack().canRedo()) own.redo();
    QCOMPARE(own.state().parts, after.parts);
    QCOMPARE(maps.brush(), brushed);
    QVERIFY(maps.preset() == metrics::AccuracyPreset::Vision);
    QCOMPARE(open.session.view().state().mapScale.range, 55.0);

    // brought back while the run's evaluation is still being read
    WorkspaceState wanted;
    for (const char* part : {"map", "mapScale", "shown"})
      wanted.parts[QLatin1String(part)] = after.parts.value(QLatin1String(part));
    bool loading = false;
    QObject::connect(&open.session, &Session::runChanged, &own, [&] {
      loading = maps.state() == MapsModel::State::Loading;
      own.apply(wanted, false);
    });
    open.session.openRun("/data/run-fake");
    QTRY_VERIFY(loading);
    QVERIFY(open.waitUntilSettled());
    own.settle();
    QCOMPARE(maps.kind(), MapKind::Normalised);
    QCOMPARE(maps.brush(), brushed);
    QCOMPARE(own.state().at(QStringLiteral("map")), after.at(QStringLiteral("map")));
    QCOMPARE(open.session.view().state().mapScale.range, 55.0);
    QVERIFY(open.session.view().layerShown(scene::Layer::Map));

    WorkspaceState odd = after;  // what no version writes changes nothing that it does not name
    odd.set(QStringLiteral("map.kind"), QStringLiteral("no-such-map"));
    odd.set(QStringLiteral("map.brush"), QStringLiteral("x"));
    own.apply(odd, false);
    QCOMPARE(maps.kind(), MapKind::Normalised);
    QVERIFY(maps.brush().empty());
  }

  void openingARunIsNoStep() {
    QCOMPARE(steps(), 0);
    QVERIFY(!workspace().canUndo());
  }

  void everyKindOfEditGoesBackAndForth() {
    const std::vector<std::pair<QString, std::function<void()>>> edits{
        {QStringLiteral("crosshair"),
         [this] {
           view().setCrosshairVoxel({3, 4, 5});
         }},
        {QStringLiteral("3-D view"), [this] { view().setStandardView("left"); }},
        {QStringLiteral("colours"),
         [this] {
           scene::ColorScale scale = view().state().scale;
           scale.range = 7;
           scale.map = scene::colorMapNames().back();
           view().setScale(scale);
         }},
        {QStringLiteral("layout"), [this] { view().setLayout(ViewLayout::Slices); }},
        {QStringLiteral("maximised view"), [this] { view().setMaximised(QStringLiteral("measured.axial")); }},
        {QStringLiteral("sides"), [this] { view().setConvention(scene::Convention::Radiological); }},
        {QStringLiteral("smoothing"), [this] { view().setSmoothSlices(true); }},
        {QStringLiteral("slice zoom"),
         [this] {
           view().setSliceView(3, {0, 0, 0});
         }},
        {QStringLiteral("choice of picture"), [this] { session().selectItem(2); }},
        {QStringLiteral("caption"), [this] { session().setCaption(QStringLiteral("something else")); }}};
    std::vector<WorkspaceState> states{workspace().state()};
    for (const auto& [label, edit] : edits) {
      edit();
      workspace().settle();
      QVERIFY(m_open->waitUntilSettled());
      states.push_back(workspace().state());
      QVERIFY2(!(states[states.size() - 1] == states[states.size() - 2]), qPrintable(label));
      QCOMPARE(workspace().undoStack().undoText(), label);
    }
    QCOMPARE(steps(), static_cast<int>(edits.size()));
    for (std::size_t i = edits.size(); i-- > 0;) {
      workspace().undo();
      QVERIFY(m_open->waitUntilSettled());
      QVERIFY2(workspace().state() == states[i], qPrintable(edits[i].first));
    }
    QVERIFY(!workspace().canUndo());
    for (std::size_t i = 0; i < edits.size(); ++i) {
      workspace().redo();
      QVERIFY(m_open->waitUntilSettled());
      QVERIFY2(workspace().state() == states[i + 1], qPrintable(edits[i].first));
    }
    QCOMPARE(steps(), static_cast<int>(edits.size()));
    // the prediction on screen is of the caption that came back
    QCOMPARE(session().caption(), QStringLiteral("something else"));
    QVERIFY(session().data()->volumes[1].values[session().run()->mask().voxels[0]] >= 14);
  }

  void draggingAndTypingAreOneStepEach() {
    const Vec3 before = view().state().crosshairRasMm;
    for (int i = 0; i < 20; ++i) {
      view().setCrosshairVoxel({double(i % 12), 5, 5});
      QCoreApplication::processEvents();
    }
    const QString caption = session().caption();
    for (int i = 0; i < 5; ++i) {
      session().setCaption(session().caption() + QLatin1Char('x'));
      QCoreApplication::processEvents();
    }
    workspace().settle();
    QCOMPARE(steps(), 2);
    workspace().undo();
    QCOMPARE(session().caption(), caption);
    workspace().undo();
    QVERIFY(view().state().crosshairRasMm == before);
  }

  void aPauseEndsAStep() {
    view().setCrosshairVoxel({3, 4, 5});
    QTRY_COMPARE(steps(), 1);
    view().setCrosshairVoxel({4, 4, 5});
    QTRY_COMPARE(steps(), 2);
  }

  void resettingIsOneStepAndSelectingAnImageWithItsCaptionToo() {
    view().setCrosshairVoxel({3, 4, 5});
    workspace().settle();
    view().setStandardView("left");
    workspace().settle();
    const WorkspaceState before = workspace().state();
    view().reset();
    workspace().settle();
    QCOMPARE(steps(), 3);
    workspace().undo();
    QVERIFY(workspace().state() == before);
    const QString caption = session().caption();
    session().selectItem(1);
    workspace().settle();
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(session().caption() != caption);
    workspace().undo();
    QCOMPARE(session().caption(), caption);
    QCOMPARE(session().selectedItem(), 0);
  }

  void oneOfSeveralPresentationsComesBack() {
    const auto& items = session().run()->items();
    int twice = -1;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i].trialNumbers.size() > 1) twice = static_cast<int>(i);
    QVERIFY(twice >= 0);
    const int trial = items[static_cast<std::size_t>(twice)].trialNumbers[1];
    session().selectItem(twice);
    workspace().settle();
    session().selectItem(twice, trial);
    workspace().settle();
    session().selectItem(0);
    workspace().settle();
    QVERIFY(m_open->waitUntilSettled());
    workspace().undo();
    QCOMPARE(session().trialNumber(), trial);
    workspace().undo();
    QCOMPARE(session().trialNumber(), 0);
    QCOMPARE(session().selectedItem(), twice);
  }

  void undoingIsNotRecordedAndANewEditForgetsWhatWasUndone() {
    view().setLayout(ViewLayout::Slices);
    workspace().settle();
    view().setLayout(ViewLayout::ThreeD);
    workspace().settle();
    workspace().undo();
    QTest::qWait(20);
    workspace().settle();
    QCOMPARE(steps(), 2);
    QVERIFY(workspace().undoStack().canRedo());
    view().setSmoothSlices(true);
    workspace().settle();
    QCOMPARE(steps(), 2);
    QVERIFY(!workspace().undoStack().canRedo());
  }

  void whatMakesNoSenseIsIgnored() {
    const WorkspaceState before = workspace().state();
    WorkspaceState odd = before;
    QVERIFY(odd.set(QStringLiteral("scale.map"), QStringLiteral("no such map")));
    QVERIFY(odd.set(QStringLiteral("crosshair"), QStringLiteral("left")));
    QVERIFY(odd.set(QStringLiteral("layer"), 17));
    QVERIFY(odd.set(QStringLiteral("stimulus.trial"), 999999));
    QVERIFY(odd.set(QStringLiteral("camera.position"), QJsonArray{1, 2}));
    QVERIFY(!odd.set(QStringLiteral("nothing.like.this"), 1));
    workspace().apply(odd, false);
    QVERIFY(workspace().state() == before);
  }

  void statesSurviveText() {
    view().setCrosshair({1.0 / 3, -26.1, 7.7});
    view().setCamera(view().state().camera.rotated(13.7, 2.2), false);
    const WorkspaceState state = workspace().state();
    const QByteArray text = QJsonDocument(state.parts).toJson();
    const WorkspaceState read{QJsonDocument::fromJson(text).object()};
    QVERIFY(read == state);
    view().reset();
    workspace().apply(read, true);
    QVERIFY(workspace().state() == state);
    QCOMPARE(state.at(QStringLiteral("crosshair.0")).toDouble(), 1.0 / 3);
    QVERIFY(state.at(QStringLiteral("crosshair.3")).isUndefined());
    workspace().undo();
    QVERIFY(!(workspace().state() == state));
  }

  void inTheWindowKeysUndoAndTheEditorKeepsItsOwn() {
    MainWindow::Options options;
    options.remember = false;
    options.opener = [](const std::filesystem::path&, Progress&) { return std::make_shared<FakeRun>(); };
    MainWindow window(std::move(options));
    window.show();
    window.session().openRun("/data/run-fake");
    QTRY_VERIFY(window.session().run() && window.session().settled());
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QAction* undo = window.actions().action(QStringLiteral("edit.undo"));
    QVERIFY(!undo->isEnabled());
    window.actions().trigger(QStringLiteral("view.layout.slices"));
    QTRY_COMPARE(undo->text(), QStringLiteral("&Undo layout"));
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window.session().view().layout(), ViewLayout::All);
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window.session().view().layout(), ViewLayout::Slices);
    auto* editor = window.findChild<QPlainTextEdit*>(QStringLiteral("caption"));
    editor->setFocus();
    const QString before = editor->toPlainText();
    QTest::keyClicks(editor, QStringLiteral("zz"));
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->toPlainText(), before);
    QCOMPARE(window.session().view().layout(), ViewLayout::Slices);
  }
};

const Registered<WorkspaceTest> kWorkspaceTest("WorkspaceTest");

}  // namespace vxs::ui::test

#include "WorkspaceTest.moc"
