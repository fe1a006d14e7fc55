#include "core/scene/Outline.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/views/ComparisonView.h"

#include <QPainter>

#include <cmath>

namespace vxs::ui::test {

using scene::Layer;

namespace {

/// Its brain is a box whose left half is V1 and whose right half is V2.
class HalvesRun : public FakeRun {
 public:
  HalvesRun() {
    LabelAtlas atlas{"areas", mask().grid, mask().affine, {}, {{1, "V1"}, {2, "V2"}}};
    atlas.labels.assign(atlas.grid.voxelCount(), -1);
    for (const auto voxel : mask().voxels) atlas.labels[voxel] = atlas.grid.position(voxel)[0] < 8 ? 1 : 2;
    m_halves.push_back(atlas);
  }
  const std::vector<LabelAtlas>& atlases() const override { return m_halves; }

 private:
  std::vector<LabelAtlas> m_halves;
};

constexpr double kMiddleR = 4;  ///< mm, between the halves

bool isRegion(const QColor& color, int label, int tolerance = 60) {
  const scene::Rgb rgb = scene::regionColor(label);
  return std::abs(color.red() - rgb[0]) + std::abs(color.green() - rgb[1]) + std::abs(color.blue() - rgb[2]) <
         tolerance;
}

int inkOf(const QImage& image, int label, const QRect& where) {
  int count = 0;
  for (int y = where.top(); y <= where.bottom(); ++y)
    for (int x = where.left(); x <= where.right(); ++x) count += isRegion(image.pixelColor(x, y), label);
  return count;
}

}  // namespace

/// Borders of regions in 3-D, in the window and in figures.
class VolumeOutlinesTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<ComparisonView> m_comparison;
  ViewState& view() { return m_open->session.view(); }
  VolumeView* volume() { return m_comparison->volume(Layer::Measured); }
  bool settle() {
    return QTest::qWaitFor([this] { return m_comparison->complete(); }, 20000);
  }
  /// The middle of the view, without the key and the axes in its corners.
  QRect middle() const {
    const QRect all = m_comparison->volume(Layer::Measured)->rect();
    return all.adjusted(all.width() / 4, all.height() / 4, -all.width() / 4, -all.height() / 4);
  }
  int ink(int label) { return inkOf(volume()->grab().toImage(), label, middle()); }

 private Q_SLOTS:
  void init() {
    m_open = std::make_unique<OpenSession>(std::make_shared<HalvesRun>());
    QVERIFY(m_open->waitUntilSettled());
    scene::ColorScale scale = view().state().scale;
    scale.map = "purple-green";  // nothing yellow or sky blue in it
    view().setScale(scale);
    m_comparison = std::make_unique<ComparisonView>(m_open->session);
    m_comparison->resize(900, 400);
    view().setLayout(ViewLayout::ThreeD);
    m_comparison->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_comparison.get()));
    view().setCamera(scene::Camera::standard(m_open->session.data()->underlay, "anterior"), false);
    QVERIFY(settle());
  }
  void cleanup() {
    m_comparison.reset();
    m_open.reset();
  }

  void theBorderBetweenTwoHalvesIsDrawnWhereItIs() {
    QCOMPARE(ink(1) + ink(2), 0);
    view().setOutlineAtlas("areas");
    QVERIFY(!m_comparison->complete());
    QVERIFY(settle());
    const QImage image = volume()->grab().toImage();
    for (const double heightS : {-8.0, 0.0, 20.0}) {
      const Vec3 front =
          view().state().camera.project({kMiddleR, 20, heightS}, volume()->width(), volume()->height());
      const double at = front[0];
      const int row = static_cast<int>(front[1]);
      int left = 0, right = 0;  // seen from the front V1, the subject's left, is on the right
      for (int x = middle().left(); x <= middle().right(); ++x) {
        // of a line of a pixel and a half some pixel has at least three quarters
        const QColor color = image.pixelColor(x, row);
        const bool first = isRegion(color, 1, 100), second = isRegion(color, 2, 100);
        QVERIFY2(!(first || second) || std::abs(x - at) < 4, qPrintable(QString::number(x - at)));
        right += first && x > at - 1;
        left += second && x < at + 1;
      }
      QVERIFY(left > 0 && right > 0);
    }
    // their names stand beside the colours
    const QRect corner(volume()->width() * 2 / 3, volume()->height() / 2, volume()->width() / 3,
                       volume()->height() / 2);
    QVERIFY(inkOf(image, 1, corner) > 12);
    view().setOutlineAtlas({});
    QVERIFY(settle());
    QCOMPARE(ink(1) + ink(2), 0);
  }

  void thereIsNoneWhileTheCameraMovesAndItComesBack() {
    view().setOutlineAtlas("areas");
    QVERIFY(settle());
    QVERIFY(ink(1) > 20);
    const int frames = volume()->framesShown();
    view().setCamera(view().state().camera.rotated(20, 5), true);
    QVERIFY(QTest::qWaitFor([&] { return volume()->framesShown() > frames; }, 10000));
    if (!volume()->complete()) QCOMPARE(ink(1), 0);
    QVERIFY(settle());
    QVERIFY(ink(1) > 20);
  }

  void itStaysWhereOnlyColoursChange() {
    view().setOutlineAtlas("areas");
    QVERIFY(settle());
    const int frames = volume()->framesShown();
    scene::ColorScale scale = view().state().scale;
    scale.thresholdZ = scale.range / 2;
    view().setScale(scale);
    QVERIFY(QTest::qWaitFor([&] { return volume()->framesShown() > frames; }, 10000));
    QVERIFY(ink(1) > 20);
    view().setMaximumIntensity(true);
    QVERIFY(settle());
    QVERIFY(ink(1) > 20);
    view().setFlicker(true);
    QVERIFY(settle());
    QVERIFY(ink(1) > 20);
  }

  void aCutTakesARegionAway() {
    view().setOutlineAtlas("areas");
    view().setCrosshair({kMiddleR, -10, 6});
    view().setCutout(scene::CutoutSide::Right);
    QVERIFY(settle());
    QVERIFY(ink(1) > 20);
    QCOMPARE(ink(2), 0);
    view().setCutout(scene::CutoutSide::None);
    QVERIFY(settle());
    QVERIFY(ink(1) > 20 && ink(2) > 20);
  }

  void figuresHaveItToo() {
    const auto made = [&](const std::string& kind, QString* legend) {
      paint::PageSetup page;
      page.size = {120, 60, 150};
      paint::Recipe recipe = sessionRecipe(m_open->session, kind, page);
      recipe.run.clear();  // in memory only
      SessionSources sources(m_open->session);
      Progress progress;
      const auto figure = paint::makeFigure(recipe, sources, progress);
      *legend = QString::fromStdString(paint::plainText(figure->legend()));
      return paint::renderFigure(*figure, page, progress);
    };
    for (const char* kind : {"compare3d", "view"}) {
      QString legend;
      view().setOutlineAtlas({});
      const QImage plain = made(kind, &legend);
      QVERIFY(!legend.contains(QStringLiteral("Outlines")));
      view().setOutlineAtlas("areas");
      const QImage image = made(kind, &legend);
      QVERIFY2(legend.contains(QStringLiteral(
                   "Outlines: regions of areas (V1, V2), named beside their colours; in 3-D where they reach "
                   "the surface that is seen")),
               qPrintable(legend));
      for (const int label : {1, 2})
        QVERIFY2(inkOf(image, label, image.rect()) > inkOf(plain, label, plain.rect()) + 150, kind);
      QVERIFY2(made(kind, &legend) == image, kind);  // pixel for pixel
    }
  }

  /// In a column of 88 mm a cell is some eight words' heights across.
  void axesOfNarrowCellsStayInTheirCorner() {
    paint::PageSetup setup;
    setup.size = {88, 40, 150};
    QImage image(paint::pixelSize(setup.size), QImage::Format_RGB32);
    QPainter painter(&image);
    paint::Page page(painter, setup, nullptr);
    paint::Recipe recipe = sessionRecipe(m_open->session, "compare3d", setup);
    SessionSources sources(m_open->session);
    Progress progress;
    const paint::ComparisonLook look = paint::lookFrom(recipe, sources, {Layer::Predicted}, progress);
    const double u = page.unit();
    for (const double across : {7.0, 9.5}) {
      const QRectF cell(u, u, across * u, 7 * u);
      paint::paintVolume(page, cell, look, {Layer::Predicted, {}});
      QRect ink;
      for (int y = int(cell.top()); y < int(cell.bottom()); ++y)
        for (int x = int(cell.left()); x < int(cell.right()); ++x)
          if (qGray(image.pixel(x, y)) < 60) ink |= QRect(x, y, 1, 1);
      QVERIFY(ink.width() > u && ink.height() > u / 2);
      QVERIFY2(ink.right() < cell.left() + 2.4 * u && ink.top() > cell.bottom() - 2.4 * u,
               qPrintable(QString::number(ink.top())));
    }
  }

  void aNameThatNoAtlasHasOutlinesNothing() {
    auto window = openWindow();
    QVERIFY(window);
    const auto outlined = [&] { return window->session().view().state().outlineAtlas; };
    const auto outline = [&](const char* name) {
      window->actions().trigger(QStringLiteral("view.outlines"), {QLatin1String(name)});
      return outlined();
    };
    QCOMPARE(outline("areas"), std::string("areas"));
    QCOMPARE(outline("nowhere"), std::string("areas"));
    QCOMPARE(outline("none"), std::string());
  }
};

const Registered<VolumeOutlinesTest> kVolumeOutlinesTest("VolumeOutlinesTest");

}  // namespace vxs::ui::test

#include "VolumeOutlinesTest.moc"
