#include "core/train/Cards.h"
#include "core/volume/MaskPosition.h"
#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/DensityView.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/ImageCardView.h"
#include "ui/maps/RegionStatistic.h"
#include "ui/maps/RoiBars.h"
#include "ui/maps/ScatterView.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/panels/VoxelPanel.h"
#include "ui/widgets/ElidedLabel.h"

#include <QPushButton>
#include <QTableWidget>

#include <cmath>

namespace vxs::ui::test {

/// What a number beside a map is of, and in which unit.
class RegionBarsTest : public QObject {
  Q_OBJECT

 private:
  struct Bench {
    Bench() : fake(evaluated()), open(fake), maps(open.session), bars(maps) {
      QVERIFY(open.waitUntilSettled());
    }
    static std::shared_ptr<FakeRun> evaluated() {
      auto run = std::make_shared<FakeRun>();
      run->setEvaluated();
      return run;
    }
    std::shared_ptr<FakeRun> fake;
    OpenSession open;
    MapsModel maps;
    RoiBars bars;
  };

  /// "/data/run-second" is the second, any other folder the first.
  static Session::RunOpener openerOf(const std::shared_ptr<FakeRun>& first,
                                     const std::shared_ptr<FakeRun>& second) {
    return [first, second](const std::filesystem::path& folder, Progress&) {
      return folder == "/data/run-second" ? second : first;
    };
  }

 private Q_SLOTS:
  void regionBarsShowTheStatisticOfTheChosenMap() {
    Bench b;
    RoiBarsCanvas* bars = b.bars.canvas();
    const auto bar = [bars] { return bars->bars().front(); };
    const train::Evaluation& e = *b.maps.evaluation();
    const std::uint32_t v = b.maps.regions().front().members.front();  // the region's only voxel
    const auto near = [](double a, double expected) { return std::abs(a - expected) < 1e-5; };
    QVERIFY(near(bar().value, e.r[v]) && near(bar().low, 0.2) && near(bar().high, 0.4));
    QCOMPARE(bar().score, QString::number(e.r[v], 'f', 3));
    QVERIFY(bars->accessibleName().contains(QStringLiteral("median r, 95 % interval")));
    b.maps.setKind(MapKind::RSquared);
    QVERIFY(near(bar().value, e.r[v] * e.r[v]) && std::isnan(bar().low));
    QVERIFY(bars->accessibleName().contains(QStringLiteral("median r²")));
    QVERIFY(!bars->accessibleName().contains(QStringLiteral("interval")));
    b.maps.setKind(MapKind::Determination);
    QVERIFY(near(bar().value, e.determination[v]));
    b.maps.setKind(MapKind::Ceiling);
    QVERIFY(near(bar().value, 100 * e.ceiling[v]));
    QCOMPARE(bar().score, QStringLiteral("%1 %").arg(100 * e.ceiling[v], 0, 'f', 1));
    b.maps.setKind(MapKind::Normalised);
    const auto& headline = e.rois.front().accuracy.headline;
    QVERIFY(headline.has_value());
    QVERIFY(near(bar().value, 100 * *headline) && near(bar().low, 10) && near(bar().high, 30));
    QCOMPARE(bar().score, QStringLiteral("%1 %").arg(100 * *headline, 0, 'f', 1));
    QVERIFY(bars->accessibleName().contains(QStringLiteral("median r²/NC, % of ceiling, 95 % interval")));
    b.maps.setPreset(
        metrics::AccuracyPreset::Algonauts);  // another than the evaluation's: no interval for it
    QVERIFY(near(bar().value, std::min(100.0, 100 * *headline)) && std::isnan(bar().low));
    QVERIFY(bars->accessibleName().contains(QStringLiteral("mean r²/NC")));
  }

  /// Each of two runs over the same regions: the second's value is marked on the first's bar.
  void theSecondRunsValueStandsOnTheFirstsBar() {
    class OtherRun : public FakeRun {
     public:
      std::shared_ptr<const train::Evaluation> evaluation() const override {
        auto other = std::make_shared<train::Evaluation>(*FakeRun::evaluation());
        for (float& r : other->r) r /= 2;
        for (train::RoiRow& roi : other->rois) {
          roi.accuracy.medianR /= 2;
          roi.accuracy.headline = 0.25;
        }
        return other;
      }
    };
    TwoRuns runs(std::make_shared<OtherRun>(), "/data/run-other");
    QVERIFY(runs.waitUntilSettled());
    MapsModel maps(runs.session);
    QTRY_VERIFY(maps.state() == MapsModel::State::Ready);
    RoiBars bars(maps);
    const auto bar = [&bars] { return bars.canvas()->bars().front(); };
    QVERIFY(std::isnan(bar().second));
    runs.openSecond();
    QTRY_VERIFY(std::isfinite(bar().second));
    QVERIFY(std::abs(bar().second - bar().value / 2) < 1e-6);
    QVERIFY2(bar().tip.contains(QStringLiteral("<br>run-other: %1 [").arg(bar().second, 0, 'f', 3)),
             qPrintable(bar().tip));
    maps.setKind(MapKind::RSquared);  // from the second's own map
    QVERIFY(std::abs(bar().second - bar().value / 4) < 1e-6);
    maps.setKind(MapKind::Normalised);
    QCOMPARE(bar().second, 25.0);
    auto* key = bars.findChild<ElidedLabel*>(QStringLiteral("secondKey"));
    QVERIFY(!key->isHidden());
    QCOMPARE(key->text(), QStringLiteral("◆ run-other"));
    maps.setKind(MapKind::Ceiling);  // of the measurement, which both share
    QVERIFY(std::isnan(bar().second) && key->isHidden());
    maps.setKind(MapKind::Difference);
    QVERIFY(std::isnan(bar().second));
    maps.setKind(MapKind::R);
    QVERIFY(std::isfinite(bar().second));
    runs.session.closeSecondRun();
    QTRY_VERIFY(std::isnan(bar().second));
    QTRY_VERIFY(runs.session.settled());
  }

  void anIntervalThatMissesItsEstimateSaysSo() {
    Bench b;
    train::RoiRow roi;
    roi.accuracy.medianR = 0.05;
    roi.lowR = 0.1;
    roi.highR = 0.2;
    const auto text = [&] {
      return regionStatistic(MapKind::R, *b.maps.evaluation(), roi, metrics::AccuracyPreset::Report, {}, {})
          .intervalText;
    };
    QVERIFY(text().contains(QStringLiteral("[0.100, 0.200] (misses its estimate")));
    roi.lowR = 0.01;
    QCOMPARE(text(), QStringLiteral("[0.010, 0.200]"));
    roi.highR = 0.05;
    QVERIFY(text().contains(QStringLiteral("biased upwards")));
    roi.lowR = std::nan("");
    QCOMPARE(text(), QStringLiteral("no interval"));
  }

  void theVoxelPanelSaysRWithItsInterval() {
    Bench b;
    VoxelPanel panel(b.open.session);
    panel.follow(b.maps);
    auto* table = panel.findChild<QTableWidget*>();
    const auto value = [table] {
      for (int row = 0; row < table->rowCount(); ++row)
        if (table->item(row, 0)->text() == QStringLiteral("Test r")) return table->item(row, 1)->text();
      return QString();
    };
    b.open.session.view().setCrosshairVoxel({8, 10, 7});
    const auto& e = *b.maps.evaluation();
    const auto voxel = positionAt(e.mask, b.open.session.view().state().crosshairRasMm);
    QVERIFY(voxel);
    const QString r = paint::fixedNumber(e.r[*voxel], 3);
    QVERIFY2(value().startsWith(r), qPrintable(value()));
    const metrics::Interval interval = train::voxelCard(e, *voxel).interval;
    const QString whole =
        QStringLiteral("%1 [%2, %3]")
            .arg(r, paint::fixedNumber(interval.low, 3), paint::fixedNumber(interval.high, 3));
    QTRY_COMPARE(value(), std::isfinite(interval.low) ? whole : r);
    b.open.session.view().setCrosshairVoxel({0, 0, 0});
    QTRY_COMPARE(value(), QStringLiteral("outside the mask"));
  }

  void percentagesSayOfWhat() {
    Bench b;
    VoxelPanel panel(b.open.session);
    b.open.session.view().setCrosshairVoxel({8, 10, 7});
    b.maps.setInViews(true);
    b.maps.setKind(MapKind::Ceiling);
    auto* table = panel.findChild<QTableWidget*>();
    const auto value = [table] {
      for (int row = 0; row < table->rowCount(); ++row)
        if (table->item(row, 0)->text().contains(QStringLiteral("eiling")))
          return table->item(row, 1)->text();
      return QString();
    };
    const std::uint32_t v = b.maps.regions().front().members.front();
    QCOMPARE(value(),
             QStringLiteral("%1 % of variance").arg(100 * b.maps.evaluation()->ceiling[v], 0, 'f', 1));
  }

  void aSecondRunIsComparedWithTheFirst() {
    const MapsBench b;
    b.maps->setKind(MapKind::Difference);
    QVERIFY(b.mapVolume().empty());
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("Choose a second run")));
    b.session().openSecondRun("/data/run-other");
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(b.maps->difference());
    QCOMPARE(b.maps->difference()->median, 0.0);  // it is the same run
    QVERIFY(!b.mapVolume().empty());
    QVERIFY(!b.scale().fromZero);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("Δr")));
    // the count is of the region's voxels, as n is; and which run is which is said
    QVERIFY(b.maps->summary().contains(
        QStringLiteral("of them 95 % interval of a voxel above 0: 0, below 0: 0")));
    QVERIFY2(b.maps->provenance().startsWith(
                 QStringLiteral("Δr = r of run-fake (second run, ridge) − r of run-fake (first run, ridge)")),
             qPrintable(b.maps->provenance()));
  }

  void numbersSayWhoseTheyAreWhereTwoRunsAreOpenAndOnlyThere() {
    const MapsBench b;
    b.maps->setInViews(true);
    b.session().selectItem(0);
    QVERIFY(b.open->waitUntilSettled());
    const auto* scatter = b.panel->findChild<ScatterView*>();
    const auto* bars = b.panel->findChild<RoiBarsCanvas*>();
    const auto says = [&](const QString& run) {
      const bool named = !run.isEmpty();
      const QString of = named ? QStringLiteral(" of ") + run : QString();
      b.panel->showCard(1);
      QTRY_COMPARE(textsOf(*b.panel->imageCard()).contains(run + QStringLiteral(": <b>pattern r")), named);
      b.panel->showCard(0);
      QTRY_COMPARE(scatter->acrossTitle(),
                   named ? QStringLiteral("predicted by %1, z").arg(run) : QStringLiteral("predicted, z"));
      QCOMPARE(b.panel->histogram()->axisTitle(), QStringLiteral("Pearson r") + of);
      QCOMPARE(b.panel->density()->axisTitle(), QStringLiteral("r²") + of);
      QVERIFY2(bars->accessibleName().startsWith(QStringLiteral("Regions: median r%1").arg(of)),
               qPrintable(bars->accessibleName()));
      QVERIFY(b.maps->summary().startsWith(QStringLiteral("median r%1 ").arg(of)));
      QCOMPARE(QString::fromStdString(b.session().data()->map.name), QStringLiteral("r") + of);
      QVERIFY(b.session().view().layerShown(scene::Layer::Map));
    };
    says({});
    b.session().openSecondRun("/data/run-other");
    QVERIFY(b.open->waitUntilSettled());
    says(QStringLiteral("run-fake"));
    b.maps->setKind(MapKind::Ceiling);  // of what was measured: no model's
    QCOMPARE(b.panel->histogram()->axisTitle(), QStringLiteral("Noise ceiling, % of variance"));
    b.maps->setKind(MapKind::R);
    b.session().closeSecondRun();
    QVERIFY(b.open->waitUntilSettled());
    says({});
  }

  void theDemoEncoderOfEitherRunMarksTheirDifference() {
    const auto first = std::make_shared<FakeRun>(), second = std::make_shared<FakeRun>();
    second->m_info.run = "/data/run-second";
    first->m_info.demoEncoder = false;
    for (FakeRun* run : {first.get(), second.get()}) run->setEvaluated();
    TaskRunner tasks;
    Session session(tasks, openerOf(first, second));
    session.openRun("/data/run-fake");
    QTRY_VERIFY(session.run() && session.settled());
    MapsModel maps(session);
    maps.setInViews(true);
    session.openSecondRun("/data/run-second");
    QTRY_VERIFY(maps.difference());
    QVERIFY(!session.data()->isFromDemoEncoder(scene::Layer::Map));  // r of the first
    maps.setKind(MapKind::Difference);
    QVERIFY(session.data()->isFromDemoEncoder(scene::Layer::Map));
    QVERIFY2(maps.provenance().endsWith(QStringLiteral("DEMO ENCODER")), qPrintable(maps.provenance()));
    QVERIFY(session.settled() || QTest::qWaitFor([&] { return session.settled(); }, 10000));
  }

  void anotherVolumeKeepsTheMapsColumnWhenASecondRunComes() {
    const MapsBench b;
    const Mask& mask = b.fake->mask();
    QVERIFY(b.session().showVolume("/data/other.nii.gz", Volume(mask.grid, mask.affine, 2.0F),
                                   scene::Layer::Map));
    b.session().openSecondRun("/data/run-other");
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(b.maps->difference());
    QCOMPARE(b.session().data()->map.name, std::string("other.nii.gz"));
    QVERIFY(b.session().view().layerShown(scene::Layer::Map));
  }

  void aSecondRunThatWasNotEvaluatedIsEvaluatedFromTheDock() {
    const auto first = std::make_shared<FakeRun>(), second = std::make_shared<FakeRun>();
    second->m_info.run = "/data/run-second";
    first->setEvaluated();
    TaskRunner tasks;
    Session session(tasks, openerOf(first, second));
    session.openRun("/data/run-fake");
    QTRY_VERIFY(session.run() && session.settled());
    MapsModel maps(session);
    MapsPanel panel(maps);
    panel.show();
    QTRY_VERIFY(maps.evaluation());
    maps.setKind(MapKind::Difference);
    auto* evaluate = panel.findChild<QPushButton*>(QStringLiteral("evaluateSecond"));
    QVERIFY(!evaluate->isVisible());  // there is no second run
    session.openSecondRun("/data/run-second");
    QTRY_VERIFY(evaluate->isVisible());
    QVERIFY(textsOf(panel).contains(QStringLiteral("The second run, run-second, has not been evaluated")));
    evaluate->click();
    QTRY_VERIFY(maps.difference());
    QCOMPARE(second->m_evaluations.load(), 1);
    QCOMPARE(first->m_evaluations.load(), 0);
    QVERIFY(!evaluate->isVisible());
    QVERIFY(!maps.values().empty());
  }
};

const Registered<RegionBarsTest> kRegionBarsTest("RegionBarsTest");

}  // namespace vxs::ui::test

#include "RegionBarsTest.moc"
