#include "tests/ui/UiTest.h"
#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>
#include <map>

namespace vxs::ui::test {

/// Where names stand that are painted over slices.
class PaintedNamesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Seven regions where six lines have room: four beside three, and not six beside one.
  void theKeyOfOutlinesIsEven() {
    std::vector<scene::OutlineSegment> segments;
    LabelAtlas atlas;
    for (int label = 1; label <= 7; ++label) {
      segments.push_back({0, 0, 1, 1, label});
      atlas.names[label] = std::to_string(100 + label);
    }
    const paint::PaintStyle style;
    const double line = 1.05 * QFontMetricsF(paint::fontOf(style, 0.8)).height();
    const QRectF cell(0, 0, 300, 2 * (6.5 * line + style.fontPixels));
    const auto swatches = [&](int regions) {
      QImage image(cell.size().toSize(), QImage::Format_RGB32);
      image.fill(Qt::black);
      QPainter painter(&image);
      const std::vector<scene::OutlineSegment> shown(segments.begin(), segments.begin() + regions);
      paint::paintOutlineKey(painter, cell, QRectF(100, 0, 100, cell.height()), shown, atlas, style);
      painter.end();
      std::map<int, QPoint> at;  // left upper corners
      for (int label = 1; label <= regions; ++label) {
        const scene::Rgb rgb = scene::regionColor(label);
        for (int y = 0; y < image.height() && !at.contains(label); ++y)
          for (int x = 0; x + 3 < image.width() && !at.contains(label); ++x)  // letters are no wide block
            if (image.pixelColor(x, y) == QColor(rgb[0], rgb[1], rgb[2]) &&
                image.pixel(x, y) == image.pixel(x + 3, y))
              at[label] = {x, y};
      }
      return at;
    };
    auto at = swatches(7);
    QCOMPARE(at.size(), std::size_t{7});
    for (int label = 1; label <= 7; ++label) QCOMPARE(at[label].x() < 100, label <= 4);
    for (int label = 5; label <= 7; ++label) QVERIFY(std::abs(at[label].y() - at[label - 4].y()) <= 1);
    at = swatches(6);  // one column has room
    for (int label = 1; label <= 6; ++label) QVERIFY(at[label].x() < 100);
  }

  void headingsOfARowAreOfOneSizeAndWhole() {
    QImage image(1, 1, QImage::Format_RGB32);
    QPainter painter(&image);
    paint::PageSetup setup;
    setup.size = {180, 100, 300};
    const paint::Page page(painter, setup, nullptr);
    const std::vector<paint::HeadingWords> two{{QStringLiteral("Measured"), {}},
                                               {QStringLiteral("Predicted"), QStringLiteral("run-ridge")},
                                               {QStringLiteral("Second model"), QStringLiteral("run-cnn")}};
    const auto headings = [&](const std::vector<paint::HeadingWords>& words, double widthUnits) {
      return paint::Headings(page, words, widthUnits * page.unit());
    };
    const paint::Headings wide = headings(two, 20), narrow = headings(two, 9), least = headings(two, 5);
    QCOMPARE(wide.lines(2), QStringList{QStringLiteral("Second model: run-cnn")});
    // one that does not fit brings all runs to a line of their own
    QCOMPARE(narrow.factor(), 1.0);
    QCOMPARE(narrow.lineCount(), 2);
    QCOMPARE(narrow.lines(1), (QStringList{QStringLiteral("Predicted"), QStringLiteral("run-ridge")}));
    QCOMPARE(narrow.lines(0), QStringList{QStringLiteral("Measured")});
    QVERIFY(narrow.height() > wide.height());
    // smaller for words that do not fit, but never below 5 pt
    QVERIFY(least.factor() < 1);
    QVERIFY(least.factor() * setup.fontPt > 4.99);
    QVERIFY(headings(two, 1).factor() * setup.fontPt > 4.99);
    const QFontMetricsF metrics(page.font(least.factor(), true));
    for (std::size_t i = 0; i < two.size(); ++i)
      for (const QString& line : least.lines(i))
        QVERIFY2(metrics.horizontalAdvance(line) <= 5 * page.unit(), qPrintable(line));
    // a long run loses its middle, and the words stay as large as they are
    const paint::Headings cut = headings(
        {two[1], {QStringLiteral("Second model"), QStringLiteral("run-cnn-with-a-penalty-seed-42")}}, 9);
    QCOMPARE(cut.factor(), 1.0);
    QVERIFY2(cut.lines(1)[1].startsWith(QStringLiteral("run")) && cut.lines(1)[1].contains(QChar(0x2026)) &&
                 cut.lines(1)[1].endsWith(QStringLiteral("42")),
             qPrintable(cut.lines(1)[1]));
    QCOMPARE(headings({{QStringLiteral("Δr run-cnn − run-ridge"), {}}}, 9).lineCount(), 2);
  }

  void noWordStandsAloneOnALastLine() {
    QImage image(1, 1, QImage::Format_RGB32);
    QPainter painter(&image);
    paint::PageSetup setup;
    setup.size = {88, 100, 300};
    const paint::Page page(painter, setup, nullptr);
    const QString words = QStringLiteral(
        "run run-cnn, cnn, demo encoder (pseudo-weights); 64 test images, mask brain, preset report, seed 1");
    const QFontMetricsF metrics(page.font(0.85));
    for (double width = 12; width < 30; width += 0.5) {
      const QStringList plain = page.wrapped(words, width * page.unit()),
                        lines = page.balanced(words, width * page.unit());
      QCOMPARE(lines.size(), plain.size());
      QCOMPARE(lines.join(QLatin1Char(' ')), words);
      double shortest = 1e9, longest = 0;
      for (const QString& line : lines) {
        shortest = std::min(shortest, metrics.horizontalAdvance(line));
        longest = std::max(longest, metrics.horizontalAdvance(line));
      }
      QVERIFY(longest <= width * page.unit());
      QVERIFY2(shortest > longest / 2, qPrintable(lines.join(QLatin1Char('\n'))));
    }
  }

  /// In 3-D names stand in the corner where fewer borders run.
  void namesOfRegionsMakeWayForTheirBorders() {
    LabelAtlas atlas;
    atlas.names[1] = "V1";
    const auto inkBelow = [&](float y) {
      QImage image(200, 200, QImage::Format_RGB32);
      image.fill(Qt::black);
      QPainter painter(&image);
      const QRectF area(0, 0, 200, 200);
      paint::paintCornerKey(painter, area.adjusted(0, 20, 0, 0), area, {100, 100},
                            {{1, true, {{97, y}, {98, y}, {98, y + 1}}}}, atlas, paint::PaintStyle());
      painter.end();
      int lower = 0, upper = 0;
      for (int row = 0; row < 200; ++row)
        for (int x = 0; x < 200; ++x) (row < 100 ? upper : lower) += image.pixel(x, row) != qRgb(0, 0, 0);
      return std::pair(lower > 0, upper > 0);
    };
    QCOMPARE(inkBelow(20), std::pair(true, false));  // its usual place
    QCOMPARE(inkBelow(98), std::pair(false, true));
  }

  /// A region is white, and so are pages.
  void aWhiteSwatchIsSeenOnAWhitePage() {
    LabelAtlas atlas;
    atlas.names[8] = "V3d";
    paint::PaintStyle style;
    style.background = Qt::white;
    style.text = Qt::black;
    QImage image(100, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint::paintOutlineKeyLine(painter, {0, 0, 100, 30}, {8}, atlas, style);
    painter.end();
    const QFontMetricsF metrics(paint::fontOf(style, 0.8));
    const int end = static_cast<int>(0.8 * metrics.height());  // of the swatch, before the name
    int edge = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x <= end; ++x) edge += qGray(image.pixel(x, y)) < 220;
    QVERIFY2(edge >= 12, qPrintable(QString::number(edge)));
  }

  /// Two regions that touch at x = 50: the lines lie on either side, each a pixel and a half wide.
  void bordersOfNeighboursLieSideBySide() {
    const auto square = [](int label, float left, float right) {  // the region on the left of the way
      return scene::RegionBorder{label, true, {{left, 20}, {left, 80}, {right, 80}, {right, 20}}};
    };
    QImage image(100, 100, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    paint::paintBorders(painter, QRectF(0, 0, 100, 100), QSizeF(100, 100),
                        {square(1, 20, 50), square(2, 50, 80)}, paint::PaintStyle());
    painter.end();
    const auto isColor = [&](int x, int y, int label) {  // lines end to a sixteenth of a pixel
      const scene::Rgb rgb = scene::regionColor(label);
      const QColor color = image.pixelColor(x, y);
      return std::abs(color.red() - rgb[0]) < 25 && std::abs(color.green() - rgb[1]) < 25 &&
             std::abs(color.blue() - rgb[2]) < 25;
    };
    for (int y = 30; y < 70; ++y) {
      QVERIFY(isColor(49, y, 1) && isColor(50, y, 2));
      QVERIFY(image.pixelColor(48, y).red() > 80 && image.pixelColor(47, y) == QColor(Qt::black));
      QVERIFY(image.pixelColor(51, y).blue() > 80 && image.pixelColor(52, y) == QColor(Qt::black));
    }
  }

  /// The lower letter of a low slice stands in the same corner.
  void theKeyOfOutlinesEndsAboveTheLowerLetter() {
    LabelAtlas atlas;
    atlas.names = {{1, "OFA"}, {2, "FFA-2"}};
    const std::vector<scene::OutlineSegment> segments{{0, 0, 1, 1, 1}, {0, 0, 1, 1, 2}};
    paint::PaintStyle style;
    style.cornerLetters = true;
    const QRectF cell(0, 0, 120, 120), area(25, 0, 70, 120);
    const QRectF letter = paint::lowerLetter(cell, area, style);
    QVERIFY(letter.left() < area.left() && letter.right() <= area.left() + 1 && letter.bottom() <= 121);
    QImage image(120, 120, QImage::Format_RGB32);
    QPainter painter(&image);
    const auto places = [&](const QRectF& kept) {
      std::vector<QRectF> taken;
      paint::paintOutlineKey(painter, cell, area, segments, atlas, style, {}, kept, &taken);
      return taken;
    };
    QCOMPARE(places({}).size(), std::size_t{1});
    QVERIFY(places({}).front().intersects(letter));
    QCOMPARE(places(letter).size(), std::size_t{1});
    QVERIFY(!places(letter).front().intersects(letter));
    QVERIFY(places(letter).front().top() > cell.center().y());
    const QRectF far(100, 110, 10, 10);  // in nobody's way
    QCOMPARE(places(far), places({}));
  }

  void namesOfTheCurtainStandAboveOtherWordsAndBesideANarrowSlice() {
    paint::PaintStyle style;
    style.background = Qt::red;
    QImage image(280, 100, QImage::Format_RGB32);
    const auto ground = [&](const QRectF& area, double amount, const paint::DividerRoom& room) {
      image.fill(Qt::black);
      QPainter painter(&image);
      paint::paintDivider(painter, area, amount, QStringLiteral("Measured"), QStringLiteral("Predicted"),
                          style, room);
      painter.end();
      QRegion red;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          if (const QColor pixel = image.pixelColor(x, y); pixel.red() > 90 && pixel.green() < 30)
            red += QRect(x, y, 1, 1);
      return red;
    };
    const QRectF wide(0, 0, 280, 100), key(200, 65, 80, 30);
    QVERIFY(ground(wide, 0.93, {}).intersects(key.toRect()));
    const QRegion raised = ground(wide, 0.93, {{}, {key}});
    QVERIFY(!raised.isEmpty() && !raised.intersects(key.toRect()));
    QVERIFY(raised.boundingRect().bottom() < key.top() && raised.boundingRect().top() > 30);
    const int edge = static_cast<int>(0.93 * 280);  // it leaves the words out, too
    QVERIFY(image.pixelColor(edge, 20) != QColor(Qt::black) &&
            image.pixelColor(edge, 98) != QColor(Qt::black));
    QCOMPARE(image.pixelColor(edge, 80), QColor(Qt::black));
    // forty pixels of a slice have no room for either name, the view around it has
    const QRectF narrow(120, 0, 40, 100);
    QVERIFY(ground(narrow, 0.5, {}).isEmpty());
    const QRegion beside = ground(narrow, 0.5, {wide, {}});
    const double words = QFontMetricsF(paint::fontOf(style, 0.9, true)).horizontalAdvance("Predicted");
    QVERIFY(beside.boundingRect().left() < narrow.left() - words / 2);
    QVERIFY(beside.boundingRect().right() > narrow.right() + words);
    QVERIFY(!beside.intersects(narrow.toRect()));
    QVERIFY(ground(narrow, 1, {wide, {}}).boundingRect().right() < narrow.left());  // drawn shut
    const QRectF tight(110, 0, 60, 100);  // and where there is less of it they reach into it
    const QRegion partly = ground(narrow, 0.5, {tight.adjusted(-40, 0, 40, 0), {}});
    QVERIFY(partly.boundingRect().right() > 140 + words && partly.intersects(narrow.toRect()));
  }

  void namesOfTheCurtainStayOnTheirSideOfTheEdge() {
    paint::PaintStyle style;
    style.background = Qt::red;  // of the names' ground
    const QRectF area(40, 0, 200, 100);
    const auto drawn = [&](double amount) {
      QImage image(280, 100, QImage::Format_RGB32);
      image.fill(Qt::black);
      QPainter painter(&image);
      paint::paintDivider(painter, area, amount, QStringLiteral("Measured"), QStringLiteral("Predicted"),
                          style);
      return image;
    };
    struct Ground {
      int left = 0, right = 0;  ///< pixels of names' ground on either side of the edge
    };
    for (int percent = 0; percent <= 100; percent += 2) {
      const double edge = area.left() + percent / 100.0 * area.width();
      const QImage image = drawn(percent / 100.0);
      Ground ground;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
          const QColor pixel = image.pixelColor(x, y);
          if (pixel.red() < 90 || pixel.green() > 30) continue;
          QVERIFY2(x >= area.left() && x < area.right(), qPrintable(QString::number(percent)));
          QVERIFY2(std::abs(x + 0.5 - edge) > 2, qPrintable(QString::number(percent)));
          ++(x < edge ? ground.left : ground.right);
        }
      // shut, then smaller, then whole
      if (percent <= 6) QCOMPARE(ground.left, 0);
      if (percent >= 94) QCOMPARE(ground.right, 0);
      if (percent >= 34) QVERIFY(ground.left > 300);
      if (percent <= 66) QVERIFY(ground.right > 300);
    }
  }
};

const Registered<PaintedNamesTest> kPaintedNamesTest("PaintedNamesTest");

}  // namespace vxs::ui::test

#include "PaintedNamesTest.moc"
