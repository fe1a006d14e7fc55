#include "core/base/Error.h"
#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/maps/MapsPanel.h"
#include "ui/paint/figure/Legend.h"
#include "ui/panels/DisplayPanel.h"
#include "ui/panels/StimulusPanel.h"
#include "ui/panels/TrialList.h"
#include "ui/panels/VoxelPanel.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/views/ComparisonView.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

namespace vxs::ui::test {

using scene::Layer;

/// A map and a second run beside measured, predicted and difference.
class LayersTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<FakeRun> m_first, m_second;
  std::shared_ptr<PredictorLog> m_secondLog;
  std::unique_ptr<TaskRunner> m_tasks;
  std::unique_ptr<Session> m_session;

  ViewState& view() { return m_session->view(); }
  bool settled() {
    return QTest::qWaitFor([this] { return m_session->run() && m_session->settled(); }, 10000);
  }
  QString why(Layer layer) { return QString::fromStdString(m_session->data()->why[scene::indexOf(layer)]); }
  Volume map(float value) const { return Volume(m_first->mask().grid, m_first->mask().affine, value); }
  static scene::MapLabel label() {
    return {"r", "run-fake, report metric, 2 test images", "Pearson r", true};
  }

 private Q_SLOTS:
  void init() {
    m_first = std::make_shared<FakeRun>();
    m_secondLog = std::make_shared<PredictorLog>();
    m_second = std::make_shared<FakeRun>(m_secondLog);
    m_second->m_info.run = "/data/run-other";
    m_second->m_info.head = "mlp";
    m_second->m_info.demoEncoder = false;
    m_tasks = std::make_unique<TaskRunner>();
    m_session = std::make_unique<Session>(
        *m_tasks, [this](const std::filesystem::path& path, Progress&) -> std::shared_ptr<const RunSource> {
          if (path == "/data/broken") throw Error("/data/broken/run.json: damaged");
          return path == "/data/run-other" ? m_second : m_first;
        });
    m_session->openRun("/data/run-fake");
    QVERIFY(settled());
  }
  void cleanup() {
    m_session.reset();
    m_tasks.reset();
  }

  void aMapIsAColumnWithItsOwnColours() {
    ComparisonView comparison(*m_session);
    comparison.resize(1000, 700);
    comparison.show();
    QCOMPARE(comparison.visibleViews().size(), std::size_t{12});
    m_session->setMapVolume(map(0.5F), label());
    QCOMPARE(comparison.visibleViews().size(), std::size_t{16});
    QCOMPARE(m_session->data()->volume(Layer::Map).values.front(), 0.5F);
    scene::ColorScale wide = scene::ColorScale::forMaps();
    wide.range = 0.5;
    view().setMapScale(wide);
    QVERIFY(view().state().scale.range != 0.5);
    // the largest value is viridis' yellow in the slice
    SliceView* slice = comparison.slice(Layer::Map, scene::Plane::Axial);
    const QImage image = slice->grab().toImage();
    const QColor colour =
        image.pixelColor(slice->pointOf(view().state().crosshairRasMm).toPoint() + QPoint(9, 9));
    QVERIFY(colour.red() > 200 && colour.green() > 200 && colour.blue() < 90);
    m_session->clearMap();
    QCOMPARE(comparison.visibleViews().size(), std::size_t{12});
  }

  void theMapOutlivesASelectionButNotItsRun() {
    m_session->setMapVolume(map(0.5F), label());
    m_session->selectItem(1);
    QVERIFY(settled());
    QVERIFY(!m_session->data()->volume(Layer::Map).empty());
    QCOMPARE(m_session->data()->source(Layer::Map), label().provenance);
    m_session->openRun("/data/run-fake");
    QVERIFY(QTest::qWaitFor([this] { return !view().layerShown(Layer::Map); }, 10000));
    QVERIFY(settled());
    QVERIFY(m_session->data()->volume(Layer::Map).empty());
  }

  void theTowerWhoseLayersAreFoundIsChosen() {
    m_first->setEvaluated();
    MapsModel maps(*m_session);
    MapsPanel panel(maps);
    panel.show();
    m_session->openRun("/data/run-fake");
    QVERIFY(QTest::qWaitFor([&] { return maps.evaluation() && m_session->settled(); }, 10000));
    maps.setKind(MapKind::PreferredLayer);
    auto* tower = panel.findChild<QComboBox*>(QStringLiteral("tower"));
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("findLayers"));
    QVERIFY(tower->isVisible());
    QCOMPARE(tower->currentData().toString(), QStringLiteral("image"));
    QVERIFY(!maps.whyNoMap().contains(QStringLiteral("--tower")));
    const auto choose = [&](const char* name) {
      tower->setCurrentIndex(tower->findData(QLatin1String(name)));
      Q_EMIT tower->activated(tower->currentIndex());
    };
    const auto names = [&] { return m_session->data()->map.levels.names; };
    choose("both");
    QVERIFY(maps.whyNoMap().contains(QStringLiteral("--tower both")));
    button->click();
    QVERIFY(settled());
    QVERIFY(!button->isVisible());
    QVERIFY(names() == (std::vector<std::string>{"image 1", "image 2", "text 1"}));
    choose("text");
    QVERIFY(button->isVisible());  // what is there is another tower's
    button->click();
    QVERIFY(settled());
    QVERIFY(names() == (std::vector<std::string>{"1", "2", "3"}));
    QCOMPARE(maps.layers().tower(), QStringLiteral("text"));
    maps.setKind(MapKind::R);
    QVERIFY(!tower->isVisible());
  }

  void aMapOnAnotherGridIsNotShownAndSaysSo() {
    m_session->setMapVolume(Volume({3, 3, 3}, Affine(), 1), label());
    QVERIFY(m_session->data()->volume(Layer::Map).empty());
    QVERIFY(why(Layer::Map).contains(QStringLiteral("grid")));
  }

  void aSecondRunPredictsTheSamePictureAndCaption() {
    m_session->openSecondRun("/data/run-other");
    QVERIFY(settled());
    QVERIFY(view().layerShown(Layer::Second));
    const auto data = m_session->data();
    const std::size_t inside = m_first->mask().voxels.front();
    QCOMPARE(data->volume(Layer::Second).values[inside], data->volume(Layer::Predicted).values[inside]);
    QCOMPARE(m_secondLog->asked().back(), std::string("a red ball on grass"));
    QVERIFY(data->secondLine.find("run-other, mlp") != std::string::npos);
    const std::string own = data->secondLine;
    SessionSources sources(*m_session);
    paint::Recipe recipe = sessionRecipe(*m_session, "slices", {});
    Progress progress;
    const std::string caption =
        paint::plainText(paint::figureKind("slices").make(recipe, sources, progress)->legend());
    QVERIFY2(caption.find("Prediction of the first run: " + data->modelLine) != std::string::npos,
             caption.c_str());
    QVERIFY2(caption.find("Prediction of the second run: " + own) != std::string::npos, caption.c_str());
    QVERIFY(!data->isFromDemoEncoder(Layer::Second));
    m_session->setCaption(QStringLiteral("another caption"));
    QVERIFY(settled());
    QCOMPARE(m_secondLog->asked().back(), std::string("another caption"));
    QCOMPARE(m_session->data()->secondLine, std::string("edited caption \"another caption\", ") + own);
    m_session->setMapVolume({}, {});  // other layers leave it alone
    QCOMPARE(m_session->data()->secondLine, std::string("edited caption \"another caption\", ") + own);
    m_session->selectItem(1);
    QVERIFY(settled());
    QCOMPARE(m_secondLog->asked().back(), std::string("two dogs"));
    QCOMPARE(m_session->data()->secondLine, own);
    QVERIFY(!m_session->data()->volume(Layer::Second).empty());
    m_session->closeSecondRun();
    QVERIFY(!view().layerShown(Layer::Second));
    QVERIFY(m_session->data()->volume(Layer::Second).empty());
  }

  void titlesAndValuesNameTheRunsWhereThereAreTwo() {
    VoxelPanel voxel(*m_session);
    StimulusPanel stimulus(*m_session);
    auto* table = voxel.findChild<QTableWidget*>();
    QCOMPARE(namedTitle(*m_session->data(), Layer::Predicted), QStringLiteral("Predicted"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Predicted"));
    m_session->openSecondRun("/data/run-other");
    QVERIFY(settled());
    QCOMPARE(namedTitle(*m_session->data(), Layer::Predicted), QStringLiteral("Predicted: run-fake"));
    QCOMPARE(namedTitle(*m_session->data(), Layer::Second), QStringLiteral("Second model: run-other"));
    QCOMPARE(namedTitle(*m_session->data(), Layer::Difference), QStringLiteral("Difference: run-fake"));
    QCOMPARE(namedTitle(*m_session->data(), Layer::Measured), QStringLiteral("Measured"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Predicted: run-fake"));
    QVERIFY(table->item(3, 0)->toolTip().startsWith(QStringLiteral("Second model: run-other")));
    QString words;
    for (const auto* label : stimulus.findChildren<QLabel*>()) words += label->text();
    QVERIFY2(words.contains(QStringLiteral("Pattern correlation of run-fake r = ")), qPrintable(words));
    TrialList trials(*m_session);
    const auto ofTrials = [&trials] {
      QString said;
      for (const auto* label : trials.findChildren<QLabel*>()) said += label->text();
      return said;
    };
    QVERIFY2(ofTrials().contains(QStringLiteral("r of run-fake")), qPrintable(ofTrials()));
    const auto* list = trials.findChild<QAbstractItemView*>();
    QString tips;
    for (int row = 0; row < list->model()->rowCount(); ++row)
      tips += list->model()->index(row, 0).data(Qt::ToolTipRole).toString();
    QCOMPARE(tips.count(QStringLiteral("prediction of run-fake")), 1);  // of what has been predicted
    m_session->closeSecondRun();
    QCOMPARE(namedTitle(*m_session->data(), Layer::Predicted), QStringLiteral("Predicted"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Predicted"));
    QVERIFY(!ofTrials().contains(QStringLiteral("run-fake")));
  }

  void anImageThatTaughtTheSecondRunIsMarked() {
    m_second->m_info.trainImages = {10};
    m_session->openSecondRun("/data/run-other");
    QVERIFY(settled());
    QVERIFY(m_session->data()->secondLine.find("TRAINING IMAGE") != std::string::npos);
    m_session->selectItem(1);
    QVERIFY(settled());
    QVERIFY(m_session->data()->secondLine.find("TRAINING IMAGE") == std::string::npos);
  }

  void aSecondRunThatDoesNotFitSaysWhyAndKeepsSayingIt() {
    m_second->m_info.subject = 2;
    m_session->openSecondRun("/data/run-other");
    QVERIFY(settled());
    QVERIFY(view().layerShown(Layer::Second));
    QVERIFY(why(Layer::Second).contains(QStringLiteral("subject 2")));
    m_session->selectItem(1);
    QVERIFY(settled());
    QVERIFY(why(Layer::Second).contains(QStringLiteral("subject 2")));
    m_session->openSecondRun("/data/broken");
    QVERIFY(settled());
    QVERIFY(why(Layer::Second).contains(QStringLiteral("run.json: damaged")));
    QVERIFY(!m_session->data()->volume(Layer::Predicted).empty());
  }

  void layersAreShownHiddenAndCycled() {
    QSignalSpy changed(&view(), &ViewState::shownLayersChanged);
    view().setActiveLayer(Layer::Difference);
    view().setLayerShown(Layer::Difference, false);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(view().activeLayer(), Layer::Measured);
    view().cycleLayer(1);
    QCOMPARE(view().activeLayer(), Layer::Predicted);
    view().cycleLayer(1);
    QCOMPARE(view().activeLayer(), Layer::Measured);
    view().setLayerShown(Layer::Map, true);
    view().cycleLayer(-1);
    QCOMPARE(view().activeLayer(), Layer::Map);
    view().setLayerShown(Layer::Map, false);
    view().setLayerShown(Layer::Predicted, false);
    view().setLayerShown(Layer::Measured, false);  // the last one stays
    QCOMPARE(view().shownLayers(), std::vector<Layer>{Layer::Measured});
  }

  void anotherUnderlayIsDrawnBelowEverythingAndStays() {
    QCOMPARE(m_session->underlayName(), std::string("T1"));
    m_session->setUnderlay("mean EPI");
    QVERIFY(settled());
    QCOMPARE(m_session->underlayName(), std::string("mean EPI"));
    QCOMPARE(m_session->data()->underlay.values.front(), 55.0F);
    m_session->selectItem(1);
    QVERIFY(settled());
    QCOMPARE(m_session->data()->underlay.values.front(), 55.0F);
    QSignalSpy failed(m_tasks.get(), &TaskRunner::failed);
    m_session->setUnderlay("T2");
    QVERIFY(settled());
    QCOMPARE(failed.count(), 1);
    QCOMPARE(m_session->underlayName(), std::string("mean EPI"));
  }

  void panelsFollowTheLayers() {
    DisplayPanel display(*m_session);
    VoxelPanel voxel(*m_session);
    auto* table = voxel.findChild<QTableWidget*>();
    QCOMPARE(table->rowCount(), 6);
    m_session->setMapVolume(map(0.25F), label());
    QCOMPARE(table->rowCount(), 7);
    QCOMPARE(table->item(3, 0)->text(), QStringLiteral("r"));
    QCOMPARE(table->item(3, 1)->text(), QStringLiteral("0.250"));
    QDoubleSpinBox* range = nullptr;
    for (auto* spin : display.findChildren<QDoubleSpinBox*>())
      if (spin->accessibleName() == QStringLiteral("Symmetric range")) range = spin;
    QVERIFY(range);
    view().setActiveLayer(Layer::Map);
    QCOMPARE(range->value(), 1.0);
    const double responses = view().state().scale.range;
    range->setValue(0.4);
    QCOMPARE(view().state().mapScale.range, 0.4);
    QCOMPARE(view().state().scale.range, responses);
    view().setActiveLayer(Layer::Measured);
    QCOMPARE(range->value(), responses);
  }
};

const Registered<LayersTest> kLayersTest("LayersTest");

}  // namespace vxs::ui::test

#include "LayersTest.moc"
