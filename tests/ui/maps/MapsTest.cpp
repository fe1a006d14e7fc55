#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/DensityView.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/ImageCardView.h"
#include "ui/maps/RoiBars.h"
#include "ui/maps/ScatterView.h"
#include "ui/maps/ThumbnailStrip.h"
#include "ui/maps/TrialOrder.h"
#include "ui/maps/VoxelCardView.h"
#include "ui/panels/TrialList.h"
#include "ui/panels/TrialModel.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

#include <cmath>

namespace vxs::ui::test {

using Bench = MapsBench;

class MapsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void withoutAnEvaluationItSaysSoAndRunsOne() {
    const Bench b(false);
    QCOMPARE(b.maps->state(), MapsModel::State::Missing);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("has not been evaluated")));
    QVERIFY(b.mapVolume().empty());
    auto* button = b.panel->findChild<QPushButton*>(QStringLiteral("evaluate"));
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(b.fake->m_evaluations.load(), 1);
    QCOMPARE(b.maps->state(), MapsModel::State::Ready);
    QVERIFY(!b.mapVolume().empty());
  }

  void aDamagedEvaluationSaysWhyAndCanBeMadeAgain() {
    const Bench b(true, "/data/run-fake/evaluation/rois.tsv: line 4: 'x' is no count");
    QCOMPARE(b.maps->state(), MapsModel::State::Missing);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("rois.tsv")));
    auto* button = b.panel->findChild<QPushButton*>(QStringLiteral("evaluate"));
    QVERIFY(button->isVisible() && button->isEnabled());
    b.fake->m_evaluationError.clear();
    button->click();
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(b.maps->state(), MapsModel::State::Ready);
  }

  void mapsReachTheViewsUnderFixedScales() {
    const Bench b;
    const Mask& mask = b.fake->mask();
    const auto valueAt = [&](std::size_t v) { return b.mapVolume().values[mask.voxels[v]]; };
    QVERIFY(std::abs(valueAt(9) - 0.8F) < 1e-6F);
    QCOMPARE(b.scale().range, 0.8);
    QVERIFY(b.scale().fromZero);
    b.maps->setKind(MapKind::Ceiling);
    QCOMPARE(valueAt(3), 75.0F);
    QCOMPARE(b.scale().range, 80.0);
    b.maps->setKind(MapKind::RSquared);
    QVERIFY(std::abs(valueAt(9) - 0.64F) < 1e-6F);
    b.maps->setKind(MapKind::Normalised);  // voxel 4 has no ceiling, voxel 7 r 0.6 and ceiling 0.75
    QVERIFY(std::isnan(valueAt(4)));
    QVERIFY(std::abs(valueAt(7) - 48.0F) < 1e-3F);
    b.maps->setPreset(metrics::AccuracyPreset::Vision);  // keeps it, capped
    QCOMPARE(valueAt(4), 100.0F);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("vision")));
    b.maps->setKind(MapKind::Determination);
    QVERIFY(std::abs(valueAt(0) + 0.04F) < 1e-6F);
  }

  void everyNumberHasItsRunMaskRepeatsAndCounts() {
    const Bench b;
    b.maps->setKind(MapKind::Normalised);
    const QString text = textsOf(*b.panel);
    for (const char* part : {"run-fake", "mask box", "2 test images", "preset report", "SYNTHETIC",
                             "DEMO ENCODER", "dropped: 0 NaN, 480 with ceiling 0"})
      QVERIFY2(text.contains(QLatin1String(part)), part);
  }

  void draggingTheHandlesChangesThresholdAndRange() {
    const Bench b;
    HistogramView* view = b.panel->histogram();
    QVERIFY(view->histogram().inside() == static_cast<qint64>(b.fake->mask().size()));
    const auto drag = [&](HistogramView::Handle handle, double by) {
      const QPoint from(static_cast<int>(std::lround(view->handleX(handle))), view->height() / 2);
      const QPoint to = from + QPoint(static_cast<int>(by), 0);
      QTest::mousePress(view, Qt::LeftButton, {}, from);
      QMouseEvent move(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
      QCoreApplication::sendEvent(view, &move);
      QTest::mouseRelease(view, Qt::LeftButton, {}, to);
    };
    drag(HistogramView::Handle::Threshold, 30);
    QVERIFY(b.scale().thresholdZ > 0.05);
    QCOMPARE(b.scale().range, 0.8);
    const double threshold = b.scale().thresholdZ;
    drag(HistogramView::Handle::Range, -30);
    QVERIFY(b.scale().range < 0.78);
    QCOMPARE(b.scale().thresholdZ, threshold);
    drag(HistogramView::Handle::Range, -2000);  // never below the threshold
    QVERIFY(b.scale().range >= threshold);
    QTest::keyClick(view, Qt::Key_T);
    QTest::keyClick(view, Qt::Key_Left);
    QVERIFY(b.scale().thresholdZ < threshold);
    QVERIFY(!b.session().view().state().scale.fromZero);  // the responses' scale is another
  }

  void brushingLightsVoxelsUpAndSortsTheTrials() {
    const Bench b;
    TrialList list(b.session());
    list.follow(*b.maps);
    list.show();
    DensityView* view = b.panel->density();
    const paint::PlotArea plot = view->area();
    // ceilings of 3/4 and r² of 0.3 to 0.7: v % 4 == 3 and r 0.6, 0.7 or 0.8
    const QPoint from = plot.toPoint(0.7, 0.7).toPoint(), to = plot.toPoint(0.8, 0.3).toPoint();
    QTest::mousePress(view, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(view, &move);
    QTest::mouseRelease(view, Qt::LeftButton, {}, to);
    train::Members expected;
    for (std::uint32_t v = 0; v < b.fake->mask().size(); ++v)
      if (v % 4 == 3 && v % 10 >= 7) expected.push_back(v);
    QCOMPARE(b.maps->brush(), expected);
    const auto lit = b.session().view().highlight();
    QVERIFY(lit);
    QCOMPARE(lit->values[b.fake->mask().voxels[expected.front()]], 1.0F);
    QCOMPARE(lit->values[b.fake->mask().voxels[0]], 0.0F);
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(list.order().key(), TrialOrder::Key::Brush);
    auto* rows = list.findChild<QListView*>();
    const auto brushed = [&](int row) { return rows->model()->index(row, 0).data(TrialModel::BrushRRole); };
    QVERIFY(std::abs(brushed(0).toDouble() - 1) < 1e-6);
    QVERIFY(std::abs(brushed(1).toDouble() + 1) < 1e-6);
    QVERIFY(!brushed(2).isValid());  // a training image: never judged
    QTest::mouseClick(view, Qt::LeftButton, {}, from);
    QVERIFY(b.maps->brush().empty());
    QVERIFY(!b.session().view().highlight());
    QCOMPARE(list.order().key(), TrialOrder::Key::Run);
  }

  void aRegionsBarJumpsToItsPeakAndRestricts() {
    const Bench b;
    RoiBarsCanvas* bars = b.panel->regions()->canvas();
    QCOMPARE(bars->bars().size(), std::size_t{1});
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->rowRect(0).center().toPoint());
    QCOMPARE(b.maps->region(), 0);
    QCOMPARE(b.maps->members().size(), std::size_t{1});
    QCOMPARE(b.session().view().crosshairVoxel()[0], 8.0);
    QCOMPARE(b.session().view().crosshairVoxel()[2], 7.0);
    qint64 shown = 0;
    for (const float value : b.mapVolume().values) shown += std::isfinite(value);
    QCOMPARE(shown, qint64{1});
    QVERIFY(b.open->waitUntilSettled());
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->rowRect(0).center().toPoint());
    QCOMPARE(b.maps->region(), -1);
  }

  void theVoxelCardJudgesTheVoxelUnderTheCrosshair() {
    const Bench b;
    b.session().view().setCrosshairVoxel({8, 10, 7});
    QVERIFY(b.open->waitUntilSettled());
    VoxelCardView* card = b.panel->voxelCard();
    QTRY_VERIFY(textsOf(*card).contains(QStringLiteral("voxel 8, 10, 7")));
    const QString facts = textsOf(*card);
    QVERIFY(facts.contains(QStringLiteral("n 2 test images")));
    QVERIFY(facts.contains(QStringLiteral("ridge α 100")));
    QVERIFY(facts.contains(QStringLiteral("Images that raise r here most")));
    QVERIFY(facts.contains(QStringLiteral("Images that lower r here most")));
    QCOMPARE(card->best()->pictures().size(), std::size_t{1});
    QCOMPARE(card->worst()->pictures().size(), std::size_t{1});
    const int item = card->worst()->pictures()[0].item;
    QTest::mouseClick(card->worst(), Qt::LeftButton, {}, card->worst()->pictureRect(0).center().toPoint());
    QCOMPARE(b.session().selectedItem(), item);
    QVERIFY(b.open->waitUntilSettled());
    QTest::mouseClick(card->scatter(), Qt::LeftButton, {}, card->scatter()->pointOf(1 - item).toPoint());
    b.session().view().setCrosshairVoxel({0, 0, 0});
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(!textsOf(*card).contains(QStringLiteral("voxel 8")));
  }

  void theImageCardComparesRegionsAndRepeats() {
    const Bench b;
    b.panel->showCard(1);
    ImageCardView* card = b.panel->imageCard();
    QVERIFY(textsOf(*card).contains(QStringLiteral("pattern r 1.000")));
    QVERIFY(textsOf(*card).contains(QStringLiteral("from the evaluation")));
    QVERIFY(textsOf(*card).contains(QStringLiteral("no repeats")));
    b.session().selectItem(1);
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(textsOf(*card).contains(QStringLiteral("pattern r −1.000")));
    // both presentations are the first index plus a constant
    QVERIFY(textsOf(*card).contains(QStringLiteral("1–2: 1.000")));
    QCOMPARE(card->findChild<QTableWidget*>()->rowCount(), 1);
    b.session().selectItem(1, 4);
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(textsOf(*card).contains(QStringLiteral("from what is shown")));
    b.session().selectItem(2);
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(textsOf(*card).contains(QStringLiteral("from what is shown")));
  }

  void trialsAreSortedAndFilteredByUse() {
    const Bench b;
    TrialList list(b.session());
    list.follow(*b.maps);
    auto* model = list.findChild<QListView*>()->model();
    const auto captions = [&] {
      QStringList all;
      for (int row = 0; row < model->rowCount(); ++row) all << model->index(row, 0).data().toString().left(6);
      return all.join(QLatin1Char(','));
    };
    QCOMPARE(captions(), QStringLiteral("a red ,two do,a hous"));
    list.sortBy(static_cast<int>(TrialOrder::Key::Trial), false);
    QCOMPARE(captions(), QStringLiteral("two do,a hous,a red "));
    list.sortBy(static_cast<int>(TrialOrder::Key::Caption), true);
    QCOMPARE(captions(), QStringLiteral("two do,a red ,a hous"));
    list.sortBy(static_cast<int>(TrialOrder::Key::Mask), false);
    QCOMPARE(captions(), QStringLiteral("two do,a red ,a hous"));  // -1, 1, none
    list.sortBy(static_cast<int>(TrialOrder::Key::Mask), true);
    QCOMPARE(captions(), QStringLiteral("a red ,two do,a hous"));  // none stays last
    list.showPart(3);
    QCOMPARE(captions(), QStringLiteral("a hous"));
    list.showPart(1);
    QCOMPARE(captions(), QStringLiteral("a red ,two do"));
  }

  void theVoxelCardGivesBothRunsTheirNamesAndR() {
    /// Predicts every voxel better by 0.25.
    class BetterRun : public FakeRun {
     public:
      std::shared_ptr<const train::Evaluation> evaluation() const override {
        auto better = std::make_shared<train::Evaluation>(*FakeRun::evaluation());
        for (float& r : better->r) r += 0.25F;
        return better;
      }
    };
    TwoRuns runs(std::make_shared<BetterRun>(), "/data/run-better");
    Session& session = runs.session;
    QVERIFY(runs.waitUntilSettled());
    MapsModel maps(session);
    VoxelCardView card(maps);
    card.show();
    const auto at = runs.first->mask().grid.position(runs.first->mask().voxels[7]);  // r 0.6
    session.view().setCrosshairVoxel({double(at[0]), double(at[1]), double(at[2])});
    QTRY_VERIFY(textsOf(card).contains(QStringLiteral("r 0.600")));
    QVERIFY(!textsOf(card).contains(QStringLiteral("run-fake")));  // there is one run
    maps.setKind(MapKind::Difference);
    runs.openSecond();
    QTRY_VERIFY(textsOf(card).contains(QStringLiteral("run-better")));
    for (const char* part : {"run-fake: <b>r 0.600</b>", "run-better: <b>r 0.850</b>", "<b>Δr 0.250</b>",
                             "run-better less run-fake", "Images that raise r of run-fake here most"})
      QVERIFY2(textsOf(card).contains(QString::fromUtf8(part)), qPrintable(textsOf(card)));
    card.grab();
    maps.setKind(MapKind::R);
    QTRY_VERIFY(!textsOf(card).contains(QStringLiteral("run-better")));
    for (const char* part : {"run-fake: <b>r 0.600</b>", "Images that raise r of run-fake here most"})
      QVERIFY2(textsOf(card).contains(QString::fromUtf8(part)), qPrintable(textsOf(card)));
    maps.setKind(MapKind::Difference);
    QTRY_VERIFY(textsOf(card).contains(QStringLiteral("run-better")));
    session.closeSecondRun();
    QTRY_VERIFY(!textsOf(card).contains(QStringLiteral("run-better")));
    QTRY_VERIFY(!textsOf(card).contains(QStringLiteral("run-fake")));
    QVERIFY(textsOf(card).contains(QStringLiteral("Images that raise r here most")));
    QTRY_VERIFY(session.settled());
  }

  /// Whoever opens a second run learns that there is a map of where it is better.
  void aSecondRunOffersTheModelDifference() {
    const Bench b;
    auto* button = b.panel->findChild<QPushButton*>(QStringLiteral("toDifference"));
    QVERIFY(!button->isVisible());
    QSignalSpy noted(&b.session().tasks(), &TaskRunner::noted);
    b.session().openSecondRun("/data/run-second");
    QTRY_VERIFY(button->isVisible());
    QTRY_VERIFY(b.open->waitUntilSettled() && !noted.isEmpty());
    QVERIFY2(noted.last().front().toString().contains(infoOf(MapKind::Difference).name),
             qPrintable(noted.last().front().toString()));
    button->click();
    QCOMPARE(b.maps->kind(), MapKind::Difference);
    QVERIFY(!button->isVisible());
    b.maps->setKind(MapKind::R);
    QVERIFY(button->isVisible());
    b.session().closeSecondRun();
    QTRY_VERIFY(!button->isVisible());
  }

  void layersAreFoundOnRequestAndShown() {
    const Bench b;
    b.maps->setKind(MapKind::PreferredLayer);
    QVERIFY(b.mapVolume().empty());
    const QString empty = textsOf(*b.panel);
    QVERIFY(empty.contains(QStringLiteral("Find the layers")));
    QVERIFY(empty.contains(QStringLiteral("voxelscope-cli layers")));
    auto* button = b.panel->findChild<QPushButton*>(QStringLiteral("findLayers"));
    QVERIFY(button->isVisible() && button->isEnabled());
    b.fake->m_layersError = "the dataset is gone";
    button->click();
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("the dataset is gone")));
    b.fake->m_layersError.clear();
    button->click();
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(!button->isVisible());
    const Mask& mask = b.fake->mask();
    QCOMPARE(b.mapVolume().values[mask.voxels[1]], 2.0F);
    QVERIFY(std::isnan(b.mapVolume().values[mask.voxels[5]]));
    QCOMPARE(b.scale().range, 3.0);
    QVERIFY(b.session().data()->map.levels.names == (std::vector<std::string>{"1", "2", "3"}));
    QVERIFY(!b.session().data()->map.levels.graded);
    QCOMPARE(b.session().data()->map.key, std::string("layer"));
    QVERIFY(b.session().data()->map.demoEncoder);
    QCOMPARE(b.panel->histogram()->histogram().counts.size(), std::size_t{3});
    const QString text = textsOf(*b.panel);
    for (const char* part : {"layer 2 of 3", "fake encoder", "9 validation images", "r ≥ 0.25", "SYNTHETIC",
                             "DEMO ENCODER", "median r of a voxel's own layer over 2 test images 0.500"})
      QVERIFY2(text.contains(QString::fromUtf8(part)), part);
    RoiBarsCanvas* bars = b.panel->regions()->canvas();
    QCOMPARE(bars->bars().size(), std::size_t{1});
    QCOMPARE(bars->bars()[0].value, 2.25);
    b.maps->setKind(MapKind::LayerDepth);
    QVERIFY(b.session().data()->map.levels.graded);
    QVERIFY(std::abs(b.mapVolume().values[mask.voxels[1]] - 2.1F) < 1e-6F);
    b.maps->setKind(MapKind::R);
    QVERIFY(b.session().data()->map.levels.empty());
    QCOMPARE(bars->bars()[0].value, b.maps->evaluation()->rois[0].accuracy.medianR);
  }

  void theVoxelCardNamesTheLayer() {
    const Bench b;
    b.fake->setLayersFound();
    b.maps->layers().load();
    QVERIFY(b.open->waitUntilSettled());
    const Mask& mask = b.fake->mask();
    const auto at = mask.grid.position(mask.voxels[1]);
    b.session().view().setCrosshairVoxel({double(at[0]), double(at[1]), double(at[2])});
    QVERIFY(b.open->waitUntilSettled());
    QTRY_VERIFY(textsOf(*b.panel->voxelCard()).contains(QStringLiteral("layer 2 of 3 predicts it best")));
  }

  void damagedLayersSayWhy() {
    const Bench b;
    b.fake->m_layersError = "layers.json: damaged";
    b.maps->setKind(MapKind::LayerDepth);
    b.maps->layers().load();
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(b.mapVolume().empty());
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("layers.json: damaged")));
  }

  void nothingIsCutWhenTheDockIsNarrow() {
    const Bench b;
    b.maps->setBrush(QRectF(QPointF(0, 0), QPointF(1, 1)));
    b.panel->resize(b.panel->minimumSizeHint().width(), 250);
    QVERIFY(b.open->waitUntilSettled());
    for (const auto* button : b.panel->findChildren<QPushButton*>())
      if (button->isVisible())
        QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    for (const auto* label : b.panel->findChildren<QLabel*>()) {
      if (!label->isVisible() || label->text().isEmpty() || !label->wordWrap()) continue;
      QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }
  }

  void ticksAreRoundAndPlacesGoBack() {
    QCOMPARE(paint::niceTicks(0, 1, 5), (std::vector<double>{0, 0.2, 2 * 0.2, 3 * 0.2, 4 * 0.2, 1}));
    QCOMPARE(paint::niceTicks(-0.4, 1, 7).front(), -0.4);
    QCOMPARE(paint::niceTicks(0, 150, 7).back(), 150.0);
    QVERIFY(paint::niceTicks(1, 1, 5).empty());
    QCOMPARE(paint::tickText(0.6000000001, 0.2), QStringLiteral("0.6"));
    QCOMPARE(paint::tickText(40, 20), QStringLiteral("40"));
    const paint::PlotArea area{QRectF(10, 20, 200, 100), -1, 1, 0, 4};
    QCOMPARE(area.toPoint(-1, 0), QPointF(10, 120));
    QCOMPARE(area.toPoint(1, 4), QPointF(210, 20));
    QCOMPARE(area.fromX(area.toX(0.3)), 0.3);
    QCOMPARE(area.fromY(area.toY(2.5)), 2.5);
  }

  void drawsEveryMap() {
    const Bench b;
    for (const MapInfo& info : mapInfos()) {
      b.maps->setKind(info.kind);
      QVERIFY(!b.panel->grab().isNull());
    }
  }
};

const Registered<MapsTest> kMapsTest("MapsTest");

}  // namespace vxs::ui::test

#include "MapsTest.moc"
