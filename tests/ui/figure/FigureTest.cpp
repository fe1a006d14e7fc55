#include "core/base/Error.h"
#include "core/scene/Slice.h"
#include "tests/ui/UiTest.h"
#include "ui/paint/SlicePainter.h"
#include "ui/paint/figure/ColorVision.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/Legend.h"
#include "ui/paint/figure/PictureDifference.h"
#include "ui/paint/figure/Recipe.h"
#include "ui/paint/figure/ViewSpec.h"

#include <QFontMetricsF>
#include <QLabel>
#include <QPainter>

namespace vxs::ui::test {

/// The parts of figures that need neither run nor window.
class FigureTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void visionKeepsGreysAndWhite() {
    for (const auto vision :
         {paint::Vision::Deutan, paint::Vision::Protan, paint::Vision::Tritan, paint::Vision::Grey})
      for (const int level : {0, 40, 128, 200, 255}) {
        const QRgb seen = paint::seenAs(qRgb(level, level, level), vision);
        QVERIFY(std::abs(qRed(seen) - level) <= 1);
        QVERIFY(std::abs(qGreen(seen) - level) <= 1);
        QVERIFY(std::abs(qBlue(seen) - level) <= 1);
      }
    QCOMPARE(paint::seenAs(qRgba(10, 200, 30, 77), paint::Vision::Normal), qRgba(10, 200, 30, 77));
    QCOMPARE(qAlpha(paint::seenAs(qRgba(10, 200, 30, 77), paint::Vision::Deutan)), 77);
  }

  void aPictureIsSeenAsItsColoursAre() {
    QImage image(256, 3, QImage::Format_ARGB32);
    for (int x = 0; x < 256; ++x) {
      image.setPixel(x, 0, qRgba(x, 255 - x, x / 2, 255));
      image.setPixel(x, 1, qRgba(255, x, 0, 90));
      image.setPixel(x, 2, qRgba(0, x / 8, x, 255));
    }
    for (const auto vision :
         {paint::Vision::Deutan, paint::Vision::Protan, paint::Vision::Tritan, paint::Vision::Grey}) {
      const QImage seen = paint::seenAs(image, vision);
      for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 256; ++x) {
          const QRgb one = paint::seenAs(image.pixel(x, y), vision), all = seen.pixel(x, y);
          QVERIFY(std::abs(qRed(one) - qRed(all)) <= 1 && std::abs(qGreen(one) - qGreen(all)) <= 1 &&
                  std::abs(qBlue(one) - qBlue(all)) <= 1);
          QCOMPARE(qAlpha(all), qAlpha(one));
        }
    }
  }

  void redAndGreenOfOneLuminanceMeetForDeutan() {
    // a red and a green chosen (in numpy, with the same published matrix) to fall together for a deutan eye:
    // 110.9 and 5.1
    const double apart = paint::colourDistance(qRgb(220, 60, 60), qRgb(60, 160, 60));
    const double together = paint::colourDistance(paint::seenAs(qRgb(220, 60, 60), paint::Vision::Deutan),
                                                  paint::seenAs(qRgb(60, 160, 60), paint::Vision::Deutan));
    QVERIFY2(std::abs(apart - 110.9) < 1, qPrintable(QString::number(apart)));
    QVERIFY2(std::abs(together - 5.1) < 1, qPrintable(QString::number(together)));
  }

  void signOfTheDefaultMapSurvivesColourBlindnessButNotGrey() {
    scene::ColorScale scale;
    scale.range = 2;
    scale.thresholdZ = 0.6;
    // distances computed with numpy from the same anchors; tables of 256 colours round a little
    const std::vector<std::tuple<const char*, paint::Vision, double>> expected{
        {"blue-red", paint::Vision::Normal, 42.3},     {"blue-red", paint::Vision::Deutan, 42.4},
        {"blue-red", paint::Vision::Protan, 35.1},     {"blue-red", paint::Vision::Tritan, 46.2},
        {"blue-red", paint::Vision::Grey, 3.4},        {"purple-green", paint::Vision::Deutan, 23.3},
        {"purple-green", paint::Vision::Protan, 29.5}, {"purple-green", paint::Vision::Grey, 0.6}};
    for (const auto& [map, vision, distance] : expected) {
      scale.map = map;
      const paint::SignCheck check = paint::checkSign(scale, vision);
      QVERIFY2(std::abs(check.distance - distance) < 1.5,
               qPrintable(QStringLiteral("%1 %2: %3").arg(map).arg(int(vision)).arg(check.distance)));
      QCOMPARE(check.lost, vision == paint::Vision::Grey);
      QVERIFY(check.value >= scale.thresholdZ - 1e-9 && check.value <= scale.range + 1e-9);
    }
  }

  void picturesDifferByFourNumbers() {
    QImage a(100, 100, QImage::Format_RGB32), b;
    a.fill(qRgb(100, 100, 100));
    b = a;
    QVERIFY(paint::comparePictures(a, b).identical());
    QVERIFY(paint::comparePictures(a, b).within());
    b.setPixel(3, 4, qRgb(100, 100, 160));
    auto difference = paint::comparePictures(a, b);
    QCOMPARE(difference.maximum, 60);
    QCOMPARE(difference.pixelsAbove32, 1);
    QCOMPARE(difference.percentile99, 0);
    QCOMPARE(difference.mean, 60.0 / 10000);
    QVERIFY(!difference.identical() && difference.within());
    for (int x = 0; x < 100; ++x) b.setPixel(x, 50, qRgb(150, 100, 100));  // a line: too many strong pixels
    QVERIFY(!paint::comparePictures(a, b).within());
    b = a;
    b.fill(qRgb(101, 101, 101));  // a tint: only the mean sees it
    QVERIFY(!paint::comparePictures(a, b).within());
    QCOMPARE(paint::comparePictures(a, b).maximum, 1);
    QVERIFY_EXCEPTION_THROWN(paint::comparePictures(a, a.copy(0, 0, 99, 100)), Error);
  }

  void lettersAreTheSameWhateverWasWrittenBefore() {
    const Volume brain(Grid{40, 50, 40}, Affine(), 1.0F);
    const auto geometry =
        scene::SliceGeometry::covering(brain, scene::Plane::Axial, scene::Convention::Neurological, 20, 1);
    scene::RgbaImage slice;
    slice.width = geometry.width;
    slice.height = geometry.height;
    slice.pixels.assign(static_cast<std::size_t>(4 * slice.width * slice.height), 255);
    const auto painted = [&](int fontPixels) {
      QImage image(90, 90, QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      painter.setRenderHint(QPainter::Antialiasing);
      paint::PaintStyle style;
      style.fontFamily = QStringLiteral("DejaVu Sans");
      style.fontPixels = fontPixels;
      paint::paintSlice(painter, image.rect(), geometry, slice, {0, 0, 0}, style);
      return image;
    };
    std::vector<QImage> before;
    for (int size = 6; size < 14; ++size) before.push_back(painted(size));
    QLabel words(QStringLiteral("Left <b>Right</b>"));
    words.setFont(QFont(QStringLiteral("DejaVu Sans")));
    words.grab();
    for (int size = 6; size < 14; ++size) QCOMPARE(painted(size), before[static_cast<std::size_t>(size - 6)]);
  }

  void wordsStayWhereTheyShall() {
    paint::PageSetup setup;
    setup.size = {88, 60, 150};
    QImage image(paint::pixelSize(setup.size), QImage::Format_RGB32);
    const QString words = QStringLiteral("S = −27.7 mm");
    const QRectF cell(100, 100, 60, 30);
    {
      QPainter painter(&image);
      paint::Page page(painter, setup, nullptr);
      QVERIFY(QFontMetricsF(page.font()).horizontalAdvance(words) > cell.width());
      page.fitted(cell, Qt::AlignCenter, words);
      const QString source =
          QStringLiteral("subj01, trial 12, image 812 (TRAINING IMAGE), measured: mean of 3");
      const QStringList lines = page.wrapped(source, 150);
      QVERIFY(lines.size() > 1);
      QCOMPARE(lines.join(QLatin1Char(' ')), source);
      for (const QString& line : lines)
        QVERIFY(QFontMetricsF(page.font(0.85)).horizontalAdvance(line) <= 150);
    }
    int inside = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        if (image.pixelColor(x, y) == QColor(Qt::white)) continue;
        QVERIFY(cell.adjusted(-2, -2, 2, 2).contains(x, y));
        ++inside;
      }
    QVERIFY(inside > 50);
  }

  void footersKeepEveryWordBesideTheMark() {
    paint::PageSetup setup;
    setup.size = {88, 60, 150};
    QImage image(paint::pixelSize(setup.size), QImage::Format_RGB32);
    QPainter painter(&image);
    paint::Page page(painter, setup, nullptr);
    const std::vector<std::string> lines{
        "subj01, trial 12, image 812 (TRAINING IMAGE), measured: mean of 3 trials",
        "run run-ridge, ridge, demo encoder (pseudo-weights) · neurological"};
    const double plain = paint::footerHeight(page, lines, {}),
                 marked = paint::footerHeight(page, lines, {true, true, false});
    QVERIFY(marked > plain);  // nothing is shortened to make room
    QCOMPARE(paint::footerHeight(page, {"short"}, {}), 1.2 * page.unit());
  }

  void legendsEscapeForLatex() {
    paint::Legend legend{"A & B", {}};
    legend.add("100 % of run_1, r^2 #3 {x} ~ \\ $");
    legend.add("");
    legend.add("Δr = a | b, measured − predicted, r² ≥ 0.5, 2 × 3 mm ± 1, α · “dog”");
    legend.add("Ended already.");
    QVERIFY(
        QString::fromStdString(paint::plainText(legend)).startsWith(QStringLiteral("A & B. 100 % of run_1")));
    const QString latex = QString::fromStdString(paint::latexText(legend));
    for (const char* escaped :
         {"A \\& B", "100 \\% of run\\_1", "r\\textasciicircum{}2 \\#3 \\{x\\}", "\\textasciitilde{}",
          "\\textbackslash{}", "\\$", "Ended already. Made with Voxelscope"})
      QVERIFY2(latex.contains(QString::fromLatin1(escaped)), escaped);
    QVERIFY2(
        latex.contains(QStringLiteral(
            "\\ensuremath{\\Delta}r = a \\textbar{} b, measured \\ensuremath{-} predicted, "
            "r\\ensuremath{^2} \\ensuremath{\\geq} 0.5, 2 \\ensuremath{\\times} 3 mm \\ensuremath{\\pm} 1, "
            "\\ensuremath{\\alpha} \\ensuremath{\\cdot} “dog”")),
        qPrintable(latex));
  }

  void recipesComeBackWhole() {
    paint::Recipe recipe;
    recipe.kind = "slices";
    recipe.run = "/data/run";
    recipe.trial = 7;
    recipe.threads = 3;
    recipe.caption = "a “dog” & <cat>\n\"quoted\"";
    recipe.options = {{"layers", "measured,map"}, {"empty", ""}};
    recipe.page = {{88.5, 60.25, 450}, paint::Background::Transparent, "DejaVu Sans", 6.5, {}};
    recipe.state = scene::toJson(scene::ComparisonState());
    recipe.hashes = {{"head", "abc"}};
    const paint::Recipe again = paint::recipeFromText(paint::toText(recipe), "test");
    QCOMPARE(paint::toText(again), paint::toText(recipe));
    QCOMPARE(*again.caption, *recipe.caption);
    QCOMPARE(again.threads, 3);
    QVERIFY(again.page == recipe.page);
    QCOMPARE(again.option("layers"), std::string("measured,map"));
    QVERIFY(!again.options.contains("empty"));
    // what 0.1.0 wrote before there were backgrounds
    const auto old = paint::recipeFromText(
        R"({"voxelscope":"0.1.0","figure":"slices","widthMm":100,"heightMm":50,"dpi":72})", "old");
    QVERIFY(old.page.background == paint::Background::White);
    for (const char* bad : {"", "[]", "{}", "{\"voxelscope\":1,\"figure\":2}",
                            "{\"voxelscope\":\"1\",\"figure\":\"slices\",\"dpi\":\"x\"}",
                            "{\"voxelscope\":\"1\",\"figure\":\"slices\",\"threads\":-1}"})
      QVERIFY_EXCEPTION_THROWN(paint::recipeFromText(bad, "bad"), Error);
  }

  void viewSpecsComeBackWholeAndGarbageIsRefused() {
    paint::ViewSpec spec =
        paint::viewSpecFor("all", {scene::Layer::Measured, scene::Layer::Map}, scene::Layer::Map);
    QCOMPARE(spec.cells.size(), std::size_t{8});
    spec.sliceZoom = 3;
    spec.sliceCentre = {1, 2, 3};
    QCOMPARE(paint::toText(paint::viewSpecFrom(paint::toText(spec))), paint::toText(spec));
    double covered = 0;
    for (const auto& cell : spec.cells) covered += cell.place.width() * cell.place.height();
    QVERIFY(std::abs(covered - 1) < 1e-9);
    QVERIFY_EXCEPTION_THROWN(paint::viewSpecFor("diagonal", {scene::Layer::Map}, scene::Layer::Map),
                             UsageError);
    for (const char* bad :
         {"", "{}", "{\"aspect\":1,\"sliceZoom\":1,\"sliceCentre\":[0,0,0],\"cells\":[]}",
          "{\"aspect\":1,\"sliceZoom\":1,\"sliceCentre\":[0,0,0],\"cells\":[{\"layer\":\"map\","
          "\"shows\":\"3d\",\"place\":[0,0,9,9]}]}"})
      QVERIFY_EXCEPTION_THROWN(paint::viewSpecFrom(bad), Error);
  }
};

const Registered<FigureTest> kFigureTest("FigureTest");

}  // namespace vxs::ui::test

#include "FigureTest.moc"
