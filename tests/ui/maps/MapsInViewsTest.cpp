#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/MapsPart.h"
#include "ui/panels/TrialList.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QCheckBox>

namespace vxs::ui::test {

using Bench = MapsBench;

/// What the Maps dock says of what the views show.
class MapsInViewsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anotherVolumeInTheColumnKeepsItsColoursToItself() {
    const Bench b;
    b.maps->setKind(MapKind::R);
    b.maps->setInViews(true);
    const scene::ColorScale own = b.scale();
    auto* histogram = b.panel->findChild<HistogramView*>();
    const double range = histogram->handleX(HistogramView::Handle::Range);
    Volume other = b.fake->mask().scatter(std::vector<float>(b.fake->mask().size(), -5.0F));
    QVERIFY(b.session().showVolume("/data/other.nii.gz", std::move(other), scene::Layer::Map));
    QVERIFY(b.scale().range > 4);
    QCOMPARE(b.maps->scale().range, own.range);
    QCOMPARE(QString::fromStdString(b.maps->scale().map), QString::fromStdString(own.map));
    QCOMPARE(histogram->handleX(HistogramView::Handle::Range), range);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("The views show other.nii.gz")));
    auto* shown = b.panel->findChild<QCheckBox*>();
    QVERIFY(!shown->isChecked());
    shown->click();  // brings the dock's map back, in its colours
    QCOMPARE(QString::fromStdString(b.session().data()->map.name), QStringLiteral("r"));
    QCOMPARE(b.scale().range, own.range);
    QVERIFY(!textsOf(*b.panel).contains(QStringLiteral("other.nii.gz")));
  }

  /// What was shown instead of the dock's map had its own colours, and may be gone.
  void aMapIsNotBroughtBackInAnothersColours() {
    for (const bool another : {false, true}) {
      const Bench b;
      Workspace workspace;
      addViewParts(workspace, b.session().view());
      addMapsPart(workspace, *b.maps);
      new ComputedMap(b.session(), *b.maps, workspace);
      b.maps->setInViews(true);
      const double own = b.maps->scale().range;
      WorkspaceState state = workspace.state();
      QVERIFY(state.set(QStringLiteral("mapScale.range"), 7.5));
      if (another)
        state.parts[QStringLiteral("computed")] =
            QJsonObject{{QStringLiteral("map"), QStringLiteral("/no/such/map.nii.gz")}};
      b.maps->setKind(MapKind::RSquared);
      workspace.apply(state, false);
      QVERIFY(b.open->waitUntilSettled());
      if (another) {
        QTRY_VERIFY(!b.session().view().layerShown(scene::Layer::Map));
        b.maps->setInViews(true);
      }
      QTRY_COMPARE(QString::fromStdString(b.session().data()->map.name), QStringLiteral("r"));
      QTRY_VERIFY(b.session().view().layerShown(scene::Layer::Map));
      QTRY_COMPARE(b.scale().range, another ? own : 7.5);
    }
  }

  void zerosOfAnotherVolumeHideNoAnatomy() {
    const Bench b;
    std::vector<float> mask(b.fake->mask().size(), 0.0F);
    mask.front() = 1;
    QVERIFY(b.session().showVolume("/data/mask.nii.gz", b.fake->mask().scatter(mask), scene::Layer::Map));
    QCOMPARE(int(scene::colorOf(0, b.scale())[3]), 0);
    QCOMPARE(int(scene::colorOf(1, b.scale())[3]), 255);
  }

  void brushedVoxelsAreCountedInTheRegionInForce() {
    const Bench b;
    TrialList trials(b.session());
    trials.follow(*b.maps);
    b.maps->setBrush(QRectF(QPointF(0, 0), QPointF(1, 1)));
    const auto all = static_cast<std::int64_t>(b.maps->brush().size());
    QCOMPARE(b.maps->brushedInRegion(), all);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("brushed: ")));
    trials.show();
    QVERIFY(textsOf(trials).contains(QStringLiteral("sorted by r over the")));
    b.maps->setRegion(0);
    QVERIFY(b.maps->brushedInRegion() < all);
    QVERIFY(b.maps->brushedInRegion() <= static_cast<std::int64_t>(b.maps->members().size()));
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("of them here")));
    b.maps->setBrush({});
    QVERIFY(!textsOf(trials).contains(QStringLiteral("sorted by")));
    QVERIFY(b.open->waitUntilSettled());
  }

  void presetsSayWhatTheyDoAndMapsBearTheirNames() {
    const Bench b;
    b.maps->setKind(MapKind::Normalised);
    QVERIFY(!textsOf(*b.panel).contains(QStringLiteral("no intervals")));
    b.maps->setPreset(metrics::AccuracyPreset::Algonauts);
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("no intervals under this preset")));
    QVERIFY(textsOf(*b.panel).contains(QStringLiteral("without a ceiling divided by a tiny number")));
    QCOMPARE(QString::fromStdString(b.session().data()->map.name), QStringLiteral("r²/NC, algonauts"));
  }
};

const Registered<MapsInViewsTest> kMapsInViewsTest("MapsInViewsTest");

}  // namespace vxs::ui::test

#include "MapsInViewsTest.moc"
