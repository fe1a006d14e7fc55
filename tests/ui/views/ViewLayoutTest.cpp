#include "tests/ui/LayoutBench.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/PlotStyle.h"
#include "ui/views/ColorBarView.h"
#include "ui/views/ComparisonView.h"

#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QToolTip>

#include <algorithm>
#include <map>

namespace vxs::ui::test {

using scene::Layer;

/// The views of the window, their words and colour bars at every size.
class ViewLayoutTest : public QObject, private LayoutBench {
  Q_OBJECT

 private:
  /// Height of the whole brain, as a share of its view.
  double shareOfBrain(const SliceView& slice) const {
    const auto whole = scene::SliceGeometry::covering(m_window->session().view().reference(), slice.plane(),
                                                      scene::Convention::Neurological, 0);
    const auto row = static_cast<std::size_t>(SliceView::rowAxis(slice.plane()));
    Vec3 low{0, 0, 0}, high{0, 0, 0};
    high[row] = whole.height * whole.pixelMm;
    return std::abs(slice.pointOf(high).y() - slice.pointOf(low).y()) / slice.height();
  }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void plotsAndColourBarsGrowWithTheType() {
    auto* histogram = m_window->findChild<HistogramView*>();
    auto* bar = m_window->findChild<ColorBarView*>();
    histogram->resize(300, 200);
    const int small = QFontInfo(plotFont(*histogram)).pixelSize(), narrow = bar->width();
    const double area = plotRect(*histogram, true).width();
    setType(150);
    QCOMPARE(QFontInfo(plotFont(*histogram)).pixelSize(), qRound(1.5 * small));
    QVERIFY(plotRect(*histogram, true).width() < area - 5);  // larger numbers beside it
    QTRY_VERIFY(bar->width() > narrow);
    const QFontMetrics metrics(paint::fontOf(viewStyle()));
    QVERIFY(bar->width() >= metrics.horizontalAdvance(QStringLiteral("response")));
  }

  /// What a colour bar is wide the brain is not.
  void aColourBarIsNoWiderThanItsWords() {
    m_window->resize(kProjector);
    auto* bar = m_window->findChild<ColorBarView*>();
    const QFontMetrics metrics(paint::fontOf(viewStyle()));
    QCOMPARE(bar->label(Layer::Predicted), QStringLiteral("response (z)"));
    QVERIFY(bar->width() >= metrics.horizontalAdvance(QStringLiteral("response")));
    QVERIFY2(bar->width() < metrics.horizontalAdvance(QStringLiteral("response (z)")),
             qPrintable(QString::number(bar->width())));
    // nothing of words and numbers reaches its right edge
    const auto whole = [bar] {
      const QImage image = bar->grab().toImage();
      for (int y = 0; y < image.height(); ++y)
        if (image.pixel(image.width() - 1, y) != image.pixel(0, 0)) return false;
      return true;
    };
    QVERIFY(whole());
    showFourColumns();  // a map's name of many words
    m_window->session().view().setEvidence(scene::Evidence::Ceiling, 0.55);
    QCoreApplication::processEvents();
    QVERIFY(whole());
    QVERIFY(bar->width() <= scaledPixels(110));
  }

  void viewsOfARowShareScaleAndPlace_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("percent");
    for (const int percent : {100, 150})
      for (const int columns : {3, 4, 5})
        for (const QSize& size : {kDesk, kProjector, kLeast})
          QTest::addRow("%d columns in %d x %d at %d %%", columns, size.width(), size.height(), percent)
              << size << columns << percent;
  }

  void viewsOfARowShareScaleAndPlace() {
    QFETCH(QSize, size);
    QFETCH(int, columns);
    QFETCH(int, percent);
    setType(percent);
    if (columns > 3) showFourColumns();
    if (columns > 4) m_window->session().view().setLayerShown(Layer::Second, true);
    m_window->resize(size);
    QCoreApplication::processEvents();
    const ViewState& view = m_window->session().view();
    const Vec3 here = view.state().crosshairRasMm;
    for (const auto plane : {scene::Plane::Axial, scene::Plane::Coronal, scene::Plane::Sagittal}) {
      Vec3 there = here;
      there[static_cast<std::size_t>(SliceView::columnAxis(plane))] += 10;
      there[static_cast<std::size_t>(SliceView::rowAxis(plane))] += 10;
      const auto* first = m_window->comparison().slice(Layer::Measured, plane);
      for (const Layer layer : view.shownLayers()) {
        const auto* other = m_window->comparison().slice(layer, plane);
        QVERIFY(!other->isHidden());
        for (const Vec3& point : {here, there}) {
          const QPointF apart = other->pointOf(point) - first->pointOf(point);
          QVERIFY2(std::hypot(apart.x(), apart.y()) < 0.01, qPrintable(QStringLiteral("%1 is %2, %3 px off")
                                                                           .arg(other->objectName())
                                                                           .arg(apart.x())
                                                                           .arg(apart.y())));
        }
      }
    }
  }

  void theBrainIsReadableOnAProjector() {
    openOnAProjector();
    auto* slice = m_window->comparison().slice(Layer::Predicted, scene::Plane::Axial);
    QVERIFY(!dock(QStringLiteral("maps")).isVisible());
    QVERIFY2(slice->height() >= 130, qPrintable(QString::number(slice->height())));
    QVERIFY2(shareOfBrain(*slice) > 0.7, qPrintable(QString::number(shareOfBrain(*slice))));
    // the dock takes no more than its share when it is wanted
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.maps")));
    QTRY_VERIFY(dock(QStringLiteral("maps")).isVisible());
    QTRY_VERIFY(dock(QStringLiteral("maps")).height() <= kProjector.height() * 36 / 100);
    // and the views, which would be low in a column a layer, stand in a row a layer
    const auto* below = m_window->comparison().slice(Layer::Difference, scene::Plane::Axial);
    QTRY_VERIFY(below->x() == slice->x() && below->y() > slice->y());
    QTRY_VERIFY2(slice->height() >= 115, qPrintable(QString::number(slice->height())));
    QVERIFY2(shareOfBrain(*slice) > 0.65, qPrintable(QString::number(shareOfBrain(*slice))));
    // what a low view does not say is said by the one at the bottom, and in the tooltip
    QHelpEvent help(QEvent::ToolTip, {10, slice->height() - 4}, slice->mapToGlobal(QPoint(10, 5)));
    QApplication::sendEvent(slice, &help);
    QVERIFY2(QToolTip::text().contains(QStringLiteral("run-fake")), qPrintable(QToolTip::text()));
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.maps")));
    QTRY_VERIFY(below->x() > slice->x() && below->y() == slice->y());
  }

  void lettersAreBesideALowSlice() {
    scene::SliceGeometry geometry;
    geometry.width = geometry.height = 60;
    scene::RgbaImage white;
    white.width = white.height = 60;
    white.pixels.assign(60 * 60 * 4, 255);
    paint::PaintStyle style;
    style.crosshairVisible = false;
    style.cornerLetters = true;
    style.text = Qt::red;
    QImage image(160, 60, QImage::Format_ARGB32);
    QPainter painter(&image);
    const QRectF area = paint::paintSlice(painter, image.rect(), geometry, white, {0, 0, 0}, style);
    painter.end();
    QCOMPARE(area.toRect(), QRect(50, 0, 60, 60));
    for (int y = 1; y < 59; ++y)
      for (int x = 51; x < 109; ++x) QCOMPARE(image.pixel(x, y), qRgb(255, 255, 255));
    int red = 0;
    for (int y = 0; y < 20; ++y)
      for (int x = 0; x < 50; ++x) red += qRed(image.pixel(x, y)) > 150;
    QVERIFY(red > 5);  // the upper letter, beside the corner
  }

  void aReasonIsSaidOnceForEveryVolume() {
    m_window->resize(kDesk);
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("mine.png"));
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
    m_window->session().openPicture(picture.toStdString(), QStringLiteral("mine"));
    QTRY_COMPARE(m_window->session().selectedItem(), -1);
    for (const ViewLayout layout : {ViewLayout::All, ViewLayout::Slices, ViewLayout::ThreeD}) {
      m_window->session().view().setLayout(layout);
      QCoreApplication::processEvents();
      std::map<Layer, int> said, views;
      for (const auto* view : m_window->comparison().findChildren<LayerView*>()) {
        if (!view->isVisible() || view->emptyReason().isEmpty()) continue;
        ++views[view->layer()];
        said[view->layer()] += view->saysReason();
      }
      for (const Layer layer : {Layer::Measured, Layer::Difference}) {
        QVERIFY(views[layer] == (layout == ViewLayout::All ? 4 : layout == ViewLayout::Slices ? 3 : 1));
        QCOMPARE(said[layer], 1);
      }
    }
  }

  void aReasonIsBelowTheMark_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<ViewLayout>("layout");
    QTest::newRow("desk") << kDesk << ViewLayout::All;
    QTest::newRow("projector") << kProjector << ViewLayout::ThreeD;
  }

  void aReasonIsBelowTheMark() {
    QFETCH(QSize, size);
    QFETCH(ViewLayout, layout);
    auto log = std::make_shared<PredictorLog>();
    log->failToOpen = true;
    m_window = openWindow(false, std::make_shared<FakeRun>(log));
    QVERIFY(m_window);
    m_window->resize(size);
    m_window->session().view().setLayout(layout);
    QCoreApplication::processEvents();
    const auto views = m_window->comparison().findChildren<LayerView*>();
    const auto says = [](const LayerView* each) {
      return each->isVisible() && each->layer() == Layer::Predicted && !each->emptyReason().isEmpty() &&
             each->saysReason();
    };
    QTRY_VERIFY(std::ranges::any_of(views, says));
    const QImage image =
        (*std::ranges::find_if(views, says))->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const auto isMark = [&](int x, int y) {
      const QColor at = image.pixelColor(x, y);
      return at.red() > 150 && at.blue() < 60;
    };
    // what is said is as grey as this and no other word is
    const auto isReason = [&](int x, int y) {
      const QColor at = image.pixelColor(x, y);
      return at.red() == at.blue() && at.red() == at.green() && at.red() >= 120 && at.red() <= 153;
    };
    int markTop = image.height(), markBottom = 0, markLeft = image.width(), words = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        if (isMark(x, y)) {
          markTop = std::min(markTop, y);
          markBottom = y;
          markLeft = std::min(markLeft, x);
        }
    QVERIFY(markBottom > 10);
    for (int y = markTop; y < image.height(); ++y)
      for (int x = markLeft; x < image.width(); ++x) {
        if (!isReason(x, y)) continue;
        QVERIFY2(y > markBottom, qPrintable(QStringLiteral("%1, %2 over %3").arg(x).arg(y).arg(markBottom)));
        ++words;
      }
    QVERIFY(words > 20);
  }

  void aMaximisedViewHasItsOwnColourBarAlone() {
    showFourColumns();
    auto* bar = m_window->findChild<ColorBarView*>();
    ComparisonView& views = m_window->comparison();
    const std::vector<Layer> both{Layer::Predicted, Layer::Map};
    QCOMPARE(bar->bars(), both);
    views.toggleMaximised(views.volume(Layer::Measured));
    QCOMPARE(bar->bars(), std::vector{Layer::Predicted});
    views.toggleMaximised(views.volume(Layer::Measured));
    QCOMPARE(bar->bars(), both);
    views.toggleMaximised(views.volume(Layer::Map));
    QCOMPARE(bar->bars(), std::vector{Layer::Map});
  }

  void theMosaicShowsTheActiveLayer() {
    m_window->comparison().slice(Layer::Predicted, scene::Plane::Axial)->setFocus();
    QTRY_VERIFY(m_window->comparison().slice(Layer::Predicted, scene::Plane::Axial)->hasFocus());
    m_window->session().view().setLayout(ViewLayout::Mosaic);
    QCOMPARE(m_window->session().view().activeLayer(), Layer::Predicted);
    QCOMPARE(m_window->comparison().focusedView()->layer(), Layer::Predicted);
    m_window->session().view().setLayout(ViewLayout::All);
    QCOMPARE(m_window->session().view().activeLayer(), Layer::Predicted);
  }

  void aTitleThatIsCutIsWholeInItsTooltip() {
    m_window->resize(m_window->minimumSizeHint());
    auto* view = m_window->comparison().slice(Layer::Measured, scene::Plane::Axial);
    const auto tipAt = [view](const QPoint& point) {
      QHelpEvent help(QEvent::ToolTip, point, view->mapToGlobal(point));
      QApplication::sendEvent(view, &help);
      return QToolTip::text();
    };
    QTRY_VERIFY(tipAt({10, view->height() - 4}).contains(QStringLiteral("measured:")));
    tipAt({10, 5});  // “Measured” has room: the tip goes
    QTRY_COMPARE(QToolTip::text(), QString());
  }

  /// In low views the first of a column has name and marks of the column, and the others the room for it.
  void aLowColumnIsHeadedOnce() {
    const auto slices = [this](Layer layer) {
      std::array<SliceView*, 3> all{};
      for (int plane = 0; plane < 3; ++plane)
        all[static_cast<std::size_t>(plane)] =
            m_window->comparison().slice(layer, static_cast<scene::Plane>(plane));
      return all;
    };
    const auto marked = [](SliceView& view) {  // the mark's ground is the only orange
      const QImage image = view.grab().toImage();
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          if (const QColor at = image.pixelColor(x, y); at.red() > 150 && at.green() > 70 && at.blue() < 40)
            return true;
      return false;
    };
    m_window->resize(1600, 1400);
    for (SliceView* view : slices(Layer::Predicted)) {
      QTRY_VERIFY(view->headed());
      QCOMPARE(view->shownTitle(), QStringLiteral("Predicted"));
      QVERIFY(marked(*view));
    }
    dock(QStringLiteral("maps")).hide();  // with it: rows
    m_window->resize(kProjector);
    for (const Layer layer : {Layer::Measured, Layer::Predicted, Layer::Difference}) {
      const auto [first, second, third] = slices(layer);
      QTRY_VERIFY(first->headed() && !second->headed() && !third->headed());
      QVERIFY(marked(*first) && !marked(*second));
      QCOMPARE(second->shownTitle(), QString());
      QTRY_VERIFY(first->height() > second->height() + 10 && second->height() > third->height() - 2);
    }
    // alone it says it itself
    m_window->comparison().toggleMaximised(slices(Layer::Predicted)[1]);
    QTRY_VERIFY(slices(Layer::Predicted)[1]->headed());
    m_window->comparison().toggleMaximised(slices(Layer::Predicted)[1]);
    QTRY_VERIFY(!slices(Layer::Predicted)[1]->headed());
  }

  /// A part of a run's name is no name: the heading is in fewer words instead, and whole in the tooltip.
  void aNarrowHeadingOfTwoRunsHasWholeWords() {
    MainWindow::Options options;
    options.remember = false;
    options.opener = [](const std::filesystem::path& folder, Progress&) {
      auto run = std::make_shared<FakeRun>();
      run->m_info.run = folder;
      return run;
    };
    m_window = std::make_unique<MainWindow>(std::move(options));
    m_window->resize(kDesk);
    m_window->show();
    m_window->session().openRun("/data/run-of-a-rather-long-name");
    QTRY_VERIFY(m_window->session().run() && m_window->session().settled());
    m_window->session().openSecondRun("/data/run-b");
    QTRY_VERIFY(m_window->session().secondRun() && m_window->session().settled());
    const auto heading = [this](Layer layer) {
      return m_window->comparison().slice(layer, scene::Plane::Axial)->shownTitle();
    };
    m_window->comparison().toggleMaximised(
        m_window->comparison().slice(Layer::Predicted, scene::Plane::Axial));
    QTRY_COMPARE(heading(Layer::Predicted), QStringLiteral("Predicted: run-of-a-rather-long-name"));
    m_window->comparison().toggleMaximised(nullptr);
    setType(150);
    for (const QSize& size : {kProjector, kLeast}) {
      m_window->resize(size);
      QTRY_COMPARE(heading(Layer::Predicted), QStringLiteral("Predicted"));
      QCOMPARE(heading(Layer::Difference), QStringLiteral("Difference"));
      QVERIFY2(QStringList({"Second: run-b", "Second"}).contains(heading(Layer::Second)),
               qPrintable(heading(Layer::Second)));
    }
  }

  void aMarkIsWholeInANarrowView() {
    paint::PaintStyle style;
    style.fontPixels = 18;
    const double wide = paint::honestyMarkWidth(true, true, style);
    QImage view(static_cast<int>(wide * 0.6), 60, QImage::Format_ARGB32);
    view.fill(Qt::black);
    QPainter painter(&view);
    paint::paintHonestyMark(painter, view.rect(), true, true, style);
    painter.end();
    int lit = 0;
    for (int y = 0; y < view.height(); ++y) {
      QCOMPARE(view.pixel(0, y), qRgb(0, 0, 0));  // its left end is in the view
      for (int x = 0; x < view.width(); ++x) lit += qRed(view.pixel(x, y)) > 150;
    }
    QVERIFY(lit > view.width() * 5);
    // the narrowest view: in fewer words, but whole
    QImage narrow(90, 30, QImage::Format_ARGB32);
    narrow.fill(Qt::black);
    QPainter again(&narrow);
    style.fontPixels = 11;
    paint::paintHonestyMark(again, narrow.rect(), true, true, style);
    again.end();
    for (int y = 0; y < narrow.height(); ++y) QCOMPARE(narrow.pixel(0, y), qRgb(0, 0, 0));
    QVERIFY(paint::honestyMarkWidth(true, true, style, paint::MarkWords::Brief) <
            paint::honestyMarkWidth(true, true, style));
    QCOMPARE(paint::honestyMarkWidth(true, false, style, paint::MarkWords::Brief),
             paint::honestyMarkWidth(true, false, style));
  }
};

const Registered<ViewLayoutTest> kViewLayoutTest("ViewLayoutTest");

}  // namespace vxs::ui::test

#include "ViewLayoutTest.moc"
