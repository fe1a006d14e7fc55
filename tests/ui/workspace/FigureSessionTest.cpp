#include "core/base/Error.h"
#include "tests/ui/workspace/FigureWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/SessionSources.h"
#include "ui/figure/WindowView.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/ViewSpec.h"
#include "ui/workspace/FigureSession.h"
#include "ui/workspace/FileOpener.h"
#include "ui/workspace/SessionKeeper.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QDockWidget>
#include <QJsonArray>
#include <QJsonDocument>

namespace vxs::ui::test {

/// Figures that are dropped on the window, and what a session leaves to the run.
class FigureSessionTest : public QObject, protected FigureWindows {
  Q_OBJECT

 private:
  /// Everything that a person can choose and a figure states, away from what a run or window begins with.
  void chooseEverything(MainWindow& window) {
    Session& session = window.session();
    ViewState& view = session.view();
    session.selectTrial(4, 4);
    QVERIFY(settle(window));
    session.setCaption(QStringLiteral("two cats"));
    session.setUnderlay("mean EPI");
    view.setCrosshairVoxel({3, 4, 5});
    view.setStandardView("left");
    view.setConvention(scene::Convention::Radiological);
    view.setSmoothSlices(true);
    view.setPairMode(scene::PairMode::Curtain);
    view.setPairAmount(0.25);
    view.setEvidence(scene::Evidence::Ceiling, 0.3);
    view.setOutlineAtlas(session.run()->atlases().front().name);
    view.setCutout(scene::CutoutSide::Anterior);
    view.setMaximumIntensity(true);
    view.setMosaic({scene::Plane::Coronal, 9, 8});
    view.setSliceView(2, view.state().crosshairRasMm);
    for (const char* action : {"maps.show.accuracy", "maps.preset.vision"})
      window.actions().trigger(QLatin1String(action));
    window.actions().trigger(QStringLiteral("maps.region"), {QStringLiteral("V1")});
    for (const scene::Layer layer : {scene::Layer::Predicted, scene::Layer::Map}) {
      scene::ColorScale scale = view.state().scaleOf(layer);
      scale.map = "inferno";
      scale.range *= 1.5;
      scale.thresholdZ = scale.range / 8;
      scale.smallestCluster = 3;
      view.setScaleOf(layer, scale);
    }
    view.setLayerShown(scene::Layer::Map, true);
    view.setLayerShown(scene::Layer::Difference, false);
    QVERIFY(settle(window));
  }

 private Q_SLOTS:
  void init() { begin(); }

  void everythingThatAFigureStatesComesBack() {
    const fs::path run = writtenRun(), figure = folder() / "figure.png";
    QJsonObject chosen;
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      const QJsonObject first = window->workspace().state().parts;
      chooseEverything(*window);
      paint::Recipe recipe = sessionRecipe(window->session(), "view", page());
      recipe.options["view"] = paint::toText(viewSpecOf(window->session(), window->comparison()));
      exportTo(figure, *window, recipe);
      chosen = window->workspace().state().parts;
      for (auto part = first.begin(); part != first.end(); ++part)
        if (!QStringList{"home", "layout", "maximised", "layer", "second", "computed", "why", "explained",
                         "dock"}
                 .contains(part.key()))
          QVERIFY2(chosen.value(part.key()) != part.value(), qPrintable(part.key()));
    }
    auto window = makeWindow();
    window->open(figure);
    QVERIFY(settle(*window));
    const auto differing = [&] {
      QStringList names;
      const QJsonObject now = window->workspace().state().parts;
      for (auto part = chosen.begin(); part != chosen.end(); ++part)
        if (now.value(part.key()) != part.value()) names << part.key();
      return names;
    };
    QTRY_COMPARE(differing(), QStringList());
    QVERIFY(!window->workspace().canUndo());
  }

  void aFigureOfOneViewBringsThatViewWithAllTheRoom() {
    const fs::path run = writtenRun(), figure = folder() / "figure.png";
    const QString coronal = QStringLiteral("predicted.coronal");
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      window->session().view().setMaximised(coronal);
      paint::Recipe recipe = sessionRecipe(window->session(), "view", page());
      recipe.options["view"] = paint::toText(viewSpecOf(window->session(), window->comparison()));
      exportTo(figure, *window, recipe);
    }
    auto window = makeWindow();
    window->open(figure);
    QVERIFY(settle(*window));
    QTRY_COMPARE(window->session().view().maximised(), coronal);
  }

  void everyMemberOfAStateIsAPart() {
    auto window = makeWindow();
    const QJsonObject parts = window->workspace().state().parts;
    const QJsonObject members =
        QJsonDocument::fromJson(QByteArray::fromStdString(scene::toJson(scene::ComparisonState()))).object();
    for (const QString& member : members.keys())
      QVERIFY2(parts.contains(partOfMember(member)), qPrintable(member));
  }

  void aFigureOfMapsBringsItsColours() {
    paint::Recipe recipe;
    recipe.kind = "correlation";
    recipe.run = makeRun(folder() / "run");
    recipe.options = {{"map", "nc"}, {"range", "0.5"}, {"colours", "inferno"}};
    const fs::path file = folder() / "figure.json";
    const auto opened = [&] {
      writeFileAtomically(file, paint::toText(recipe));
      auto window = makeWindow();
      window->open(file);
      [&] { QVERIFY(settle(*window)); }();
      const auto key = [&] { return window->session().data()->map.key; };
      [&] { QTRY_COMPARE(key(), recipe.options["map"]); }();
      return window->session().view().state().mapScale;
    };
    scene::ColorScale scale = opened();  // the dock shows percent
    QCOMPARE(scale.map, std::string("inferno"));
    QCOMPARE(scale.range, 50.0);
    QCOMPARE(scale.thresholdZ, 0.0);
    QVERIFY(scale.fromZero);
    recipe.options = {{"map", "r"}, {"range", "0.4"}, {"threshold", "0.1"}};
    scale = opened();
    QCOMPARE(scale.map, std::string("viridis"));
    QCOMPARE(scale.range, 0.4);
    QCOMPARE(scale.thresholdZ, 0.1);
    recipe.options["range"] = "-1";
    QVERIFY_EXCEPTION_THROWN(sessionOfRecipe(recipe, "figure.json"), Error);
  }

  void aMapThatTheDockDoesNotHaveIsNotTakenForAnother() {
    paint::Recipe recipe;
    recipe.kind = "slices";
    recipe.run = makeRun(folder() / "run");
    recipe.state = scene::toJson(scene::ComparisonState());
    recipe.options = {{"layers", "predicted,map"}, {"map", "of a later version"}, {"mapUnit", "z"}};
    QJsonObject parts = sessionOfRecipe(recipe, "figure.json").state.parts;
    QCOMPARE(parts.value(QStringLiteral("shown")), QJsonValue(QJsonArray{QStringLiteral("predicted")}));
    for (const char* part : {"map", "computed", "mapScale"})
      QVERIFY2(!parts.contains(QLatin1String(part)), part);
    QVERIFY(parts.contains(QStringLiteral("scale")));
    // a file's colours are in its own unit, whoever drew it
    recipe.options = {{"layers", "predicted,map"}, {"map", "/maps/mine.nii.gz"}};
    parts = sessionOfRecipe(recipe, "figure.json").state.parts;
    QCOMPARE(parts.value(QStringLiteral("computed")),
             QJsonValue(QJsonObject{{QStringLiteral("map"), QStringLiteral("/maps/mine.nii.gz")}}));
    QVERIFY(parts.contains(QStringLiteral("mapScale")) && !parts.contains(QStringLiteral("map")));
  }

  void aFigureOpensWhatItShows() {
    const fs::path run = writtenRun();
    const fs::path figure = folder() / "figure.png";
    WorkspaceState shown;
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      window->session().selectItem(1);
      QVERIFY(settle(*window));
      window->session().view().setCrosshairVoxel({3, 4, 5});
      window->actions().trigger(QStringLiteral("view.camera.left"));
      exportTo(figure, *window, sessionRecipe(window->session(), "slices", page()));
      shown = window->workspace().state();
    }
    auto window = makeWindow();
    window->open(figure);
    QTRY_COMPARE(window->session().selectedItem(), 1);
    QVERIFY(settle(*window));
    for (const char* part : {"stimulus", "caption", "crosshair", "camera", "scale", "convention"})
      QVERIFY2(window->workspace().state().at(QLatin1String(part)) == shown.at(QLatin1String(part)), part);
    fs::remove_all(run);
    window->open(figure);
    QTRY_COMPARE(m_errors.size(), 1);
    QVERIFY(m_errors[0].contains(QString::fromStdString(run.string())));
  }

  void figuresWithoutARunOpenTheirPictureOrSayWhyNot() {
    paint::Recipe recipe;
    recipe.kind = "preprocessing";
    recipe.image = (folder() / "cats.png").string();
    recipe.caption = "two cats";
    const fs::path file = folder() / "figure.json";
    writeFileAtomically(file, paint::toText(recipe));
    const auto refusal = [&file] {
      try {
        identify(file);
      } catch (const Error& error) {
        return std::string(error.what());
      }
      return std::string();
    };
    QVERIFY(refusal().find("cats.png, which is not there") != std::string::npos);
    writeFileAtomically(folder() / "cats.png", "only looked for");
    const IdentifiedFile found = identify(file);
    QVERIFY(found.kind == FileKind::Picture);
    QCOMPARE(found.path, folder() / "cats.png");
    QCOMPARE(found.caption, QStringLiteral("two cats"));
    recipe.kind = "table";
    recipe.image.clear();
    writeFileAtomically(file, paint::toText(recipe));
    QVERIFY(refusal().find("kind 'table'") != std::string::npos);
  }

  void aFigureOfMapsOpensItsMapAndLeavesTheRestToTheRun() {
    paint::Recipe recipe;
    recipe.kind = "correlation";
    recipe.run = makeRun(folder() / "run");
    recipe.options["map"] = "r2";
    recipe.options["region"] = "areas/all";
    recipe.options["convention"] = "radiological";
    recipe.options["positions"] = "-10,-6,2,6,10";
    const fs::path file = folder() / "figure.json";
    writeFileAtomically(file, paint::toText(recipe));
    auto plain = makeWindow();
    plain->session().openRun(recipe.run);
    QVERIFY(settle(*plain));
    const scene::ComparisonState own = plain->session().view().state();
    auto window = makeWindow();
    window->findChild<QDockWidget*>(QStringLiteral("maps"))->hide();
    // of the view before, which no figure of maps has
    window->session().view().setOutlineAtlas("areas");
    window->session().view().setEvidence(scene::Evidence::Ceiling, 0.3);
    window->session().view().setSmoothSlices(true);
    window->open(file);
    QVERIFY(settle(*window));
    ViewState& view = window->session().view();
    QTRY_VERIFY(view.layerShown(scene::Layer::Map));
    QVERIFY(settle(*window));
    QCOMPARE(window->session().data()->map.key, std::string("r2"));
    QCOMPARE(window->session().data()->map.region, std::string("areas/all"));
    QCOMPARE(view.layout(), ViewLayout::Mosaic);
    QCOMPARE(view.activeLayer(), scene::Layer::Map);
    QCOMPARE(view.state().mosaic.count, 5);
    QCOMPARE(view.state().outlineAtlas, std::string());
    QVERIFY(view.state().evidence == scene::Evidence::None && !view.state().smoothSlices);
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("maps"))->isVisible());
    // what the recipe does not hold is what the run chose, and no default of this program
    QVERIFY(own.scale.range > 1 && own.scale.thresholdZ > 0);
    QCOMPARE(view.state().scale.range, own.scale.range);
    QCOMPARE(view.state().scale.thresholdZ, own.scale.thresholdZ);
    QVERIFY(view.state().crosshairRasMm == own.crosshairRasMm);
    QVERIFY(!(own.crosshairRasMm == Vec3{0, 0, 0}));
    QCOMPARE(view.state().mapScale.range, 0.6);  // of every map of r²
    QVERIFY(view.state().convention == scene::Convention::Radiological);
    QVERIFY(!window->workspace().canUndo());
  }

  void whatASessionLacksIsChosenByTheRun() {
    const fs::path run = makeRun(folder() / "run");
    auto plain = makeWindow();
    plain->session().openRun(run);
    QVERIFY(settle(*plain));
    const scene::ComparisonState own = plain->session().view().state();
    const auto opened = [&](const QJsonObject& parts) {
      SessionFile session;
      session.run = run;
      session.state.parts = parts;
      auto window = makeWindow();
      window->keeper().restore(session);
      [&] { QVERIFY(settle(*window)); }();
      return window->session().view().state();
    };
    const scene::ComparisonState ranged =
        opened({{QStringLiteral("scale"), QJsonObject{{QStringLiteral("range"), 17}}}});
    QCOMPARE(ranged.scale.range, 17.0);
    QCOMPARE(ranged.scale.thresholdZ, own.scale.thresholdZ);
    QVERIFY(ranged.crosshairRasMm == own.crosshairRasMm);
    const scene::ComparisonState placed = opened({{QStringLiteral("crosshair"), QJsonArray{-2, -14, 4}}});
    QVERIFY((placed.crosshairRasMm == Vec3{-2, -14, 4}));
    QCOMPARE(placed.scale.range, own.scale.range);
  }

  void aFigureOpensTheLayoutThatShowsIt() {
    paint::Recipe recipe;
    recipe.run = makeRun(folder() / "run");
    const auto layout = [&](const std::string& kind) {
      recipe.kind = kind;
      return sessionOfRecipe(recipe, "figure.png").state.at(QStringLiteral("layout")).toString();
    };
    QCOMPARE(layout("slices"), QStringLiteral("slices"));
    QCOMPARE(layout("epochs"), QStringLiteral("slices"));
    QCOMPARE(layout("mosaic"), QStringLiteral("mosaic"));
    recipe.options["positions"] = "-8,0,8";
    QCOMPARE(sessionOfRecipe(recipe, "figure.png").state.at(QStringLiteral("mosaic.count")).toInt(), 3);
    recipe.options.erase("positions");
    QCOMPARE(layout("compare3d"), QStringLiteral("3d"));
    QCOMPARE(layout("correlation"), QStringLiteral("mosaic"));
    QCOMPARE(layout("table"), QString());
    const std::vector layers{scene::Layer::Measured, scene::Layer::Predicted};
    for (const std::string name : {"all", "slices", "3d", "single", "mosaic"}) {
      recipe.options["layout"] = name;
      QCOMPARE(layout("view").toStdString(), name);
      recipe.options["view"] = paint::toText(paint::viewSpecFor(name, layers, scene::Layer::Predicted));
      QCOMPARE(layout("view").toStdString(), name);
      recipe.options.erase("view");
    }
    // and the window takes each of them, and keeps it
    for (const ViewLayout each :
         {ViewLayout::All, ViewLayout::Slices, ViewLayout::ThreeD, ViewLayout::Single, ViewLayout::Mosaic}) {
      auto window = makeWindow();
      window->session().openRun(recipe.run);
      QVERIFY(settle(*window));
      window->session().view().setLayout(each);
      const WorkspaceState state = window->workspace().state();
      window->session().view().setLayout(each == ViewLayout::All ? ViewLayout::Slices : ViewLayout::All);
      window->workspace().apply(state, false);
      QCOMPARE(window->session().view().layout(), each);
    }
  }
};

const Registered<FigureSessionTest> kFigureSessionTest("FigureSessionTest");

}  // namespace vxs::ui::test

#include "FigureSessionTest.moc"
