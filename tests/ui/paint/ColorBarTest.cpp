#include "tests/ui/UiTest.h"
#include "ui/paint/SlicePainter.h"
#include "ui/paint/figure/FigurePlot.h"

#include <QPainter>

#include <set>

namespace vxs::ui::test {

/// Colour bars of numbered things, and the axes of plots.
class ColorBarTest : public QObject {
  Q_OBJECT

 private:
  static QImage barOf(const scene::MapLevels& levels, double range = 3) {
    scene::ColorScale scale = scene::ColorScale::forMaps();
    scale.range = range;
    QImage image(120, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint::PaintStyle style;
    style.text = Qt::black;
    style.background = Qt::white;
    paint::paintColorBar(painter, QRectF(10, 10, 100, 280), scale, {}, style, {}, levels);
    return image;
  }
  /// Down the middle of the bar, without its frame.
  static std::vector<QRgb> column(const QImage& image) {
    std::vector<QRgb> colors;
    for (int y = 22; y < 280; ++y) colors.push_back(image.pixel(16, y));
    return colors;
  }

 private Q_SLOTS:
  void levelsAreBlocksOfTheirOwnColours() {
    const std::vector<QRgb> seen = column(barOf({{"1", "2", "3"}, false}));
    const auto expected = [](double level) {
      const scene::Rgb color = scene::colorMap("viridis").at(level / 3);
      return qRgb(color[0], color[1], color[2]);
    };
    QCOMPARE(seen[seen.size() / 6], expected(3));
    QCOMPARE(seen[seen.size() / 2], expected(2));
    QCOMPARE(seen[seen.size() * 5 / 6], expected(1));
    // three colours and, at most, the two edges between them
    QVERIFY(std::set<QRgb>(seen.begin(), seen.end()).size() <= 5);
    // a graded map has all that lie between, from the first level and not from 0
    const std::vector<QRgb> graded = column(barOf({{"1", "2", "3"}, true}));
    QVERIFY(std::set<QRgb>(graded.begin(), graded.end()).size() > 100);
    const auto away = [](QRgb a, QRgb b) {
      return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
    };
    QVERIFY(away(graded.back(), expected(1)) < 12);
    QVERIFY(away(graded.back(), expected(0)) > 60);
  }

  void namesThatDoNotFitAreThinnedOut() {
    scene::MapLevels many;
    for (int i = 1; i <= 60; ++i) many.names.push_back("image " + std::to_string(i));
    const QImage image = barOf(many, 60);
    int inked = 0;  // rows with words beside the bar
    for (int y = 0; y < image.height(); ++y)
      for (int x = 40; x < image.width(); ++x)
        if (qGray(image.pixel(x, y)) < 128) {
          ++inked;
          break;
        }
    QVERIFY(inked > 60 && inked < 240);  // words with gaps, no solid block
    for (int y = 0; y < image.height(); ++y) QVERIFY(qGray(image.pixel(image.width() - 1, y)) > 200);
  }

  void anAxisNameStandsBesideItsNumbers() {
    const auto leftmostInk = [](double highest) {
      QImage image(600, 400, QImage::Format_RGB32);
      QPainter painter(&image);
      paint::PageSetup setup;
      setup.size = {152.4, 101.6, 100};
      paint::Page page(painter, setup, nullptr);
      paint::FigurePlot plot(page, QRectF(200, 50, 350, 300), 0, 1, 0, highest);
      plot.verticalAxis(QStringLiteral("voxels"));
      painter.end();
      for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
          if (qGray(image.pixel(x, y)) < 128) return 200.0 - x;
      return 0.0;
    };
    const double u = paint::PageSetup().fontPt / 72 * 100, narrow = leftmostInk(5), wide = leftmostInk(50000);
    QVERIFY2(narrow < 3.2 * u, qPrintable(QString::number(narrow / u)));  // numbers of one digit
    QVERIFY(wide > narrow + u);
  }
};

const Registered<ColorBarTest> kColorBarTest("ColorBarTest");

}  // namespace vxs::ui::test

#include "ColorBarTest.moc"
