#include "tests/ui/workspace/FigureWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/SessionSources.h"
#include "ui/why/Explained.h"
#include "ui/why/WhyModel.h"
#include "ui/workspace/SessionKeeper.h"

#include <QDockWidget>
#include <QLabel>

namespace vxs::ui::test {

/// What is explained, in sessions, guided steps and figures.
class WhySessionTest : public QObject, protected FigureWindows {
  Q_OBJECT

 private:
  static const Explained* explained(MainWindow& window) { return window.session().explained().get(); }
  static bool waitForExplanation(MainWindow& window) {
    return QTest::qWaitFor([&] { return explained(window) != nullptr; }, 20000) && settle(window);
  }
  static QJsonValue part(MainWindow& window, const char* name) {
    return window.workspace().state().parts.value(QLatin1String(name));
  }
  /// Another image, voxel, method and number of steps than a window begins with.
  void explainSomething(MainWindow& window) {
    window.session().selectItem(1);
    QVERIFY(settle(window));
    window.session().view().setCrosshairVoxel({7, 9, 6});
    WhyChoice choice = window.why().choice();
    choice.steps = 7;
    choice.baseline = "blur";
    window.why().choose(choice);
    window.actions().trigger(QStringLiteral("why.integrated"));
    QVERIFY(waitForExplanation(window));
  }
  void verifyIt(MainWindow& window) {
    QVERIFY(waitForExplanation(window));
    QCOMPARE(window.session().selectedItem(), 1);
    QCOMPARE(explained(window)->picture.method, std::string("integrated"));
    const workflow::ExplainParams& params = window.why().service().params();
    QCOMPARE(params.steps, 7);
    QCOMPARE(params.baseline, std::string("blur"));
    QCOMPARE(params.voxels.size(), std::size_t{1});
    QCOMPARE(explained(window)->target, std::string("voxel 7,9,6"));
    QCOMPARE(window.why().choice().steps, 7);
    QVERIFY(window.why().choice().method == workflow::ExplainMethod::Integrated);
  }

 private Q_SLOTS:
  void init() { begin(); }

  void aSessionExplainsAgainWhatItShowed() {
    const fs::path run = makeRun(folder() / "run"), file = folder() / "why.voxelscope";
    QJsonValue saved;
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      explainSomething(*window);
      window->session().view().setCrosshairVoxel({3, 3, 3});  // what is shown is of the voxel before
      window->why().checkSanity();
      QTRY_VERIFY(window->why().service().randomised() && settle(*window));
      saved = part(*window, "explained");
      window->keeper().save(file);
      QVERIFY(settle(*window));
    }
    auto window = makeWindow();
    window->open(file);
    QTRY_VERIFY_WITH_TIMEOUT(window->why().service().randomised(), 20000);
    verifyIt(*window);
    QCOMPARE(part(*window, "explained"), saved);
    QVERIFY(!window->workspace().canUndo());
    QVERIFY(!window->keeper().unsaved());
  }

  void aDroppedFigureOpensWithWhatItExplains() {
    const fs::path run = writtenRun(), figure = folder() / "figure.png";
    {
      auto window = makeWindow(run);
      QVERIFY(window);
      explainSomething(*window);
      exportTo(figure, *window, sessionRecipe(window->session(), "why", page()));
    }
    auto window = makeWindow();
    window->open(figure);
    verifyIt(*window);
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("why"))->isVisible());
  }

  /// As the command line writes it: without a view, and a region by its bare name.
  void aFigureOfTheCommandLineDoes() {
    paint::Recipe recipe;
    recipe.kind = "why";
    recipe.run = writtenRun();
    recipe.trial = 2;
    recipe.options = {{"method", "occlusion"}, {"roi", "V1"}, {"grid", "4"}};
    const fs::path file = folder() / "figure.json";
    writeFileAtomically(file, paint::toText(recipe));
    {
      auto window = makeWindow();
      window->open(file);
      QVERIFY(waitForExplanation(*window));
      QCOMPARE(explained(*window)->target, std::string("areas: V1, mean of 1 voxels"));
      QCOMPARE(window->why().choice().region, std::string("areas:V1"));
      QCOMPARE(window->why().service().params().grid, 4);
    }
    recipe.options = {{"method", "gradient"}, {"voxel", "5,6,7"}};
    writeFileAtomically(file, paint::toText(recipe));
    {
      auto window = makeWindow();
      window->open(file);
      QVERIFY(waitForExplanation(*window));
      QCOMPARE(window->session().view().crosshairVoxel(), (Vec3{5, 6, 7}));
    }
    recipe.options = {{"method", "attention"}, {"word", "red"}, {"layer", "1"}, {"head", "2"}};
    recipe.caption = "the red door";
    writeFileAtomically(file, paint::toText(recipe));
    auto window = makeWindow();
    window->open(file);
    QVERIFY(waitForExplanation(*window));
    QCOMPARE(explained(*window)->options.at("word"), std::string("red"));
    QCOMPARE(explained(*window)->options.at("head"), std::string("2"));
  }

  void guidedStepsExplainAndShowNothing() {
    auto window = makeWindow(makeRun(folder() / "run"));
    QVERIFY(window);
    for (const char* name : {"maps", "whatif", "why", "training"})
      window->findChild<QDockWidget*>(QLatin1String(name))->hide();
    const auto* dock = window->findChild<QDockWidget*>(QStringLiteral("why"));
    window->actions().trigger(QStringLiteral("guide.add"));
    explainSomething(*window);
    QVERIFY(dock->isVisible());
    window->actions().trigger(QStringLiteral("guide.add"));
    window->keeper().goToStep(0);
    QVERIFY(settle(*window));
    QVERIFY(!dock->isVisible());  // nor is there an empty one
    QVERIFY(!explained(*window));
    QVERIFY(window->why().choice().method == workflow::ExplainMethod::Gradient);
    window->keeper().goToStep(1);
    verifyIt(*window);
    QVERIFY(dock->isVisible());
  }

  void aDroppedPageOpensWhatItsFirstPanelOfARunShows() {
    paint::Recipe panel, page;
    panel.kind = "why";
    panel.run = writtenRun();
    panel.trial = 2;
    panel.options = {{"method", "occlusion"}, {"roi", "V1"}};
    page.kind = "panels";
    page.panels = {panel, panel};
    const fs::path file = folder() / "page.json";
    writeFileAtomically(file, paint::toText(page));
    auto window = makeWindow();
    window->open(file);
    QVERIFY(waitForExplanation(*window));
    QCOMPARE(window->session().selectedItem(), 2);
    const auto* notice = window->findChild<QLabel*>(QStringLiteral("noticeText"));
    QVERIFY2(notice->text().contains(QStringLiteral("page of 2 panels; the window shows panel 1")),
             qPrintable(notice->text()));
  }

  void aChoiceCanBeUndone() {
    auto window = makeWindow(makeRun(folder() / "run"));
    QVERIFY(window);
    WhyChoice choice = window->why().choice();
    choice.method = workflow::ExplainMethod::Occlusion;
    window->why().choose(choice);
    window->workspace().settle();
    QVERIFY(window->workspace().canUndo());
    window->workspace().undo();
    QVERIFY(window->why().choice().method == workflow::ExplainMethod::Gradient);
  }

  /// The second run's explanation is a figure of that run.
  void aFigureOfTheSecondRunIsOfThatRun() {
    const fs::path run = writtenRun(), other = makeRun(folder() / "other"), figure = folder() / "figure.png";
    fs::copy_file(run / "run.json", other / "run.json", fs::copy_options::overwrite_existing);
    auto window = makeWindow(run);
    QVERIFY(window);
    window->session().openSecondRun(other);
    QTRY_VERIFY(window->session().secondRun());
    QVERIFY(settle(*window));
    WhyChoice choice = window->why().choice();
    choice.ofSecond = true;
    window->why().choose(choice);
    window->session().view().setCrosshairVoxel({7, 9, 6});
    window->actions().trigger(QStringLiteral("why.gradient"));
    QVERIFY(waitForExplanation(*window));
    const paint::Recipe recipe = sessionRecipe(window->session(), "why", page());
    QCOMPARE(recipe.run, other);
    QCOMPARE(recipe.option("second"), run.string());
    QVERIFY(window->why().commandLine().contains(QString::fromStdString(other.string())));
    SessionSources sources(window->session());
    Progress progress;
    paint::Recipe made = recipe;
    const paint::ExplainedStimulus shown = sources.explanation(made, progress);
    QVERIFY(shown.modelLine.find("other") != std::string::npos);
    QVERIFY(shown.subjectLine.find("image 10 (test image)") != std::string::npos);
  }
};

const Registered<WhySessionTest> kWhySessionTest("WhySessionTest");

}  // namespace vxs::ui::test

#include "WhySessionTest.moc"
