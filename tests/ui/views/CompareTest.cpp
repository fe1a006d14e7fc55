#include "tests/core/scene/Phantom.h"
#include "tests/ui/views/ComparisonBench.h"
#include "ui/actions/CompareActions.h"
#include "ui/panels/DisplayPanel.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include <cmath>

namespace vxs::ui::test {

using scene::Layer;
using scene::PairMode;
using scene::Plane;

/// Curtain, fade, evidence, clusters, outlines and picking as hands use them.
class CompareTest : public QObject, protected ComparisonBench {
  Q_OBJECT

 private:
  static Vec3 voxelMm(double i, double j, double k) { return {-26 + 4 * i, -50 + 4 * j, -20 + 4 * k}; }
  static QColor at(QWidget& widget, const QPointF& point) {
    return widget.grab().toImage().pixelColor(point.toPoint());
  }
  static void drag(QWidget& widget, const QPointF& from, const QPointF& to) {
    QTest::mousePress(&widget, Qt::LeftButton, {}, from.toPoint());
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&widget, &move);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to.toPoint());
  }

 private Q_SLOTS:
  void init() {
    begin(Layer::Measured);
    new CompareActions(m_open->session, *m_actions, m_actions.get());
  }
  void cleanup() { end(); }

  void keysSwitchCurtainAndFadeAndTheColumnsFollow() {
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{12});
    key(Qt::Key_C);
    QCOMPARE(view().state().pairMode, PairMode::Curtain);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{8});
    key(Qt::Key_F);
    QCOMPARE(view().state().pairMode, PairMode::Fade);
    const double before = view().state().pairAmount;
    key(Qt::Key_Period);
    QVERIFY(std::abs(view().state().pairAmount - before - 0.05) < 1e-9);
    QVERIFY(
        m_comparison->slice(Layer::Measured, Plane::Axial)->hasFocus());  // although it was hidden meanwhile
    key(Qt::Key_F);
    QVERIFY(!view().paired());
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{12});
  }

  /// Left of the edge the view is the measured one's pixel for pixel, right of it the predicted one's.
  void theCurtainShowsEachVolumeOnItsSide() {
    scene::ColorScale scale;
    scale.range = 250;
    view().setScale(scale);  // measured about 200: red; predicted about 27: pale
    SliceView* slice = m_comparison->slice(Layer::Measured, Plane::Axial);
    const QPointF left = slice->pointOf(voxelMm(4, 14, 7)), right = slice->pointOf(voxelMm(12, 14, 7));
    const QColor measuredLeft = at(*slice, left), measuredRight = at(*slice, right);
    view().setFlicker(true);
    const QColor predictedLeft = at(*slice, left), predictedRight = at(*slice, right);
    view().setFlicker(false);
    QVERIFY(measuredLeft != predictedLeft && measuredRight != predictedRight);
    view().setPairMode(PairMode::Curtain);
    QTest::qWait(20);  // the columns are arranged anew
    const QPointF leftNow = slice->pointOf(voxelMm(4, 14, 7)), rightNow = slice->pointOf(voxelMm(12, 14, 7));
    QCOMPARE(at(*slice, leftNow), measuredLeft);
    QCOMPARE(at(*slice, rightNow), predictedRight);
    view().setFlicker(true);  // the sides change places
    QCOMPARE(at(*slice, leftNow), predictedLeft);
    QCOMPARE(at(*slice, rightNow), measuredRight);
    view().setFlicker(false);
    view().setPairMode(PairMode::Fade);
    view().setPairAmount(0.5);
    QVERIFY(std::abs(at(*slice, leftNow).green() - (measuredLeft.green() + predictedLeft.green()) / 2) <= 2);
  }

  void theEdgeIsDraggedAndAClickElsewhereStillMovesTheCrosshair() {
    view().setPairMode(PairMode::Curtain);
    SliceView* slice = m_comparison->slice(Layer::Measured, Plane::Axial);
    QTest::qWait(20);
    const QPointF middle((slice->pointOf({slice->geometry().rasAt(-0.5, 0)}).x() +
                          slice->pointOf({slice->geometry().rasAt(slice->geometry().width - 0.5, 0)}).x()) /
                             2,
                         slice->height() / 2.0);
    const Vec3 crosshair = view().state().crosshairRasMm;
    drag(*slice, middle, middle + QPointF(40, 0));
    QVERIFY(view().state().pairAmount > 0.55);
    QCOMPARE(view().state().crosshairRasMm, crosshair);
    QTest::mouseClick(slice, Qt::LeftButton, {}, slice->pointOf(voxelMm(4, 12, 7)).toPoint());
    QVERIFY(view().state().crosshairRasMm != crosshair);
  }

  void threeDSharesOneViewTooAndComesToRest() {
    view().setPairMode(PairMode::Curtain);
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    QVERIFY(volume->isVisible());
    QVERIFY(!m_comparison->volume(Layer::Predicted)->isVisible());
    const VolumeView* predicted = m_comparison->volume(Layer::Predicted);
    QCOMPARE(predicted->image().size(), volume->image().size());
    QVERIFY(predicted->image() != volume->image());
    // each side is its own volume's picture
    const QImage seen = volume->grab().toImage(), other = predicted->image();
    const auto onPage = [&](const QImage& picture, QPoint at) {
      const QColor colour = picture.pixelColor(at), page = seen.pixelColor(3, seen.height() / 3);
      const double alpha = colour.alphaF();
      return QColor::fromRgbF(float(colour.redF() * alpha + page.redF() * (1 - alpha)),
                              float(colour.greenF() * alpha + page.greenF() * (1 - alpha)),
                              float(colour.blueF() * alpha + page.blueF() * (1 - alpha)));
    };
    const auto near = [](const QColor& a, const QColor& b) {
      return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) <=
             9;
    };
    const QPoint left(seen.width() * 45 / 100, seen.height() * 6 / 10),
        right(seen.width() * 55 / 100, left.y());
    QVERIFY(near(seen.pixelColor(left), onPage(volume->image(), left)));
    QVERIFY(near(seen.pixelColor(right), onPage(other, right)));
    QVERIFY(!near(onPage(other, right), onPage(volume->image(), right)));
    drag(*volume, QPointF(volume->width() / 2.0, 30), QPointF(volume->width() * 0.8, 30));
    QVERIFY(std::abs(view().state().pairAmount - 0.8) < 0.02);
  }

  void opacityFollowsTheCeiling() {
    const auto data = m_open->session.data();
    const std::size_t inside = m_open->run->mask().voxels.front();
    QCOMPARE(data->ceiling.values[inside], 0.5F);  // ncsnr 1, one trial
    QCOMPARE(data->ceilingName, std::string("noise ceiling, one trial"));
    m_open->session.selectItem(1);
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(std::abs(m_open->session.data()->ceiling.values[inside] - 2.0F / 3) < 1e-6F);
    QCOMPARE(m_open->session.data()->ceilingName, std::string("noise ceiling, mean of 2 trials"));
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("mine.png"));
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
    m_open->session.openPicture(picture.toStdString(), QStringLiteral("mine"));
    QTRY_COMPARE(m_open->session.selectedItem(), -1);
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(m_open->session.data()->ceilingName,
             std::string("noise ceiling a trial would have; none was measured"));
    m_open->session.selectItem(1);
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(!m_open->session.weights(Layer::Measured));
    view().setEvidence(scene::Evidence::Ceiling, 4.0 / 3);
    const auto weights = m_open->session.weights(Layer::Measured);
    QVERIFY(weights);
    QVERIFY(std::abs(weights->values[inside] - 0.5F) < 1e-6F);
    QCOMPARE(m_open->session.weights(Layer::Measured), weights);  // kept
    key(Qt::Key_E);
    QCOMPARE(view().state().evidence, scene::Evidence::None);
    QVERIFY(m_comparison->slice(Layer::Measured, Plane::Axial)->grab().width() > 0);
  }

  void clustersTooSmallAreNotShown() {
    scene::ColorScale scale = view().state().scale;
    scale.thresholdZ = 1;
    scale.smallestCluster = static_cast<int>(m_open->run->mask().size());
    view().setScale(scale);
    const std::size_t inside = m_open->run->mask().voxels.front();
    QCOMPARE(m_open->session.weights(Layer::Measured)->values[inside], 1.0F);  // one cluster of every voxel
    DisplayPanel panel(m_open->session);
    for (auto* spin : panel.findChildren<QSpinBox*>())
      if (spin->accessibleName() == QStringLiteral("Smallest cluster"))
        spin->setValue(scale.smallestCluster + 1);
    QCOMPARE(m_open->session.weights(Layer::Measured)->values[inside], 0.0F);
  }

  void regionsAreOutlinedAndNamed() {
    SliceView* slice = m_comparison->slice(Layer::Measured, Plane::Axial);
    const QImage plain = slice->grab().toImage();
    QVERIFY(slice->regionAt(voxelMm(8, 10, 7)).isEmpty());
    QSignalSpy noted(&m_open->tasks, &TaskRunner::noted);
    key(Qt::Key_G);
    QCOMPARE(noted.takeLast()[0].toString(), QStringLiteral("Outlined: areas, atlas 1 of 1"));
    QCOMPARE(view().state().outlineAtlas, std::string("areas"));
    QCOMPARE(slice->regionAt(voxelMm(8, 10, 7)), QStringLiteral("V1"));
    QVERIFY(slice->regionAt(voxelMm(3, 3, 7)).isEmpty());
    const QImage outlined = slice->grab().toImage();
    QVERIFY(outlined != plain);
    // region 1 is the first colour: a pixel of it on the voxel's upper border
    const scene::Rgb yellow = scene::regionColor(1);
    const QPointF above = slice->pointOf(voxelMm(8.3, 10.5, 7));
    bool found = false;
    for (int dy = -2; dy <= 2; ++dy)
      found = found ||
              outlined.pixelColor(above.toPoint() + QPoint(0, dy)) == QColor(yellow[0], yellow[1], yellow[2]);
    QVERIFY(found);
    // and its name stands beside the same colour in the corner
    bool swatch = false;
    for (int y = outlined.height() / 2; y < outlined.height(); ++y)
      swatch = swatch || outlined.pixelColor(10, y) == QColor(yellow[0], yellow[1], yellow[2]);
    QVERIFY(swatch);
    key(Qt::Key_G);  // after the last atlas none
    QVERIFY(view().state().outlineAtlas.empty());
  }

  void aCutIsNamedInEveryVolumeView() {
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    const VolumeView* volume = m_comparison->volume(Layer::Measured);
    const auto words = [&] {  // ink in the line below the title
      const QImage image = m_comparison->volume(Layer::Measured)->grab().toImage();
      int count = 0;
      for (int y = 20; y < 34; ++y)
        for (int x = 5; x < 120; ++x) count += qGray(image.pixel(x, y)) > 140;
      return count;
    };
    QVERIFY(volume->width() > 150);
    const int without = words();
    view().setCutout(scene::CutoutSide::Left);
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    QVERIFY2(words() > without + 40, qPrintable(QString::number(words() - without)));
    view().setCutout(scene::CutoutSide::None);
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    QCOMPARE(words(), without);
  }

  void shiftClickPicksInThreeD() {
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    const scene::Camera camera = view().state().camera;
    // aim at the middle of the box: the near face of the mask is hit on that line
    const Vec3 aim = camera.project(voxelMm(8, 10, 7), volume->width(), volume->height());
    QTest::mouseClick(volume, Qt::LeftButton, Qt::ShiftModifier, QPoint(int(aim[0]), int(aim[1])));
    const Vec3 hit = view().state().crosshairRasMm;
    const Vec3 seen = camera.project(hit, volume->width(), volume->height());
    QVERIFY(std::hypot(seen[0] - aim[0], seen[1] - aim[1]) < 12);
    QVERIFY(seen[2] < aim[2] - 10);
    QVERIFY(view().state().camera == camera);
    QCOMPARE(view().crosshairDepthMm(), 0.0);
  }

  void aClickPicksInThreeDAndADragTurns() {
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    const scene::Camera camera = view().state().camera;
    const Vec3 before = view().state().crosshairRasMm;
    const Vec3 aim = camera.project(voxelMm(8, 10, 7), volume->width(), volume->height());
    const QPointF spot(std::round(aim[0]), std::round(aim[1]));
    QTest::mouseClick(volume, Qt::LeftButton, Qt::ShiftModifier, spot.toPoint());
    const Vec3 picked = view().state().crosshairRasMm;
    QVERIFY(picked != before);
    view().setCrosshair(before);
    drag(*volume, spot, spot + QPointF(2, 1));  // a hand is never quite still
    QCOMPARE(view().state().crosshairRasMm, picked);
    QVERIFY(view().state().camera == camera);
    view().setCrosshair(before);
    for (const Qt::KeyboardModifier other : {Qt::ControlModifier, Qt::AltModifier})
      QTest::mouseClick(volume, Qt::LeftButton, other, spot.toPoint());
    QTest::mouseClick(volume, Qt::RightButton, {}, spot.toPoint());
    QTest::mouseClick(volume, Qt::LeftButton, {}, {2, volume->height() / 2});  // nothing is there
    QCOMPARE(view().state().crosshairRasMm, before);
    drag(*volume, spot, spot + QPointF(20, 0));
    QCOMPARE(view().state().crosshairRasMm, before);
    QVERIFY(!(view().state().camera == camera));
  }

  /// The first click of the two does what a click does, and the second takes it back.
  void aDoubleClickInThreeDMovesNoCrosshair() {
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    const Vec3 before = view().state().crosshairRasMm;
    const Vec3 aim = view().state().camera.project(voxelMm(8, 10, 7), volume->width(), volume->height());
    const QPoint spot = QPointF(aim[0], aim[1]).toPoint();
    QTest::mouseClick(volume, Qt::LeftButton, {}, spot);
    QVERIFY(view().state().crosshairRasMm != before);
    QTest::mouseDClick(volume, Qt::LeftButton, {}, spot);
    QCOMPARE(view().state().crosshairRasMm, before);
    QCOMPARE(m_comparison->maximised(), volume);
  }

  void standardViewsHavePlainKeys() {
    key(Qt::Key_L);
    const scene::Camera left = view().state().camera;
    QVERIFY(left.position[0] < left.focalPoint[0] - 50);
    key(Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(view().state().camera.position[0] > left.focalPoint[0] + 50);
    key(Qt::Key_S);
    QVERIFY(view().state().camera.position[2] > left.focalPoint[2] + 50);
    key(Qt::Key_X);
    QCOMPARE(view().state().cutout, scene::CutoutSide::Corner);
    key(Qt::Key_M);
    QVERIFY(view().state().maximumIntensity);
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
  }

  /// Letters, crosshair and clicks in every plane, whatever the voxel order of the volume.
  void slicesAgreeInEveryOrientation() {
    const auto orientations = scene::test::allOrientations();
    for (const auto& orientation : orientations) {
      const Volume volume = scene::test::phantom(orientation, {20, 24, 18}, {3, 3, 3}, {4, -6, 8},
                                                 [](const Vec3&) { return 1.0F; });
      view().setReference(volume);
      for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
        for (const auto convention : {scene::Convention::Neurological, scene::Convention::Radiological}) {
          view().setConvention(convention);
          SliceView* slice = m_comparison->slice(Layer::Measured, plane);
          view().setCrosshair({4, -6, 8});
          const Vec3 target{13, 3, -1};
          QTest::mouseClick(slice, Qt::LeftButton, {}, slice->pointOf(target).toPoint());
          const Vec3& hit = view().state().crosshairRasMm;
          for (int axis = 0; axis < 3; ++axis) {
            const auto d = static_cast<std::size_t>(axis);
            const Vec3 middle{4, -6, 8};
            const double expected = axis == SliceView::normalAxis(plane) ? middle[d] : target[d];
            QVERIFY(std::abs(hit[d] - expected) < 0.6);
          }
          // the letter at the left edge names where the left of the picture lies
          const auto letters = slice->geometry().edgeLetters();
          const Vec3 edge = slice->rasAt({0, slice->height() / 2.0});
          const auto column = static_cast<std::size_t>(SliceView::columnAxis(plane));
          const bool high = edge[column] > hit[column];
          QCOMPARE(letters[0], column == 0 ? (high ? 'R' : 'L') : (high ? 'A' : 'P'));
        }
    }
  }
};

const Registered<CompareTest> kCompareTest("CompareTest");

}  // namespace vxs::ui::test

#include "CompareTest.moc"
