#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/TrialOrder.h"
#include "ui/panels/TrialDelegate.h"
#include "ui/panels/TrialList.h"
#include "ui/panels/TrialModel.h"

#include <QListView>

namespace vxs::ui::test {

/// What the list of trials says of how well an image was predicted.
class TrialScoresTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Over two voxels r is 1 or −1 for every image: nothing to sort by.
  void fewBrushedVoxelsJudgeNothing() {
    const MapsBench b;
    TrialList list(b.session());
    list.follow(*b.maps);
    list.show();
    const auto first = [&] { return list.findChild<QListView*>()->model()->index(0, 0); };
    const QRectF everything(QPointF(0, 0), QPointF(1, 1));
    const auto few = QStringLiteral("too few brushed voxels for an r: 1 of at least 10");
    b.maps->setRegion(0);  // of one voxel
    b.maps->setBrush(everything);
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(b.maps->brush().size(), std::size_t{1});
    QCOMPARE(list.order().key(), TrialOrder::Key::Run);
    QVERIFY(!first().data(TrialModel::BrushRRole).isValid());
    QVERIFY2(textsOf(list).contains(few), qPrintable(textsOf(list)));
    b.maps->setRegion(-1);
    b.maps->setBrush(everything);
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(list.order().key(), TrialOrder::Key::Brush);
    QVERIFY(first().data(TrialModel::BrushRRole).isValid());
    QVERIFY(!textsOf(list).contains(few));
    b.maps->setRegion(0);
    b.maps->setBrush(everything);
    QVERIFY(b.open->waitUntilSettled());
    QCOMPARE(list.order().key(), TrialOrder::Key::Run);  // as before the brush
    QVERIFY(!first().data(TrialModel::BrushRRole).isValid());
    b.maps->setBrush({});
    QVERIFY(!textsOf(list).contains(few));
  }

  void scoresAreWholeAndThatWhichIsSortedByComesFirst() {
    const MapsBench b;
    TrialList list(b.session());
    list.follow(*b.maps);
    b.maps->setBrush(QRectF(QPointF(0, 0), QPointF(1, 1)));
    QVERIFY(b.open->waitUntilSettled());
    const auto first = [&] { return list.findChild<QListView*>()->model()->index(0, 0); };
    const QFontMetricsF metrics(list.font());
    const auto details = [&](double room) { return TrialDelegate::details(first(), metrics, room); };
    const auto brushed = QStringLiteral("brushed r 1.00"), both = QStringLiteral("brushed r 1.00 · r 1.00");
    QCOMPARE(details(1000), both + QStringLiteral(" · trial 3"));
    QCOMPARE(details(metrics.horizontalAdvance(both) + 1), both);
    QCOMPARE(details(metrics.horizontalAdvance(both) - 1), brushed);
    list.sortBy(static_cast<int>(TrialOrder::Key::Mask), true);
    QCOMPARE(details(1000), QStringLiteral("r 1.00 · brushed r 1.00 · trial 3"));
    const QString tip = first().data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("r = 1.000 over the brushed voxels, 1.000 over the mask")),
             qPrintable(tip));
  }
};

const Registered<TrialScoresTest> kTrialScoresTest("TrialScoresTest");

}  // namespace vxs::ui::test

#include "TrialScoresTest.moc"
