#include "core/scene/Highlight.h"
#include "core/scene/Outline.h"
#include "tests/ui/UiTest.h"
#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"
#include "ui/paint/figure/ColorVision.h"
#include "ui/views/ComparisonView.h"
#include "ui/views/RegionKeyView.h"

#include <QPainter>

#include <cmath>

namespace vxs::ui::test {

using paint::Vision;

namespace {

QRgb colourOf(const scene::Rgb& rgb) {
  return qRgb(rgb[0], rgb[1], rgb[2]);
}

/// The least distance between any two of these, in the worst of the three visions.
double leastDistance(const std::vector<QRgb>& colours) {
  double least = 1e9;
  for (const Vision vision : {Vision::Normal, Vision::Protan, Vision::Deutan})
    for (std::size_t i = 0; i < colours.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        least = std::min(least, paint::colourDistance(paint::seenAs(colours[i], vision),
                                                      paint::seenAs(colours[k], vision)));
  return least;
}

std::vector<QRgb> regionColours(int count) {
  std::vector<QRgb> colours;
  for (int label = 1; label <= count; ++label) colours.push_back(colourOf(scene::regionColor(label)));
  return colours;
}

/// A grid of 1 mm voxels with a region in the middle.
LabelAtlas squareAtlas() {
  LabelAtlas atlas{"areas", Grid{20, 20, 1}, Affine(), {}, {{1, "V1"}}};
  atlas.labels.assign(atlas.grid.voxelCount(), 0);
  for (int y = 6; y < 14; ++y)
    for (int x = 6; x < 14; ++x) atlas.labels[atlas.grid.index(x, y, 0)] = 1;
  return atlas;
}

scene::SliceGeometry squareGeometry() {
  return scene::SliceGeometry::covering(Volume(Grid{20, 20, 1}, Affine(), 0.0F), scene::Plane::Axial,
                                        scene::Convention::Neurological, 0);
}

}  // namespace

/// Borders of regions in slices: their colours, how much they hide, and where their names stand.
class RegionOutlineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void coloursAreToldApartByColourBlindReaders() {
    // what there was: Okabe and Ito's colours without two of them, and four more
    const std::vector<QRgb> before{qRgb(240, 228, 66), qRgb(86, 200, 233),  qRgb(230, 159, 0),
                                   qRgb(0, 190, 140),  qRgb(220, 140, 190), qRgb(255, 255, 255),
                                   qRgb(225, 95, 30),  qRgb(175, 160, 255), qRgb(150, 225, 60),
                                   qRgb(190, 150, 110)};
    const std::vector<QRgb> eightBefore(before.begin(), before.begin() + 8);
    QVERIFY(leastDistance(eightBefore) < 15 && leastDistance(before) < 5);
    for (const auto& [count, least] : {std::pair{8, 28.0}, {10, 18.0}, {12, 14.5}})
      QVERIFY2(leastDistance(regionColours(count)) > least,
               qPrintable(QStringLiteral("%1: %2").arg(count).arg(leastDistance(regionColours(count)))));
    // nor are they the crosshair's, or that of brushed voxels
    const QRgb cross = paint::PaintStyle().crosshair.rgb(), brushed = colourOf(scene::kHighlightColor);
    for (const QRgb colour : regionColours(12)) {
      QVERIFY2(leastDistance({colour, cross}) > 15, qPrintable(QColor(colour).name()));
      QVERIFY2(leastDistance({colour, brushed}) > 15, qPrintable(QColor(colour).name()));
      for (const int grey : {110, 130, 160, 190})  // of a brain
        QVERIFY2(leastDistance({colour, qRgb(grey, grey, grey)}) > 15, qPrintable(QColor(colour).name()));
    }
    QCOMPARE(scene::regionColor(13), scene::regionColor(1));
  }

  /// Where a voxel is a pixel a border lets through what it lies on; in a large view it is a line of its own.
  void bordersHideLittleOfSmallSlices() {
    const LabelAtlas atlas = squareAtlas();
    const scene::SliceGeometry geometry = squareGeometry();
    const auto segments = scene::outlines(geometry, atlas);
    QVERIFY(!segments.empty());
    const QRgb own = colourOf(scene::regionColor(1));
    const auto drawn = [&](double scale, double fontPixels) {
      QImage image(int(20 * scale), int(20 * scale), QImage::Format_RGB32);
      image.fill(qRgb(20, 60, 160));
      QPainter painter(&image);
      paint::PaintStyle style;
      style.fontPixels = fontPixels;
      paint::paintOutlines(painter, QRectF(image.rect()), geometry, segments, atlas, style);
      painter.end();
      int opaque = 0, mixed = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
          const QRgb pixel = image.pixel(x, y);
          opaque += pixel == own;
          mixed += pixel != own && pixel != qRgb(20, 60, 160);
        }
      return std::pair(opaque, mixed);
    };
    for (const double fontPixels : {11.0, 17.0}) {
      const auto [opaque, mixed] = drawn(1, fontPixels);
      QCOMPARE(opaque, 0);
      QVERIFY2(mixed > 24 && mixed < 40, qPrintable(QString::number(mixed)));  // a line of a pixel
      const auto [wide, edges] = drawn(8, fontPixels);
      QVERIFY(wide >= 4 * 8 * 8 - 8 && edges == 0);
    }
    const paint::PaintStyle style;
    double last = 0;
    for (const double voxel : {0.3, 0.6, 1.0, 1.5, 2.5, 4.0}) {
      const paint::OutlineLine line = paint::outlineLine(voxel, style);
      QVERIFY(line.opacity >= 0.4 && line.opacity >= last && line.width >= 1);
      last = line.opacity;
    }
    QCOMPARE(last, 1.0);
  }

  /// On ground of its own colour it is known by its darker edge.
  void theCrosshairIsSeenOnItsOwnColour() {
    const paint::PaintStyle style;
    const scene::SliceGeometry geometry = squareGeometry();
    scene::RgbaImage ground{20, 20, {}};
    for (int i = 0; i < 400; ++i)
      for (const int channel : {style.crosshair.red(), style.crosshair.green(), style.crosshair.blue(), 255})
        ground.pixels.push_back(static_cast<std::uint8_t>(channel));
    QImage image(200, 200, QImage::Format_RGB32);
    QPainter painter(&image);
    paint::PaintStyle bare = style;
    bare.letters = false;
    paint::paintSlice(painter, QRectF(image.rect()), geometry, ground, geometry.rasAt(10, 10), bare);
    painter.end();
    int darker = 0;
    for (int x = 0; x < 60; ++x)
      for (int y = 90; y < 120; ++y) darker += qGray(image.pixel(x, y)) < 0.8 * qGray(style.crosshair.rgb());
    QVERIFY2(darker >= 60, qPrintable(QString::number(darker)));
  }

  void namesStandWhereNoBrainIs() {
    const LabelAtlas atlas = squareAtlas();
    const auto segments = scene::outlines(squareGeometry(), atlas);
    const std::vector<scene::RegionBorder> borders{{1, true, {{40, 40}, {40, 60}, {60, 60}}}};
    const QRectF area(0, 0, 200, 200);
    const auto painted = [&](const QImage& picture, bool corner) {
      QImage image(200, 200, QImage::Format_RGB32);
      image.fill(Qt::black);
      QPainter painter(&image);
      const bool named =
          corner ? paint::paintCornerKey(painter, area, area, {100, 100}, borders, atlas, paint::PaintStyle(),
                                         picture)
                 : paint::paintOutlineKey(painter, area, area, segments, atlas, paint::PaintStyle(), picture);
      painter.end();
      int ink = 0;
      for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 200; ++x) ink += image.pixel(x, y) != qRgb(0, 0, 0);
      return std::pair(named, ink > 0);
    };
    QImage brain(100, 100, QImage::Format_ARGB32_Premultiplied);
    for (const bool corner : {false, true}) {
      brain.fill(Qt::transparent);
      QCOMPARE(painted({}, corner), std::pair(true, true));
      QCOMPARE(painted(brain, corner), std::pair(true, true));
      brain.fill(qRgb(120, 120, 120));
      QCOMPARE(painted(brain, corner), std::pair(false, false));
    }
    // the upper corner where the brain is in the lower one alone
    brain.fill(Qt::transparent);
    for (int y = 50; y < 100; ++y)
      for (int x = 0; x < 100; ++x) brain.setPixel(x, y, qRgb(120, 120, 120));
    QCOMPARE(painted(brain, true), std::pair(true, true));
    QCOMPARE(painted(brain, false), std::pair(false, false));
  }

  /// Views without room for names leave them to a line below all of them.
  void oneLineNamesTheRegionsForLowViews() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    ComparisonView views(open.session);
    auto* key = views.findChild<RegionKeyView*>();
    views.resize(420, 420);
    views.show();
    QVERIFY(QTest::qWaitForWindowExposed(&views));
    QTRY_VERIFY(views.complete());
    QVERIFY(!key->isVisible());
    ViewState& view = open.session.view();
    view.setOutlineAtlas("areas");
    QTRY_VERIFY(views.complete());
    QVERIFY(!key->isVisible());          // beside the brain is room for one name
    view.setCrosshairVoxel({8, 10, 7});  // in the region; all around it is brain
    view.setSliceView(6, view.state().crosshairRasMm);
    QTRY_VERIFY(key->isVisible());
    QVERIFY(key->toolTip().contains(QStringLiteral("V1")));
    const QRgb own = colourOf(scene::regionColor(1));
    const QImage line = key->grab().toImage();
    int swatch = 0;
    for (int y = 0; y < line.height(); ++y)
      for (int x = 0; x < 40; ++x) swatch += line.pixel(x, y) == own;
    QVERIFY2(swatch > 9, qPrintable(QString::number(swatch)));
    view.setOutlineAtlas({});
    QTRY_VERIFY(!key->isVisible());
  }
};

const Registered<RegionOutlineTest> kRegionOutlineTest("RegionOutlineTest");

}  // namespace vxs::ui::test

#include "RegionOutlineTest.moc"
