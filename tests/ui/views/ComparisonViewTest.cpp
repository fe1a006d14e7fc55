#include "tests/ui/views/ComparisonBench.h"
#include "ui/views/RenderThread.h"

#include <cmath>

namespace vxs::ui::test {

using scene::Layer;
using scene::Plane;

class ComparisonViewTest : public QObject, protected ComparisonBench {
  Q_OBJECT

 private:
  double crosshair(std::size_t axis) { return view().state().crosshairRasMm[axis]; }

 private Q_SLOTS:
  void init() { begin(Layer::Predicted); }
  void cleanup() { end(); }

  void layoutsAreChosenByKey() {
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{12});
    key(Qt::Key_2);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{9});
    key(Qt::Key_3);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{3});
    key(Qt::Key_4);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{4});
    for (const auto* each : m_comparison->visibleViews()) QCOMPARE(each->layer(), view().activeLayer());
    key(Qt::Key_1);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{12});
  }

  void arrowsStepAVoxelAndShiftFive() {
    const double x = crosshair(0), y = crosshair(1), z = crosshair(2);
    key(Qt::Key_Right);
    QVERIFY(std::abs(crosshair(0) - x - 4) < 1e-9);
    key(Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(std::abs(crosshair(0) - x + 16) < 1e-9);
    key(Qt::Key_Up);
    QVERIFY(std::abs(crosshair(1) - y - 4) < 1e-9);
    key(Qt::Key_PageDown);
    QVERIFY(std::abs(crosshair(2) - z + 4) < 1e-9);
  }

  void arrowsFollowThePictureInRadiologicalConvention() {
    view().setConvention(scene::Convention::Radiological);
    SliceView* slice = m_comparison->slice(Layer::Predicted, Plane::Axial);
    const double before = slice->pointOf(view().state().crosshairRasMm).x();
    key(Qt::Key_Right);
    QVERIFY(slice->pointOf(view().state().crosshairRasMm).x() > before);
    m_comparison->slice(Layer::Predicted, Plane::Sagittal)->setFocus();
    SliceView* sagittal = m_comparison->slice(Layer::Predicted, Plane::Sagittal);
    const double sagittalBefore = sagittal->pointOf(view().state().crosshairRasMm).x();
    key(Qt::Key_Right);
    QVERIFY(sagittal->pointOf(view().state().crosshairRasMm).x() > sagittalBefore);
  }

  void bracketsCycleLayersAndSpaceFlickers() {
    QCOMPARE(view().activeLayer(), Layer::Predicted);
    key(Qt::Key_BracketRight);
    QCOMPARE(view().activeLayer(), Layer::Difference);
    key(Qt::Key_BracketRight);
    QCOMPARE(view().activeLayer(), Layer::Measured);
    key(Qt::Key_BracketLeft);
    QCOMPARE(view().activeLayer(), Layer::Difference);
    key(Qt::Key_Space);
    QCOMPARE(m_comparison->slice(Layer::Measured, Plane::Axial)->shownLayer(), Layer::Predicted);
    QCOMPARE(m_comparison->slice(Layer::Difference, Plane::Axial)->shownLayer(), Layer::Difference);
    key(Qt::Key_Space);
    QCOMPARE(m_comparison->slice(Layer::Measured, Plane::Axial)->shownLayer(), Layer::Measured);
  }

  void aDoubleClickMaximisesAndGoesBack() {
    SliceView* coronal = m_comparison->slice(Layer::Measured, Plane::Coronal);
    QTest::mouseDClick(coronal, Qt::LeftButton);
    QCOMPARE(m_comparison->visibleViews(), std::vector<LayerView*>{coronal});
    key(Qt::Key_Escape);
    QCOMPARE(m_comparison->visibleViews().size(), std::size_t{12});
  }

  void volumesAloneAreAsLargeAsTheRoomAllows() {
    view().setLayout(ViewLayout::ThreeD);
    m_comparison->resize(1400, 450);
    const auto top = [this](Layer layer) { return m_comparison->volume(layer)->y(); };
    QTRY_COMPARE(top(Layer::Difference), top(Layer::Measured));
    // where two rows have them larger, three leave no quarter of the room empty
    m_comparison->resize(900, 800);
    QTRY_VERIFY(top(Layer::Difference) > top(Layer::Measured));
    QCOMPARE(top(Layer::Predicted), top(Layer::Measured));
    QVERIFY(m_comparison->volume(Layer::Difference)->width() >
            2 * m_comparison->volume(Layer::Measured)->width());
    QVERIFY(m_comparison->volume(Layer::Measured)->width() > 350);
    m_comparison->resize(450, 1100);
    QTRY_VERIFY(top(Layer::Difference) > top(Layer::Predicted));
    QVERIFY(top(Layer::Predicted) > top(Layer::Measured));
    QVERIFY(m_comparison->volume(Layer::Measured)->width() > 350);
  }

  void resetBringsCrosshairAndCameraBack() {
    const scene::Camera home = view().state().camera;
    view().setCamera(home.rotated(40, 10), false);
    view().setSliceView(4, {0, 0, 0});
    key(Qt::Key_R);
    QVERIFY(view().state().camera == home);
    QCOMPARE(view().sliceZoom(), 1.0);
  }

  void everyViewHasANameForScreenReaders() {
    for (const auto* each : m_comparison->visibleViews()) {
      QVERIFY(!each->accessibleName().isEmpty());
      QVERIFY(each->focusPolicy() & Qt::TabFocus);
    }
  }

  void draggingTurnsEveryLinkedViewAndEndsInFullQuality() {
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    VolumeView* measured = m_comparison->volume(Layer::Measured);
    VolumeView* difference = m_comparison->volume(Layer::Difference);
    const scene::Camera before = view().state().camera;
    const int frames = difference->framesShown();
    QTest::mousePress(measured, Qt::LeftButton, {}, {60, 60});
    for (int i = 1; i <= 5; ++i) {
      QMouseEvent move(QEvent::MouseMove, QPointF(60 + 8 * i, 60),
                       measured->mapToGlobal(QPointF(60 + 8 * i, 60)), Qt::NoButton, Qt::LeftButton, {});
      QCoreApplication::sendEvent(measured, &move);
      QTest::qWait(10);
    }
    QTest::mouseRelease(measured, Qt::LeftButton, {}, {100, 60});
    QVERIFY(!(view().state().camera == before));
    QVERIFY(!m_comparison->complete());
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    QVERIFY(difference->framesShown() > frames);
    // the front of the head follows the hand
    const Vec3 front = before.position;
    const double reach = std::hypot(front[0], front[1], front[2]);
    const Vec3 nearPoint{before.focalPoint[0] + (front[0] - before.focalPoint[0]) * 30 / reach,
                         before.focalPoint[1] + (front[1] - before.focalPoint[1]) * 30 / reach,
                         before.focalPoint[2] + (front[2] - before.focalPoint[2]) * 30 / reach};
    QVERIFY(view().state().camera.project(nearPoint, 400, 400)[0] > before.project(nearPoint, 400, 400)[0]);
  }

  void aMiddleDragTakesTheBrainAlong() {
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    const Vec3 point = view().state().camera.focalPoint;
    const auto at = [&] {
      const Vec3 p = view().state().camera.project(point, volume->width(), volume->height());
      return QPointF(p[0], p[1]);
    };
    const QPointF before = at();
    QTest::mousePress(volume, Qt::MiddleButton, {}, {60, 60});
    QMouseEvent move(QEvent::MouseMove, QPointF(75, 50), volume->mapToGlobal(QPointF(75, 50)), Qt::NoButton,
                     Qt::MiddleButton, {});
    QCoreApplication::sendEvent(volume, &move);
    QTest::mouseRelease(volume, Qt::MiddleButton, {}, {75, 50});
    QVERIFY(std::abs(at().x() - before.x() - 15) < 0.5);
    QVERIFY(std::abs(at().y() - before.y() + 10) < 0.5);
  }

  void pixelsPerRayFollowTheTimeTaken() {
    QVERIFY(RenderThread::adaptedSampleDistance(2, 88, 22) > 2);
    QVERIFY(RenderThread::adaptedSampleDistance(3, 5, 22) < 3);
    QCOMPARE(RenderThread::adaptedSampleDistance(2, 22, 22), 2.0);
    QVERIFY(RenderThread::adaptedSampleDistance(5, 10000, 22) <= 5);
    QVERIFY(RenderThread::adaptedSampleDistance(1, 0.1, 22) >= 1);
  }
};

const Registered<ComparisonViewTest> kComparisonViewTest("ComparisonViewTest");

}  // namespace vxs::ui::test

#include "ComparisonViewTest.moc"
