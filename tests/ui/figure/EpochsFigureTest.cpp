#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/SlicePositions.h"

#include <QDir>
#include <QTemporaryDir>

namespace vxs::ui::test {

/// The report's Figure 4, from what the window shows.
class EpochsFigureTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<FakeRun> m_fake;
  std::unique_ptr<OpenSession> m_open;

  paint::Recipe recipe() {
    paint::PageSetup page;
    page.size = {150, 56, 80};
    paint::Recipe made = sessionRecipe(m_open->session, "epochs", page);
    made.run.clear();  // in memory only
    return made;
  }
  std::unique_ptr<paint::Figure> make(paint::Recipe& recipe) {
    SessionSources sources(m_open->session);
    Progress progress;
    return paint::makeFigure(recipe, sources, progress);
  }
  QString errorOf(paint::Recipe recipe) {
    try {
      make(recipe);
    } catch (const Error& error) {
      return QString::fromStdString(error.what());
    }
    return {};
  }

 private Q_SLOTS:
  void init() {
    m_fake = std::make_shared<FakeRun>();
    m_open = std::make_unique<OpenSession>(m_fake);
    QVERIFY(m_open->waitUntilSettled());
    m_open->session.view().setCrosshair({0, 0, 8.5});  // layer 7 lies at S = 8 mm
  }
  void cleanup() { m_open.reset(); }

  void looksAsItDid() {
    paint::Recipe recipe = this->recipe();
    recipe.options["epochs"] = "1,8,10";
    Progress progress;
    const QImage drawn = paint::renderFigure(*make(recipe), recipe.page, progress);
    const QString baseline = QStringLiteral(VXS_TEST_RENDER_DIR "/baselines/figure-epochs.png");
    if (qEnvironmentVariableIsSet("VXS_WRITE_BASELINES")) QVERIFY(drawn.save(baseline));
    const QImage expected(baseline);
    QVERIFY(!expected.isNull());
    const paint::PictureDifference difference = paint::comparePictures(expected, drawn);
    if (!difference.within()) {
      QDir().mkpath(QStringLiteral(VXS_TEST_OUTPUT_DIR));
      drawn.save(QStringLiteral(VXS_TEST_OUTPUT_DIR "/figure-epochs.png"));
      QFAIL(qPrintable(QString::fromStdString(difference.text())));
    }
  }

  void theLayerIsTheCrosshairsAndTheRecipeIsCompleted() {
    paint::Recipe recipe = this->recipe();
    recipe.caption = "typed into the window";
    const auto figure = make(recipe);
    QCOMPARE(recipe.option("layer"), std::string("7"));
    QCOMPARE(recipe.option("epochs"), std::string("1,3,8,10"));
    QCOMPARE(*recipe.caption, m_fake->items()[0].captions.front());  // what training used
    QCOMPARE(scene::comparisonStateFromJson(recipe.state).crosshairRasMm[2], 8.0);
    const QString legend = QString::fromStdString(paint::plainText(figure->legend()));
    for (const char* words :
         {"Axial slice (layer 7, counted from 0)", "after epochs 1, 3, 8, 10", "Slice at S = 8 mm",
          "12 validation images", "epoch 8 has the highest", "DEMO ENCODER", "SYNTHETIC SUBJECT"})
      QVERIFY2(legend.contains(QString::fromUtf8(words)), words);
    QVERIFY(figure->honesty().demoEncoder && figure->honesty().synthetic);
    paint::Recipe again = recipe;
    Progress progress;
    QCOMPARE(paint::renderFigure(*make(again), again.page, progress),
             paint::renderFigure(*figure, recipe.page, progress));
    QCOMPARE(paint::toText(again), paint::toText(recipe));
  }

  void oneSentenceSaysWhyThereAreNoEpochs() {
    m_fake->m_epochsError = "the run is a ridge regression";
    QCOMPARE(errorOf(recipe()), QStringLiteral("the run is a ridge regression"));
    m_fake->m_epochsError.clear();
    paint::Recipe beyond = recipe();
    beyond.options["layer"] = "14";
    QVERIFY(errorOf(beyond).contains(QStringLiteral("layers 0 to 13")));
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mine.png"));
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(file));
    m_open->session.openPicture(file.toStdString(), QStringLiteral("mine"));
    QTRY_COMPARE(m_open->session.selectedItem(), -1);
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(errorOf(recipe()).contains(QStringLiteral("picture of one's own")));
  }

  void layersLieWhereTheAffinePutsThem() {
    // voxel axes run to posterior, left and superior; edges of 2, 3 and 4 mm
    const Volume volume(Grid{10, 20, 30}, Affine({0, -3, 0, 40, -2, 0, 0, 50, 0, 0, 4, -60}));
    using scene::Plane;
    QCOMPARE(paint::layerCount(volume, Plane::Axial), 30);
    QCOMPARE(paint::layerCount(volume, Plane::Coronal), 10);
    QCOMPARE(paint::layerCount(volume, Plane::Sagittal), 20);
    QCOMPARE(paint::layerPositionMm(volume, Plane::Axial, 30), 60.0);
    QCOMPARE(paint::layerPositionMm(volume, Plane::Coronal, 4), 42.0);
    QCOMPARE(paint::layerPositionMm(volume, Plane::Sagittal, 5), 25.0);
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
      QCOMPARE(paint::layerNear(volume, plane, paint::layerPositionMm(volume, plane, 6) + 0.9), 6);
  }
};

const Registered<EpochsFigureTest> kEpochsFigureTest("EpochsFigureTest");

}  // namespace vxs::ui::test

#include "EpochsFigureTest.moc"
