#include "tests/ui/UiTest.h"
#include "ui/ColorBarView.h"
#include "ui/ComparisonView.h"
#include "ui/DockScroll.h"
#include "ui/ElidedLabel.h"
#include "ui/Theme.h"
#include "ui/VoxelPanel.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/PlotStyle.h"
#include "ui/why/HeatView.h"
#include "ui/workspace/SessionKeeper.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLayout>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableWidget>
#include <QToolTip>

#include <algorithm>
#include <set>

namespace vxs::ui::test {

using scene::Layer;

namespace {

constexpr QSize kProjector(1280, 720), kDesk(1600, 1000), kLeast(976, 600);
const QStringList kBottom{QStringLiteral("maps"), QStringLiteral("whatif"), QStringLiteral("why"),
                          QStringLiteral("training")};

void setType(int percent) {
  setTextPercent(percent);
  applyTheme(*qApp, true);
  QCoreApplication::processEvents();
}

/// Words that a label or button has no room for, with what they are; empty when all is readable.
QString cutIn(const QWidget& within) {
  for (const auto* label : within.findChildren<QLabel*>()) {
    if (!label->isVisible() || label->text().isEmpty()) continue;
    const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
    if (label->height() < height || (!label->wordWrap() && label->width() < label->sizeHint().width()))
      return label->text();
  }
  for (const auto* button : within.findChildren<QAbstractButton*>())
    if (button->isVisible() && !button->text().isEmpty() &&
        (button->width() < button->sizeHint().width() || button->height() < button->sizeHint().height()))
      return QStringLiteral("%1 (%2 x %3 of %4 x %5)")
          .arg(button->text())
          .arg(button->width())
          .arg(button->height())
          .arg(button->sizeHint().width())
          .arg(button->sizeHint().height());
  return {};
}

/// Two widgets of one layout that lie over each other; empty when none do.
QString overlapIn(const QWidget& within) {
  const auto named = [](const QWidget* widget) {
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
  };
  QList<const QWidget*> all{&within};
  for (const auto* child : within.findChildren<QWidget*>()) all << child;
  for (const QWidget* parent : all) {
    if (!parent->layout()) continue;
    QList<QWidget*> placed = parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    placed.removeIf(
        [&](QWidget* child) { return !child->isVisible() || parent->layout()->indexOf(child) < 0; });
    for (int i = 0; i < placed.size(); ++i)
      for (int j = i + 1; j < placed.size(); ++j)
        if (placed[i]->geometry().intersects(placed[j]->geometry()))
          return named(placed[i]) + QStringLiteral(" over ") + named(placed[j]);
  }
  return {};
}

}  // namespace

/// The window at every size of itself and of its type.
class LayoutTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<MainWindow> m_window;
  QDockWidget& dock(const QString& name) { return *m_window->findChild<QDockWidget*>(name); }
  void show(const QString& bottom) {
    for (const QString& name : kBottom) dock(name).setVisible(name == bottom);
    dock(bottom).raise();
    QCoreApplication::processEvents();
  }
  void showFourColumns() {
    Volume map = m_window->session().data()->volume(Layer::Measured);
    scene::MapLabel label;
    label.name = "a map of some name";
    m_window->session().setMapVolume(std::move(map), label);
    m_window->session().view().setLayerShown(Layer::Map, true);
    QCoreApplication::processEvents();
  }

  /// A window that is as small from its start.
  void openOnAProjector() {
    MainWindow::Options options;
    options.remember = false;
    auto fake = std::make_shared<FakeRun>();
    fake->setEvaluated();
    options.opener = [fake](const std::filesystem::path&, Progress&) { return fake; };
    m_window = std::make_unique<MainWindow>(std::move(options));
    m_window->resize(kProjector);
    m_window->show();
    m_window->session().openRun("/data/run-fake");
    QTRY_VERIFY(m_window->session().run() && m_window->session().settled());
  }
  /// All of the widget is in the part of the dock that is seen.
  bool isSeen(const QString& inDock, const QWidget& widget) {
    const auto* viewport = dock(inDock).findChild<DockScroll*>()->viewport();
    const QRect at(widget.mapTo(viewport, QPoint()), widget.size());
    return widget.isVisible() && viewport->rect().contains(at);
  }

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
  void init() {
    auto fake = std::make_shared<FakeRun>();
    fake->setEvaluated();
    m_window = openWindow(false, fake);
    QVERIFY(m_window);
  }
  void cleanup() {
    m_window.reset();
    setType(100);
  }

  void theWindowFitsOnAProjector_data() {
    QTest::addColumn<int>("percent");
    QTest::newRow("normal type") << 100;
    QTest::newRow("large type") << 150;
  }
  void theWindowFitsOnAProjector() {
    QFETCH(int, percent);
    setType(percent);
    const auto fits = [this](const QString& what) {
      const QSize least = m_window->minimumSizeHint();
      if (least.width() > kProjector.width() || least.height() > kProjector.height())
        qWarning("%s needs %d x %d, its middle %d", qPrintable(what), least.width(), least.height(),
                 m_window->centralWidget()->minimumSizeHint().width());
      return least.width() <= kProjector.width() && least.height() <= kProjector.height();
    };
    QVERIFY(fits(QStringLiteral("the first look")));
    showFourColumns();
    m_window->session().view().setLayerShown(Layer::Second, true);
    for (const auto layout :
         {ViewLayout::All, ViewLayout::Slices, ViewLayout::ThreeD, ViewLayout::Single, ViewLayout::Mosaic}) {
      m_window->session().view().setLayout(layout);
      for (const QString& bottom : kBottom) {
        show(bottom);
        QVERIFY2(fits(bottom), qPrintable(bottom));
      }
    }
    dock(QStringLiteral("guide")).show();
    QVERIFY(fits(QStringLiteral("with guided steps")));
    m_window->resize(kProjector);
    QTRY_COMPARE(m_window->size(), kProjector);
    for (const auto& [name, widget] : {std::pair{"central", m_window->centralWidget()}})
      QVERIFY2(widget->height() >= widget->minimumSizeHint().height(), name);
  }

  void nothingIsCutOrPaintedOver_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::newRow("desk") << kDesk << 100;
    QTest::newRow("projector") << kProjector << 100;
    QTest::newRow("lecture") << kDesk << 150;
    QTest::newRow("lecture on a projector") << kProjector << 150;
  }
  void nothingIsCutOrPaintedOver() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    setType(percent);
    m_window->resize(size);
    for (const QString& bottom : kBottom) {
      show(bottom);
      for (auto* each : m_window->findChildren<QDockWidget*>()) {
        if (!each->isVisible()) continue;
        const auto ready = [&] { return cutIn(*each).isEmpty() && overlapIn(*each).isEmpty(); };
        if (QTest::qWaitFor(ready, 2000)) continue;
        QFAIL(qPrintable(each->objectName() + QStringLiteral(": cut “") + cutIn(*each) +
                         QStringLiteral("”, over each other: ") + overlapIn(*each)));
      }
    }
  }

  void aShortVoxelPanelScrolls() {
    auto* panel = new VoxelPanel(m_window->session());
    DockScroll scroll(panel, DockScroll::Across::Fitted, 280);
    scroll.resize(scroll.minimumSizeHint());
    scroll.show();
    QVERIFY(QTest::qWaitForWindowExposed(&scroll));
    QTRY_VERIFY(scroll.verticalScrollBar()->maximum() > 0);
    QCOMPARE(overlapIn(*panel), QString());
    auto* table = panel->findChild<QTableWidget*>();
    QVERIFY(table->viewport()->height() >= table->verticalHeader()->length());
    QVERIFY(panel->width() <= scroll.viewport()->width());
    scroll.resize(400, 900);
    QTRY_COMPARE(scroll.verticalScrollBar()->maximum(), 0);
    QTRY_COMPARE(panel->size(), scroll.viewport()->size());
  }

  void theVoxelPanelIsWholeWithFourColumns() {
    m_window->resize(kDesk);
    showFourColumns();
    auto* scroll = dock(QStringLiteral("voxel")).findChild<DockScroll*>();
    QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
  }

  void docksGetTheirSizesBackAfterLargeType() {
    m_window->resize(kDesk);
    show(QStringLiteral("maps"));
    const auto sizes = [this] {
      return QList<int>{dock(QStringLiteral("stimulus")).width(), dock(QStringLiteral("voxel")).width(),
                        dock(QStringLiteral("maps")).height()};
    };
    const QList<int> before = sizes();
    setType(150);
    QTRY_VERIFY(sizes()[0] > before[0] && sizes()[1] > before[1]);
    setType(100);
    QTRY_COMPARE(sizes(), before);
  }

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

  void whatBelongsToAnExplanationIsSeenInALowDock() {
    openOnAProjector();
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.why")));
    QTRY_VERIFY(dock(QStringLiteral("why")).isVisible());
    const auto* heat = m_window->findChild<HeatView*>();
    QTRY_VERIFY2(
        isSeen(QStringLiteral("why"), *heat),
        qPrintable(QStringLiteral("%1 of %2").arg(heat->height()).arg(dock(QStringLiteral("why")).height())));
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
    QTRY_VERIFY(slice->height() < 110);
    QVERIFY2(shareOfBrain(*slice) > 0.65, qPrintable(QString::number(shareOfBrain(*slice))));
    // what a low view does not say is said by the one at the bottom, and in the tooltip
    QHelpEvent help(QEvent::ToolTip, {10, slice->height() - 4}, slice->mapToGlobal(QPoint(10, 5)));
    QApplication::sendEvent(slice, &help);
    QVERIFY2(QToolTip::text().contains(QStringLiteral("run-fake")), qPrintable(QToolTip::text()));
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

  void aReasonIsBelowTheMark_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("desk") << kDesk;
    QTest::newRow("projector") << kProjector;
  }
  void aReasonIsBelowTheMark() {
    QFETCH(QSize, size);
    auto log = std::make_shared<PredictorLog>();
    log->failToOpen = true;
    m_window = openWindow(false, std::make_shared<FakeRun>(log));
    QVERIFY(m_window);
    m_window->resize(size);
    QCoreApplication::processEvents();
    const auto* view = m_window->comparison().slice(Layer::Predicted, scene::Plane::Axial);
    QTRY_VERIFY(!view->emptyReason().isEmpty());
    const QImage image = m_window->comparison()
                             .slice(Layer::Predicted, scene::Plane::Axial)
                             ->grab()
                             .toImage()
                             .convertToFormat(QImage::Format_RGB32);
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

  /// Else Alt and the letter open no menu.
  void noLabelTakesAMenusLetter() {
    std::set<QString> menus;
    for (const QAction* menu : m_window->menuBar()->actions()) {
      const QString key = QKeySequence::mnemonic(menu->text()).toString();
      QVERIFY2(!key.isEmpty() && menus.insert(key).second, qPrintable(menu->text()));
    }
    QVERIFY(menus.size() >= 8);
    const auto check = [&](const QString& text) {
      return menus.count(QKeySequence::mnemonic(text).toString()) == 0;
    };
    for (const auto* label : m_window->findChildren<QLabel*>())
      if (label->buddy()) QVERIFY2(check(label->text()), qPrintable(label->text()));
    for (const auto* button : m_window->findChildren<QAbstractButton*>())
      QVERIFY2(check(button->text()), qPrintable(button->text()));
  }

  void rowsOfTheVoxelTableGrowWithTheirWords() {
    auto* panel = new VoxelPanel(m_window->session());
    DockScroll scroll(panel, DockScroll::Across::Fitted, 280);
    auto* table = panel->findChild<QTableWidget*>();
    scroll.resize(600, 700);
    scroll.show();
    QVERIFY(QTest::qWaitForWindowExposed(&scroll));
    const int line = table->rowHeight(1);
    table->item(1, 1)->setText(QStringLiteral("words that are more than one line of the table has room for"));
    scroll.resize(300, 700);  // far too narrow for them
    QTRY_VERIFY(table->rowHeight(1) > line);
    QTRY_VERIFY(table->viewport()->height() >= table->verticalHeader()->length());
  }

  void aLowGuideShowsItsWords() {
    setType(150);
    m_window->resize(kProjector);
    QVERIFY(m_window->actions().trigger(QStringLiteral("guide.add")));
    dock(QStringLiteral("guide")).show();
    auto* scroll = dock(QStringLiteral("guide")).findChild<DockScroll*>();
    const auto seen = [&](const char* name) {
      const auto* widget = scroll->findChild<QWidget*>(QLatin1String(name));
      const QRect at(widget->mapTo(scroll->viewport(), QPoint()), widget->size());
      return widget->isVisible() && scroll->viewport()->rect().intersected(at).height() >=
                                        std::min(at.height(), widget->fontMetrics().height());
    };
    QTRY_VERIFY(seen("guideTitleEdit"));
    QTRY_VERIFY(seen("guideTextEdit"));
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    scroll->findChild<QPushButton*>(QStringLiteral("guideDone"))->click();
    QTRY_VERIFY(seen("guideNext"));
    QTRY_VERIFY(seen("guideTitle"));
  }

  void anAskedSizeOutlastsASession() {
    SessionFile other = m_window->keeper().gather();
    m_window->resize(kProjector);
    QCoreApplication::processEvents();
    m_window->keeper().keepWindowSize();
    QSignalSpy restored(&m_window->keeper(), &SessionKeeper::restored);
    m_window->keeper().restore(other);
    QTRY_COMPARE(restored.count(), 1);
    QCOMPARE(m_window->size(), kProjector);
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

  void noLabelShowsABareAmpersand() {
    QString reason;
    for (const char* name : {"file.export.figure", "edit.preferences"})
      QVERIFY2(m_window->actions().trigger(QLatin1String(name), {}, &reason), qPrintable(reason));
    int underlined = 0;
    for (const auto* label : m_window->findChildren<QLabel*>()) {
      if (!label->text().contains(QLatin1Char('&')) || label->textFormat() == Qt::RichText) continue;
      QVERIFY2(label->buddy(), qPrintable(label->text()));
      ++underlined;
    }
    QVERIFY(underlined > 10);
  }

  void aLongLineGivesWay() {
    ElidedLabel label(QStringLiteral("a run with a name that is much longer than the window is wide"));
    label.resize(120, 20);
    label.show();
    QVERIFY(label.shown().endsWith(QChar(0x2026)));
    QCOMPARE(label.toolTip(), label.text());
    QVERIFY(label.minimumSizeHint().width() < 120);
    label.resize(label.sizeHint());
    QTRY_COMPARE(label.shown(), label.text());
    QCOMPARE(label.toolTip(), QString());
  }
};

const Registered<LayoutTest> kLayoutTest("LayoutTest");

}  // namespace vxs::ui::test

#include "LayoutTest.moc"
