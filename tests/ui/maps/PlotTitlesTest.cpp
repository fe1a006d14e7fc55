#include "tests/ui/maps/MapsBench.h"
#include "ui/maps/DensityView.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/PlotStyle.h"
#include "ui/maps/RoiBars.h"
#include "ui/paint/Plot.h"

#include <QImage>
#include <QPainter>
#include <QScrollArea>

#include <cmath>

namespace vxs::ui::test {

namespace {

/// Worse by 0.9 in every tenth voxel.
class WorseRun : public FakeRun {
 public:
  std::shared_ptr<const train::Evaluation> evaluation() const override {
    auto worse = std::make_shared<train::Evaluation>(*FakeRun::evaluation());
    for (std::size_t v = 9; v < worse->r.size(); v += 10) worse->r[v] -= 0.9F;
    return worse;
  }
};

/// The rectangle in which a picture is not white.
QRect inkOf(const QImage& picture) {
  QRect ink;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      if (picture.pixel(x, y) != qRgb(255, 255, 255)) ink |= QRect(x, y, 1, 1);
  return ink;
}

}  // namespace

/// Axes of the plots in the Maps dock: as wide as their values, with titles that are whole where it is
/// narrow.
class PlotTitlesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void titlesStayInsideTheirRoom() {
    const auto colour = QColor(Qt::black), none = QColor(Qt::white);
    for (const QString& title :
         {QStringLiteral("noise ceiling"), QStringLiteral("a title of very many words")}) {
      QImage picture(120, 110, QImage::Format_RGB32);
      picture.fill(Qt::white);
      QPainter painter(&picture);
      // the plot's middle is far right of and above the room's
      const paint::PlotArea area{QRectF(80, 5, 30, 30), 0, 1, 0, 1};
      paint::paintAxes(painter, area, title, title, {colour, none, none, none}, 1, 1, picture.rect());
      painter.end();
      QVERIFY(!inkOf(picture).isNull());
      QVERIFY(picture.rect().adjusted(1, 1, -1, -1).contains(inkOf(picture)));
    }
  }

  void wordingsGetFewerBeforeTheyAreCut() {
    const QFont font;
    const QStringList wordings{QStringLiteral("noise ceiling, % of variance"), QStringLiteral("ceiling")};
    QCOMPARE(fitting(wordings, font, 1000), wordings[0]);
    QCOMPARE(fitting(wordings, font, QFontMetricsF(font).horizontalAdvance(wordings[0]) - 1), wordings[1]);
    QVERIFY(fitting(wordings, font, 20).endsWith(QStringLiteral("…")));
    const MapsBench b;
    b.maps->setKind(MapKind::Ceiling);
    b.panel->histogram()->resize(110, 110);
    QCOMPARE(b.panel->histogram()->axisTitle(), QStringLiteral("Noise ceiling"));
  }

  void theAxisOfADifferenceReachesAllItsValues() {
    TwoRuns runs(std::make_shared<WorseRun>(), "/data/run-worse");
    Session& session = runs.session;
    QVERIFY(runs.waitUntilSettled());
    MapsModel maps(session);
    HistogramView view(maps);
    maps.setKind(MapKind::Difference);
    runs.openSecond();
    QTRY_VERIFY(maps.difference());
    QCOMPARE(view.lowest(), -view.highest());
    QVERIFY(view.lowest() <= -0.9);
    QVERIFY(view.highest() <= 1);
    QCOMPARE(view.histogram().below, 0);
    QCOMPARE(view.histogram().above, 0);
    QCOMPARE(view.histogram().inside(), static_cast<qint64>(runs.first->mask().size()));
    maps.setKind(MapKind::R);
    QCOMPARE(view.highest(), infoOf(MapKind::R).highest);
    QTRY_VERIFY(session.settled());
  }

  void greyBarsAreExplainedBesideASecondRunsName() {
    const MapsBench b;
    b.session().openSecondRun("/data/run-other");
    QVERIFY(b.open->waitUntilSettled());
    auto* canvas = b.panel->regions()->canvas();
    const QString chosen = fitting(canvas->titleWordings(), plotFont(*canvas), 190);
    QVERIFY2(chosen.contains(QStringLiteral("run-fake")) && chosen.contains(QStringLiteral("grey: ceiling")),
             qPrintable(chosen));
  }

  void theWordsOfAnAxisGetFewerBeforeTheRunsNameIsCut() {
    const MapsBench b;
    b.session().openSecondRun("/data/run-other");
    QVERIFY(b.open->waitUntilSettled());
    b.maps->setKind(MapKind::Normalised);
    RoiBarsCanvas canvas(*b.maps);  // by itself: a scroll area would give it its own width
    const auto titleAt = [&](int width) {
      canvas.resize(width, canvas.height());
      return fitting(canvas.titleWordings(), plotFont(canvas), canvas.width() - 8);
    };
    QVERIFY(titleAt(900).contains(QStringLiteral("% of ceiling of run-fake")));
    for (const int width : {190, 160, 130})
      QVERIFY2(titleAt(width).contains(QStringLiteral("r²/NC")) &&
                   titleAt(width).contains(QStringLiteral(" of run-fake")),
               qPrintable(titleAt(width)));
  }

  /// The rows scroll, their axis does not.
  void theAxisOfTheRegionsIsSeenWhereTheyScroll() {
    const MapsBench b;
    RoiBars* bars = b.panel->regions();
    RoiBarsCanvas* canvas = bars->canvas();
    const double below = canvas->rowRect(static_cast<int>(canvas->bars().size())).top();
    QCOMPARE(canvas->axisTop(), below);
    auto* scroll = bars->findChild<QScrollArea*>();
    const int low = canvas->minimumHeight() - 8;
    scroll->setFixedHeight(low);
    QTRY_VERIFY(scroll->viewport()->height() < canvas->height());
    QVERIFY(canvas->axisTop() < below);
    QVERIFY(!bars->grab().isNull());
  }
};

const Registered<PlotTitlesTest> kPlotTitlesTest("PlotTitlesTest");

}  // namespace vxs::ui::test

#include "PlotTitlesTest.moc"
