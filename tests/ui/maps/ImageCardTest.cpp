#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/ImageCardView.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableWidget>

namespace vxs::ui::test {

namespace {

/// Predicts every test image but with the sign turned round.
class ContraryRun : public FakeRun {
 public:
  std::shared_ptr<const train::Evaluation> evaluation() const override {
    auto contrary = std::make_shared<train::Evaluation>(*FakeRun::evaluation());
    const train::TestResponses& usual = *contrary->responses;
    std::vector<float> measured, predicted;
    for (std::size_t i = 0; i < usual.images().size(); ++i) {
      for (const float value : usual.measured(i)) measured.push_back(value);
      for (const float value : usual.predicted(i)) predicted.push_back(-value);
    }
    contrary->responses = train::TestResponses::inMemory(usual.images(), measured, predicted,
                                                         {mask().size(), train::fingerprintOf(mask()), 0});
    return contrary;
  }
};

}  // namespace

class ImageCardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bothRunsAreJudgedWhereTwoAreOpen() {
    TwoRuns runs(std::make_shared<ContraryRun>(), "/data/run-contrary");
    Session& session = runs.session;
    QVERIFY(runs.waitUntilSettled());
    MapsModel maps(session);
    ImageCardView card(maps);
    card.resize(700, 200);
    card.show();
    QTRY_VERIFY(textsOf(card).contains(QStringLiteral("pattern r 1.000")));
    QVERIFY(!textsOf(card).contains(QStringLiteral("run-fake")));
    auto* table = card.findChild<QTableWidget*>();
    const auto head = [table](int column) { return table->horizontalHeaderItem(column)->text(); };
    const auto shown = [&] {
      QStringList all;
      for (int column = 0; column < table->columnCount(); ++column)
        if (!table->isColumnHidden(column)) all << head(column);
      return all.join(QLatin1Char(','));
    };
    QCOMPARE(shown(), QStringLiteral("region,pattern r,voxels"));
    runs.openSecond();
    QTRY_VERIFY2(textsOf(card).contains(QStringLiteral("run-contrary: <b>pattern r −1.000</b>")),
                 qPrintable(textsOf(card)));
    for (const char* part : {"run-fake: <b>pattern r 1.000</b>",
                             "<b>Δr −2.000</b>: run-contrary less run-fake", "from the evaluation"})
      QVERIFY2(textsOf(card).contains(QString::fromUtf8(part)), qPrintable(textsOf(card)));
    QCOMPARE(shown(), QStringLiteral("region,1st r,2nd r,Δr,voxels"));
    session.closeSecondRun();
    QTRY_VERIFY(!textsOf(card).contains(QStringLiteral("run-contrary")));
    QCOMPARE(shown(), QStringLiteral("region,pattern r,voxels"));
    QTRY_VERIFY(session.settled());
  }

  void regionAndNumberAreSeenHoweverNarrow() {
    const MapsBench b;
    b.panel->showCard(1);
    ImageCardView card(*b.maps);
    card.resize(card.minimumSizeHint().width(), 150);
    card.show();
    auto* table = card.findChild<QTableWidget*>();
    QTRY_VERIFY(table->rowCount() == 1);
    QVERIFY(b.open->waitUntilSettled());
    QVERIFY(!table->horizontalScrollBar()->isVisible());
    const int room = table->viewport()->width();
    QTRY_VERIFY2(table->columnWidth(0) >= 60, qPrintable(QStringLiteral("%1 %2 of %3, voxels %4")
                                                             .arg(table->columnWidth(0))
                                                             .arg(table->columnWidth(1))
                                                             .arg(table->width())
                                                             .arg(table->columnWidth(4))));
    QVERIFY(!table->isColumnHidden(1));
    QVERIFY2(table->columnViewportPosition(1) + table->columnWidth(1) <= room,
             qPrintable(QStringLiteral("%1 of %2").arg(table->columnWidth(1)).arg(room)));
    QVERIFY(table->item(0, 0)->toolTip().contains(QStringLiteral("voxels")));
    QVERIFY(table->isColumnHidden(4));
    card.resize(900, 150);
    QTRY_VERIFY(!table->isColumnHidden(4));
  }
};

const Registered<ImageCardTest> kImageCardTest("ImageCardTest");

}  // namespace vxs::ui::test

#include "ImageCardTest.moc"
