#include "tests/ui/UiTest.h"
#include "ui/views/SliceView.h"

#include <QWheelEvent>

#include <cmath>

namespace vxs::ui::test {

using scene::Convention;
using scene::Layer;
using scene::Plane;

class SliceViewTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OpenSession> m_open;
  ViewState& view() { return m_open->session.view(); }
  std::unique_ptr<SliceView> make(Layer layer, Plane plane) {
    auto slice = std::make_unique<SliceView>(m_open->session, layer, plane);
    slice->resize(300, 320);
    slice->show();
    return slice;
  }
  /// The fake run's grid: x index i is at -26 + 4 i mm, and so on.
  static Vec3 voxelMm(double i, double j, double k) { return {-26 + 4 * i, -50 + 4 * j, -20 + 4 * k}; }
  static bool near(const Vec3& a, const Vec3& b, double tolerance) {
    for (std::size_t d = 0; d < 3; ++d)
      if (std::abs(a[d] - b[d]) > tolerance) return false;
    return true;
  }

 private Q_SLOTS:
  void init() {
    m_open = std::make_unique<OpenSession>();
    QVERIFY(m_open->waitUntilSettled());
    view().setCrosshair(voxelMm(8, 10, 7));
  }
  void cleanup() { m_open.reset(); }

  void aClickMovesTheCrosshairInThePlaneAndLeavesItsNormal_data() {
    QTest::addColumn<int>("plane");
    QTest::addColumn<int>("convention");
    for (int plane = 0; plane < 3; ++plane)
      for (int convention = 0; convention < 2; ++convention)
        QTest::addRow("plane %d convention %d", plane, convention) << plane << convention;
  }
  void aClickMovesTheCrosshairInThePlaneAndLeavesItsNormal() {
    QFETCH(int, plane);
    QFETCH(int, convention);
    view().setConvention(static_cast<Convention>(convention));
    auto slice = make(Layer::Measured, static_cast<Plane>(plane));
    const Vec3 target = voxelMm(4, 13, 9);
    Vec3 expected = target;
    const auto normal = static_cast<std::size_t>(SliceView::normalAxis(slice->plane()));
    expected[normal] = view().state().crosshairRasMm[normal];
    QTest::mouseClick(slice.get(), Qt::LeftButton, {}, slice->pointOf(target).toPoint());
    // a click lands on whole pixels, and a pixel is well below 1 mm here
    QVERIFY(near(view().state().crosshairRasMm, expected, 0.6));
  }

  void leftAndRightFollowTheConvention() {
    auto slice = make(Layer::Measured, Plane::Axial);
    const Vec3 right = voxelMm(12, 10, 7), left = voxelMm(3, 10, 7);
    QVERIFY(slice->pointOf(right).x() > slice->pointOf(left).x());
    view().setConvention(Convention::Radiological);
    QVERIFY(slice->pointOf(right).x() < slice->pointOf(left).x());
    // up is anterior in an axial slice, superior in the others
    QVERIFY(slice->pointOf(voxelMm(8, 15, 7)).y() < slice->pointOf(voxelMm(8, 5, 7)).y());
    auto sagittal = make(Layer::Measured, Plane::Sagittal);
    QVERIFY(sagittal->pointOf(voxelMm(8, 10, 12)).y() < sagittal->pointOf(voxelMm(8, 10, 2)).y());
  }

  /// The voxels with the greatest response are on the subject's right: the coloured picture must say the
  /// same.
  void pixelsAgreeWithTheConvention() {
    m_open->session.selectItem(1, 1);  // measured: 2 .. 13, rising to the right
    QVERIFY(m_open->waitUntilSettled());
    scene::ColorScale scale;
    scale.range = 13;
    view().setScale(scale);
    const auto redness = [&](SliceView& slice, const Vec3& at) {
      const QImage image = slice.grab().toImage();
      return image.pixelColor(slice.pointOf(at).toPoint() + QPoint(2, 2));
    };
    view().setCrosshair(voxelMm(8, 4, 7));
    auto slice = make(Layer::Measured, Plane::Axial);
    const QColor strong = redness(*slice, voxelMm(13, 10, 7)), weak = redness(*slice, voxelMm(2, 10, 7));
    QVERIFY(strong.red() - strong.blue() > weak.red() - weak.blue() + 20);
    view().setConvention(Convention::Radiological);
    const QColor strongSwapped = redness(*slice, voxelMm(13, 10, 7)),
                 weakSwapped = redness(*slice, voxelMm(2, 10, 7));
    QVERIFY(strongSwapped.red() - strongSwapped.blue() > weakSwapped.red() - weakSwapped.blue() + 20);
  }

  void allViewsShareOneCrosshair() {
    auto axial = make(Layer::Measured, Plane::Axial);
    auto coronal = make(Layer::Predicted, Plane::Coronal);
    QTest::mouseClick(axial.get(), Qt::LeftButton, {}, axial->pointOf(voxelMm(5, 6, 7)).toPoint());
    QVERIFY(std::abs(coronal->geometry().positionMm - voxelMm(5, 6, 7)[1]) < 0.6);
    QVERIFY(near(coronal->rasAt(coronal->pointOf(view().state().crosshairRasMm)),
                 view().state().crosshairRasMm, 1e-6));
  }

  void theWheelChangesTheSliceByAVoxel() {
    auto slice = make(Layer::Measured, Plane::Axial);
    const double before = view().state().crosshairRasMm[2];
    QWheelEvent event(QPointF(100, 100), slice->mapToGlobal(QPointF(100, 100)), {}, {0, 120}, Qt::NoButton,
                      {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(slice.get(), &event);
    QVERIFY(std::abs(view().state().crosshairRasMm[2] - before - 4) < 1e-9);
  }

  void zoomedViewsStillPickTheRightPlace() {
    auto slice = make(Layer::Measured, Plane::Axial);
    view().setSliceView(3, voxelMm(6, 8, 7));
    const Vec3 target = voxelMm(7, 9, 7);
    QVERIFY(near(slice->rasAt(slice->pointOf(target)), target, 1e-6));
    const double span = slice->pointOf(voxelMm(7, 9, 7)).x() - slice->pointOf(voxelMm(6, 9, 7)).x();
    view().setSliceView(1, voxelMm(6, 8, 7));
    const double before = slice->pointOf(voxelMm(7, 9, 7)).x() - slice->pointOf(voxelMm(6, 9, 7)).x();
    QVERIFY(std::abs(span / before - 3) < 0.25);
  }

  void theCrosshairStaysInsideTheVolume() {
    view().setCrosshair({1000, 0, 0});
    QVERIFY(view().crosshairVoxel()[0] <= 15.5 + 1e-9);
    for (int i = 0; i < 50; ++i) view().step(2, -1);
    QVERIFY(view().crosshairVoxel()[2] >= -0.5 - 1e-9);
  }

  void anEmptyLayerSaysWhy() {
    m_open->session.openPicture("/nowhere", {});  // fails: nothing changes
    QVERIFY(m_open->waitUntilSettled());
    auto slice = make(Layer::Measured, Plane::Axial);
    QVERIFY(slice->emptyReason().isEmpty());
    auto log = std::make_shared<PredictorLog>();
    log->failToOpen = true;
    OpenSession broken(std::make_shared<FakeRun>(log));
    QVERIFY(broken.waitUntilSettled());
    SliceView predicted(broken.session, Layer::Predicted, Plane::Axial);
    QVERIFY(predicted.emptyReason().contains(QStringLiteral("head.bin")));
    predicted.resize(200, 200);
    QVERIFY(!predicted.grab().isNull());
  }
};

const Registered<SliceViewTest> kSliceViewTest("SliceViewTest");

}  // namespace vxs::ui::test

#include "SliceViewTest.moc"
