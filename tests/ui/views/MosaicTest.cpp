#include "tests/ui/views/ComparisonBench.h"
#include "ui/views/MosaicView.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vxs::ui::test {

using scene::Layer;
using scene::Plane;

/// Many slices at once, which are drawn beside the window's thread.
class MosaicTest : public QObject, protected ComparisonBench {
  Q_OBJECT

 private:
  static Vec3 voxelMm(double i, double j, double k) { return {-26 + 4 * i, -50 + 4 * j, -20 + 4 * k}; }
  void settleMosaic() { QTRY_VERIFY_WITH_TIMEOUT(m_comparison->mosaic()->complete(), 20000); }
  MosaicRequest request() {
    MosaicRequest wanted;
    wanted.data = m_open->session.data();
    wanted.state = view().state();
    wanted.frame.grid = view().reference().grid;
    wanted.frame.affine = view().reference().affine;
    wanted.room = {600, 500};
    return wanted;
  }
  static bool same(const std::vector<paint::MosaicTile>& a, const std::vector<paint::MosaicTile>& b) {
    return std::ranges::equal(a, b, [](const paint::MosaicTile& x, const paint::MosaicTile& y) {
      return x.geometry == y.geometry && x.pixels.pixels == y.pixels.pixels &&
             x.outlines.size() == y.outlines.size();
    });
  }

 private Q_SLOTS:
  void init() { begin(Layer::Measured); }
  void cleanup() { end(); }

  void theMosaicShowsManySlicesAndMovesTheCrosshair() {
    key(Qt::Key_5);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{1});
    MosaicView* mosaic = m_comparison->mosaic();
    QVERIFY(mosaic->isVisible());
    view().setMosaic({Plane::Coronal, 6, 0});
    settleMosaic();
    QCOMPARE(mosaic->tiles().size(), std::size_t{6});
    const auto areas = mosaic->areas();
    QTest::mouseClick(mosaic, Qt::LeftButton, {}, areas[4].center().toPoint());
    QVERIFY(std::abs(view().state().crosshairRasMm[1] - mosaic->tiles()[4].geometry.positionMm) < 1e-9);
    QVERIFY(std::abs(view().state().crosshairRasMm[0] - voxelMm(7.5, 0, 0)[0]) < 1.5);
    key(Qt::Key_BracketRight);
    QCOMPARE(mosaic->shownLayer(), view().activeLayer());
  }

  void theMosaicOutlinesRegionsAndNamesThem() {
    key(Qt::Key_5);
    MosaicView* mosaic = m_comparison->mosaic();
    view().setMosaic({Plane::Axial, 10, 0});
    const scene::Rgb rgb = scene::regionColor(1);
    const auto yellow = [&](const QRect& where) {
      settleMosaic();
      const QImage image = mosaic->grab().toImage();
      int count = 0;
      for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
          count += image.pixelColor(x, y) == QColor(rgb[0], rgb[1], rgb[2]);
      return count;
    };
    QCOMPARE(yellow(mosaic->rect()), 0);
    view().setOutlineAtlas("areas");
    QVERIFY(yellow(mosaic->rect()) > 0);
    int outlined = 0, tilesBottom = 0;
    const auto areas = mosaic->areas();
    for (std::size_t i = 0; i < areas.size(); ++i) {
      tilesBottom = std::max(tilesBottom, areas[i].toAlignedRect().bottom());
      outlined += yellow(areas[i].toAlignedRect()) > 0;
      QCOMPARE(mosaic->tiles()[i].outlines.empty(), yellow(areas[i].toAlignedRect()) == 0);
    }
    QCOMPARE(outlined, 1);  // the region is one voxel high, as is a slice of ten
    // kept with other colours, found anew for other slices: always those of the slice
    const LabelAtlas& atlas = m_open->run->atlases().front();
    for (const scene::MosaicParams& mosaicOf :
         {scene::MosaicParams{Plane::Axial, 10, 0}, scene::MosaicParams{Plane::Axial, 7, 0},
          scene::MosaicParams{Plane::Sagittal, 7, 0}}) {
      view().setMosaic(mosaicOf);
      settleMosaic();
      scene::ColorScale scale = view().state().scale;
      scale.thresholdZ += 0.1;
      view().setScale(scale);
      settleMosaic();
      for (const auto& tile : mosaic->tiles()) {
        const auto found = scene::outlines(tile.geometry, atlas);
        QCOMPARE(tile.outlines.size(), found.size());
        QVERIFY(found.empty() || std::memcmp(tile.outlines.data(), found.data(),
                                             found.size() * sizeof(scene::OutlineSegment)) == 0);
      }
    }
    view().setMosaic({Plane::Axial, 10, 0});
    // its name below all tiles
    QVERIFY(yellow({0, tilesBottom + 1, mosaic->width(), mosaic->height() - tilesBottom - 1}) > 8);
    view().setOutlineAtlas({});
    QCOMPARE(yellow(mosaic->rect()), 0);
  }

  /// A hand that drags the threshold sees the former slices until the new ones are there.
  void theWindowDoesNotWaitForSlices() {
    key(Qt::Key_5);
    MosaicView* mosaic = m_comparison->mosaic();
    view().setMosaic({Plane::Axial, 12, 0});
    settleMosaic();
    const auto before = mosaic->tiles();
    scene::ColorScale scale = view().state().scale;
    scale.thresholdZ = scale.range;
    view().setScale(scale);
    QVERIFY(!mosaic->complete());
    mosaic->grab();
    QVERIFY(!mosaic->complete());
    QVERIFY(same(mosaic->tiles(), before));
    settleMosaic();
    QVERIFY(!same(mosaic->tiles(), before));
    QCOMPARE(mosaic->tiles().size(), before.size());
    // another run's slices are not waited for with this one's in view
    Q_EMIT m_open->session.runChanged();
    QVERIFY(mosaic->tiles().empty());
    settleMosaic();
    QCOMPARE(mosaic->tiles().size(), before.size());
  }

  /// What a drawer keeps from one request to the next is never another request's.
  void aDrawerThatKeepsDrawsAsANewOneDoes() {
    const std::shared_ptr<const LabelAtlas> atlas(m_open->session.run(), &m_open->run->atlases().front());
    const auto lit = std::make_shared<Volume>(view().reference().grid, view().reference().affine, 0.0F);
    lit->values[lit->grid.index(8, 10, 7)] = 1;
    std::vector<MosaicRequest> requests{request()};
    const auto next = [&](const auto& change) { change(requests.emplace_back(requests.back())); };
    next([](MosaicRequest& wanted) { wanted.state.scale.range = 250; });
    next([](MosaicRequest& wanted) { wanted.layer = Layer::Difference; });
    next([](MosaicRequest& wanted) {
      auto other = std::make_shared<scene::ComparisonData>(*wanted.data);
      for (float& value : other->underlay.values) value = 1000 - value;
      for (float& value : other->volumes[scene::indexOf(Layer::Difference)].values) value *= 2;
      wanted.data = other;
    });
    next([&](MosaicRequest& wanted) { wanted.atlas = atlas; });
    next([](MosaicRequest& wanted) { wanted.state.mosaic = {Plane::Coronal, 9, 0}; });
    next([&](MosaicRequest& wanted) { wanted.highlight = lit; });
    next([](MosaicRequest& wanted) { wanted.room = {150, 60}; });
    next([](MosaicRequest& wanted) {
      wanted.second = Layer::Predicted, wanted.state.pairMode = scene::PairMode::Fade;
    });
    next([](MosaicRequest& wanted) { wanted.atlas.reset(); });
    next([](MosaicRequest& wanted) { wanted.state.convention = scene::Convention::Radiological; });
    MosaicDrawer keeps;
    std::vector<paint::MosaicTile> before;
    for (const MosaicRequest& wanted : requests) {
      const auto tiles = keeps.draw(wanted, Progress());
      QVERIFY(!tiles.empty());
      QVERIFY(same(tiles, MosaicDrawer().draw(wanted, Progress())));
      QVERIFY2(!same(tiles, before), qPrintable(QString::number(&wanted - requests.data())));
      before = tiles;
    }
  }
};

const Registered<MosaicTest> kMosaicTest("MosaicTest");

}  // namespace vxs::ui::test

#include "MosaicTest.moc"
