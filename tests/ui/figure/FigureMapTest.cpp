#include "core/train/EpochFile.h"
#include "core/volume/Nifti.h"
#include "tests/ui/workspace/FigureWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/FigureDialog.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/MapsPanel.h"
#include "ui/maps/RoiBars.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/training/EpochMap.h"
#include "ui/workspace/SessionKeeper.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>

#include <algorithm>
#include <cmath>

namespace vxs::ui::test {

/// The map of a figure that is dropped on the window, whatever it was made of.
class FigureMapTest : public QObject, protected FigureWindows {
  Q_OBJECT

 private:
  static QCheckBox* captionBox(MainWindow& window) {
    return window.findChild<QDockWidget*>(QStringLiteral("whatif"))->findChild<QCheckBox*>();
  }
  static std::string mapKey(MainWindow& window) {
    const auto data = window.session().data();
    return data ? data->map.key : std::string();
  }
  /// NaN where the other is.
  static bool sameVoxels(const Volume& a, const Volume& b) {
    return a.grid == b.grid && !a.empty() &&
           std::ranges::equal(a.values, b.values, [](float left, float right) {
             return left == right || (std::isnan(left) && std::isnan(right));
           });
  }
  /// Epoch 2 of that run, on the fake run's grid.
  static void keepEpoch(const fs::path& run) {
    const FakeRun fake;
    writeNifti(run / "mask.nii.gz", fake.mask().indicator(), NiftiType::Int16);
    train::EpochFile file{2, 20, 7, std::vector<float>(fake.mask().size()), {}, {}, {1}};
    for (std::size_t v = 0; v < file.validationR.size(); ++v)
      file.validationR[v] = static_cast<float>(v % 8) / 16;
    train::writeEpochFile(run, file);
  }

 private Q_SLOTS:
  void init() { begin(); }

  void aFigureOfAnEditedCaptionBringsItsMap() {
    const fs::path run = writtenRun(), figure = folder() / "figure.png";
    Volume shown;
    scene::ColorScale scale;
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      window->session().selectItem(1);
      window->actions().trigger(QStringLiteral("whatif.open"));
      QVERIFY(settle(*window));
      window->session().setCaption(QStringLiteral("two cats and a very long sofa"));
      captionBox(*window)->setChecked(true);
      QTRY_COMPARE(mapKey(*window), std::string(paint::kCaptionChangeMap));
      scale = window->session().view().state().mapScale;
      scale.map = "inferno";
      scale.range *= 3;
      window->session().view().setMapScale(scale);
      QVERIFY(settle(*window));
      exportTo(figure, *window, sessionRecipe(window->session(), "slices", page()));
      shown = window->session().data()->volume(scene::Layer::Map);
    }
    auto window = makeWindow();
    window->open(figure);
    QTRY_COMPARE_WITH_TIMEOUT(mapKey(*window), std::string(paint::kCaptionChangeMap), 20000);
    QVERIFY(settle(*window));
    Session& session = window->session();
    QCOMPARE(session.selectedItem(), 1);
    QVERIFY(session.view().layerShown(scene::Layer::Map));
    QVERIFY(session.view().state().mapScale == scale);
    QVERIFY(sameVoxels(session.data()->volume(scene::Layer::Map), shown));
    QVERIFY(!window->workspace().canUndo());
    // the panel has it in hand: it follows the next edit, in the colours that came with the figure
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("whatif"))->isVisible());
    QVERIFY(captionBox(*window)->isChecked());
    session.setCaption(QStringLiteral("two cats"));
    QTRY_VERIFY(!sameVoxels(session.data()->volume(scene::Layer::Map), shown));
    QCOMPARE(session.data()->map.madeOf.at("edited"), std::string("two cats"));
    QVERIFY(session.view().state().mapScale == scale);
  }

  void aFigureOfAnEpochBringsItsMapAndSoDoesASession() {
    const fs::path run = writtenRun("mlp"), figure = folder() / "figure.png";
    keepEpoch(run);
    auto window = makeWindow(run);
    QVERIFY(window);
    Progress quiet;
    showEpochMap(window->session(), readEpochMap(run, 2, 0, quiet), 0.4);
    QVERIFY(settle(*window));
    const Volume shown = window->session().data()->volume(scene::Layer::Map);
    const scene::ColorScale scale = window->session().view().state().mapScale;
    exportTo(figure, *window, sessionRecipe(window->session(), "mosaic", page()));
    SessionFile session = window->keeper().gather();
    session.docks.clear();
    for (const bool ofFigure : {true, false}) {
      auto other = makeWindow();
      ofFigure ? other->open(figure) : other->keeper().restore(session);
      QTRY_COMPARE_WITH_TIMEOUT(mapKey(*other), std::string(paint::kEpochMap), 20000);
      QVERIFY(settle(*other));
      QCOMPARE(other->session().data()->map.name, "validation r, epoch 2 of " + run.filename().string());
      QVERIFY(other->session().view().state().mapScale == scale);
      QCOMPARE(scale.range, 0.4);
      QVERIFY(other->session().view().layerShown(scene::Layer::Map));
      QVERIFY(sameVoxels(other->session().data()->volume(scene::Layer::Map), shown));
      QVERIFY(!other->workspace().canUndo());
    }
    // what has gone is told, and no empty column is left
    fs::remove_all(run / "epochs");
    auto other = makeWindow();
    other->open(figure);
    QTRY_COMPARE_WITH_TIMEOUT(m_errors.size(), 1, 20000);
    QVERIFY(settle(*other));
    QVERIFY(!other->session().view().layerShown(scene::Layer::Map));
    QVERIFY(other->workspace().state().at(QStringLiteral("computed")).isNull());
  }

  void aFigureOfAMapFromAFileBringsItAndSoDoesASession() {
    const fs::path run = writtenRun(), figure = folder() / "figure.png", file = folder() / "own.nii.gz";
    auto window = makeWindow(run);
    QVERIFY(window);
    const Mask& mask = window->session().run()->mask();
    Volume volume(mask.grid, mask.affine, 0.0F);
    for (std::size_t v = 0; v < mask.size(); ++v) volume.values[mask.voxels[v]] = static_cast<float>(v % 5);
    writeNifti(file, volume, NiftiType::Float32, "");
    window->open(file);
    QTRY_COMPARE(window->session().data()->map.file, file.string());
    scene::ColorScale scale = window->session().view().state().mapScale;
    QCOMPARE(scale.thresholdZ, scale.range / 100);
    scale.map = "inferno";
    scale.range = 2.5;
    window->session().view().setMapScale(scale);
    window->session().openSecondRun(run);  // its evaluation takes nobody's place
    QVERIFY(settle(*window));
    exportTo(figure, *window, sessionRecipe(window->session(), "slices", page()));
    SessionFile session = window->keeper().gather();
    session.docks.clear();
    for (const bool ofFigure : {true, false}) {
      auto other = makeWindow();
      ofFigure ? other->open(figure) : other->keeper().restore(session);
      QTRY_VERIFY_WITH_TIMEOUT(other->session().data() && other->session().data()->map.file == file.string(),
                               20000);
      QVERIFY(settle(*other));
      QCOMPARE(other->session().data()->map.name, std::string("own.nii.gz"));
      QVERIFY(other->session().view().layerShown(scene::Layer::Map));
      QVERIFY(other->session().view().state().mapScale == scale);
      QVERIFY(sameVoxels(other->session().data()->volume(scene::Layer::Map), volume));
      QVERIFY(!other->workspace().canUndo());
    }
    // of what has gone a note is left, and everything else
    fs::remove(file);
    auto other = makeWindow();
    QStringList notes;
    connect(&other->session().tasks(), &TaskRunner::noted, this, [&](const QString& note) { notes << note; });
    other->open(figure);
    const QString name = QString::fromStdString(file.string());
    QTRY_VERIFY_WITH_TIMEOUT(notes.join(QLatin1Char('\n')).contains(name), 20000);
    QVERIFY(settle(*other));
    QVERIFY2(m_errors.isEmpty(), qPrintable(m_errors.join(QLatin1Char('\n'))));
    QVERIFY(!other->session().view().layerShown(scene::Layer::Map));
    QVERIFY(other->session().view().layerShown(scene::Layer::Second));
    QVERIFY(other->workspace().state().at(QStringLiteral("computed")).isNull());
  }

  void aStateWithoutSuchAMapPutsTheDocksOwnBack() {
    const fs::path run = writtenRun();
    keepEpoch(run);
    auto window = makeWindow(run);
    QVERIFY(window);
    window->maps().maps().setInViews(true);
    QVERIFY(settle(*window));
    QCOMPARE(mapKey(*window), std::string("r"));
    const WorkspaceState before = window->workspace().state();
    Progress quiet;
    showEpochMap(window->session(), readEpochMap(run, 2, 0, quiet), 0.4);
    QVERIFY(settle(*window));
    const WorkspaceState of = window->workspace().state();
    QCOMPARE(of.at(QStringLiteral("computed.epoch")).toString(), QStringLiteral("2"));
    window->workspace().apply(before, false);
    QCOMPARE(mapKey(*window), std::string("r"));
    QVERIFY(window->session().view().layerShown(scene::Layer::Map));
    window->workspace().apply(of, false);  // as a guided step does
    QTRY_COMPARE(mapKey(*window), std::string(paint::kEpochMap));
  }

  void barsAreOfTheAtlasThatTheMapsPanelShows() {
    auto window = makeWindow(writtenRun());
    QVERIFY(window);
    const auto* regions = window->findChild<RoiBars*>();
    QVERIFY(regions);
    QTRY_VERIFY(!regions->atlases().isEmpty());
    auto* panel = regions->findChild<QComboBox*>();
    panel->setCurrentIndex(panel->count() - 1);
    window->actions().trigger(QStringLiteral("file.export.figure"));
    auto* asked = window->findChild<FigureDialog*>();
    QVERIFY(asked);
    QComboBox* bars = nullptr;
    for (auto* box : asked->findChildren<QComboBox*>())
      if (box->itemText(0) == QStringLiteral("All atlases")) bars = box;
    QVERIFY(bars && !bars->isVisible());  // a view has none
    asked->chooseKind(QStringLiteral("correlation"));
    QVERIFY(bars->isVisible());
    QCOMPARE(asked->recipe().option("atlas"), regions->atlas().toStdString());
    bars->setCurrentIndex(0);
    QCOMPARE(asked->recipe().option("atlas"), std::string());
    asked->chooseKind(QStringLiteral("slices"));
    QVERIFY(!bars->isVisible());
    asked->reject();
  }

  void theKindOfFigureIsRememberedWhileTheWindowLives() {
    auto window = makeWindow(writtenRun());
    QVERIFY(window);
    const auto asked = [&window] {
      window->actions().trigger(QStringLiteral("file.export.figure"));
      return window->findChild<FigureDialog*>();
    };
    FigureDialog* first = asked();
    QCOMPARE(first->kind(), QStringLiteral("view"));
    first->chooseKind(QStringLiteral("mosaic"));
    first->reject();
    QTRY_VERIFY(!window->findChild<FigureDialog*>());
    QCOMPARE(asked()->kind(), QStringLiteral("mosaic"));
    window->findChild<FigureDialog*>()->reject();
  }

  void aFigureOfMapsHasTheViewsColoursAndBringsThemAndTheBrushedVoxels() {
    auto window = makeWindow(writtenRun());
    QVERIFY(window);
    MapsModel& maps = window->maps().maps();
    QCOMPARE(sessionRecipe(window->session(), "correlation", page()).option("colours"),
             std::string("viridis"));
    maps.setKind(MapKind::Ceiling);
    maps.setInViews(true);
    scene::ColorScale scale = window->session().view().state().mapScale;
    scale.map = "inferno";
    scale.range = 50;
    scale.thresholdZ = 20;
    maps.setScale(scale);
    maps.setBrush(QRectF(QPointF(0.2, 0.1), QPointF(0.6, 0.4)));
    QVERIFY(settle(*window));
    QVERIFY(!maps.brush().empty() && maps.brush().size() < maps.members().size());
    const paint::Recipe recipe = sessionRecipe(window->session(), "correlation", page());
    QCOMPARE(recipe.option("colours"), std::string("inferno"));
    QCOMPARE(recipe.option("range"), std::string("0.5"));  // figures have fractions
    QCOMPARE(recipe.option("threshold"), std::string("0.2"));
    writeFileAtomically(folder() / "figure.json", paint::toText(recipe));
    auto other = makeWindow();
    other->open(folder() / "figure.json");
    QVERIFY(settle(*other));
    MapsModel& opened = other->maps().maps();
    QTRY_VERIFY(opened.brush() == maps.brush());
    QVERIFY(other->session().view().state().mapScale == scale);
    QVERIFY(other->session().view().highlight());
    // the range is theirs, so that a session which is saved now brings them too
    const QRectF range = opened.brushRange();
    QVERIFY(maps.brushRange().contains(range));
    opened.setBrush({});
    opened.setBrush(range);
    QVERIFY(opened.brush() == maps.brush());
  }
};

const Registered<FigureMapTest> kFigureMapTest("FigureMapTest");

}  // namespace vxs::ui::test

#include "FigureMapTest.moc"
