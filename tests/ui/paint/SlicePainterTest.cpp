#include "core/volume/Volume.h"
#include "tests/ui/UiTest.h"
#include "ui/paint/HaloText.h"
#include "ui/paint/SlicePainter.h"
#include "ui/paint/TextWidth.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <functional>

namespace vxs::ui::test {

/// How a slice comes onto a screen and onto a page.
class SlicePainterTest : public QObject {
  Q_OBJECT

  static paint::PaintStyle onScreen(double ratio) {
    paint::PaintStyle style;
    style.devicePixels = ratio;
    style.letters = false;
    return style;
  }
  /// Every pixel has a colour of its own.
  static scene::RgbaImage manyColours(int width, int height) {
    scene::RgbaImage image{width, height, {}};
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        for (const int byte : {2 * x % 256, 3 * y % 256, (x + y) % 256, 255})
          image.pixels.push_back(static_cast<std::uint8_t>(byte));
    return image;
  }
  static scene::SliceGeometry geometryOf(const scene::RgbaImage& image) {
    scene::SliceGeometry geometry{scene::Plane::Axial, scene::Convention::Neurological, 0, 1, 0, 0, 0, 0};
    geometry.width = image.width;
    geometry.height = image.height;
    return geometry;
  }
  static QImage painted(const scene::RgbaImage& slice, const QRectF& target, double ratio,
                        const paint::PaintStyle& style, const Vec3& crosshair) {
    QImage screen((target.size() * ratio).toSize(), QImage::Format_RGB32);
    screen.setDevicePixelRatio(ratio);
    screen.fill(Qt::black);
    QPainter painter(&screen);
    paint::paintSlice(painter, target, geometryOf(slice), slice, crosshair, style);
    return screen;
  }

 private Q_SLOTS:
  void aPageIsFilledAndAScreenIsNotStretchedByPartsOfAPixel() {
    const QRectF room(10, 20, 101, 200);
    QCOMPARE(paint::sliceArea(room, 100, 100, {}), QRectF(10, 69.5, 101, 101));
    // 0.6 pixels of 100.6 more: drawn as they are, from a whole pixel on
    QCOMPARE(paint::sliceArea(QRectF(10, 20, 100.6, 200), 100, 100, onScreen(1)), QRectF(10, 70, 100, 100));
    QCOMPARE(paint::sliceArea(room, 202, 200, onScreen(2)), QRectF(10, 70, 101, 100));
    // a slice of half as many pixels fills its room
    QCOMPARE(paint::sliceArea(room, 50, 50, onScreen(1)), QRectF(10, 69.5, 101, 101));
  }

  void onAScreenEveryPixelKeepsItsColour() {
    for (const int ratio : {1, 2}) {
      const scene::RgbaImage slice = manyColours(60 * ratio, 41 * ratio);
      paint::PaintStyle style = onScreen(ratio);
      style.crosshairVisible = false;
      const QRectF room(0, 0, 60, 50);
      const QImage screen = painted(slice, room, ratio, style, {0, 0, 0});
      const QRectF area = paint::sliceArea(room, slice.width, slice.height, style);
      const QPoint corner = (area.topLeft() * ratio).toPoint();
      int wrong = 0;
      for (int y = 0; y < slice.height; ++y)
        for (int x = 0; x < slice.width; ++x)
          wrong +=
              screen.pixelColor(corner + QPoint(x, y)) != QColor(2 * x % 256, 3 * y % 256, (x + y) % 256);
      QCOMPARE(wrong, 0);
    }
  }

  /// Its dark edge on both sides is as wide, and no column is a mixture of line and picture.
  void theCrosshairOfAScreenHasWholePixels() {
    scene::RgbaImage slice = manyColours(60, 40);
    std::ranges::fill(slice.pixels, std::uint8_t{255});
    const paint::PaintStyle style = onScreen(1);
    const scene::SliceGeometry geometry = geometryOf(slice);
    const QImage screen = painted(slice, QRectF(0, 0, 60, 40), 1, style, geometry.rasAt(20.2, 20.3));
    std::map<QRgb, int> columns;
    for (int x = 0; x < 60; ++x) ++columns[screen.pixel(x, 2)];  // above the open middle
    QCOMPARE(columns.size(), std::size_t{3});
    QCOMPARE(columns[qRgb(255, 255, 255)], 57);
    const auto green = [&](int x) { return qGreen(screen.pixel(x, 2)) > qRed(screen.pixel(x, 2)) + 50; };
    int line = 0;
    while (line < 60 && !green(line)) ++line;
    QVERIFY2(line == 20 || line == 21, qPrintable(QString::number(line)));
    QCOMPARE(screen.pixel(line - 1, 2), screen.pixel(line + 1, 2));
    QVERIFY(qRed(screen.pixel(line - 1, 2)) < 200);
  }

  void widthsThatAreKeptAreThoseOfTheFont() {
    QFont large = paint::fontOf({}, 2, true), small = paint::fontOf({}, 0.8);
    for (int turn = 0; turn < 2; ++turn)
      for (const QFont& font : {large, small})
        for (const QString& text : {QStringLiteral("Measured"), QStringLiteral("r = −0.12"), QString()})
          QCOMPARE(paint::textWidth(font, text), QFontMetricsF(font).horizontalAdvance(text));
    const QString words = QStringLiteral("a long title of a run");
    QCOMPARE(paint::elidedText(large, words, Qt::ElideRight, 10000), words);
    QVERIFY(paint::elidedText(large, words, Qt::ElideRight, 60).endsWith(QChar(0x2026)));
  }

  /// There halos are stamps that are kept.
  void wordsHaveTheSameHalosOnAScreenAsOnAPage() {
    const auto paintWords = [](QPainter& painter, const QSize& size) {
      painter.fillRect(QRect(QPoint(), size), QColor(120, 90, 60));
      painter.setRenderHint(QPainter::Antialiasing);
      paint::PaintStyle style;
      style.fontPixels = 13;
      for (int i = 0; i < 12; ++i)
        paint::paintHaloText(painter, {6 + 47.3 * (i % 4), 20.4 + 27.7 * (i / 4)},
                             i % 2 ? QStringLiteral("V3d") : QStringLiteral("FFA-1"),
                             paint::fontOf(style, i < 6 ? 1 : 0.8), style);
    };
    struct Words : QWidget {
      std::function<void(QPainter&, const QSize&)> paintWords;
      void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintWords(painter, size());
      }
    } words;
    words.paintWords = paintWords;
    words.resize(210, 100);
    for (int again = 0; again < 2; ++again) {
      const QImage screen = words.grab().toImage().convertToFormat(QImage::Format_RGB32);
      QImage page(screen.size(), QImage::Format_RGB32);
      page.setDevicePixelRatio(screen.devicePixelRatio());
      QPainter painter(&page);
      paintWords(painter, words.size());
      painter.end();
      int worst = 0;
      for (int y = 0; y < page.height(); ++y)
        for (int x = 0; x < page.width(); ++x)
          worst = std::max(worst, std::abs(qGray(page.pixel(x, y)) - qGray(screen.pixel(x, y))));
      QVERIFY2(worst <= 8, qPrintable(QString::number(worst)));  // of a place 1/64 of a pixel beside
      QVERIFY(page.pixel(2, 2) == qRgb(120, 90, 60));
    }
  }
};

const Registered<SlicePainterTest> kSlicePainterTest("SlicePainterTest");

}  // namespace vxs::ui::test

#include "SlicePainterTest.moc"
