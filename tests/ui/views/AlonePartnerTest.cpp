#include "tests/support/TempFolder.h"
#include "tests/ui/views/ComparisonBench.h"

namespace vxs::ui::test {

using scene::Layer;
using scene::PairMode;
using scene::Plane;

/// Measured and predicted in one view, where there is only one of them.
class AlonePartnerTest : public QObject, protected ComparisonBench {
  Q_OBJECT

 private:
  static Vec3 voxelMm(double i, double j, double k) { return {-26 + 4 * i, -50 + 4 * j, -20 + 4 * k}; }
  static QColor at(QWidget& widget, const QPointF& point) {
    return widget.grab().toImage().pixelColor(point.toPoint());
  }

 private Q_SLOTS:
  void init() { begin(Layer::Measured); }
  void cleanup() { end(); }

  /// A picture that was never measured: whatever is shared or changes places, what is there is shown and the
  /// views come to rest.
  void whereOnePartnerIsMissingTheOtherIsShownAlone() {
    const vxs::test::TempFolder folder;
    const auto file = folder.path() / "own.png";
    QImage own(24, 24, QImage::Format_RGB32);
    own.fill(Qt::darkGreen);
    QVERIFY(own.save(QString::fromStdString(file.string())));
    view().setOutlineAtlas("areas");
    m_open->session.openPicture(file, QStringLiteral("a green wall"));
    QVERIFY(m_open->waitUntilSettled());
    const auto& volumes = *m_open->session.data();
    QVERIFY(volumes.volume(Layer::Measured).empty() && !volumes.volume(Layer::Predicted).empty());
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    SliceView* slice = m_comparison->slice(Layer::Measured, Plane::Axial);
    VolumeView* volume = m_comparison->volume(Layer::Measured);
    view().setFlicker(true);
    QCOMPARE(slice->shownLayer(), Layer::Predicted);
    QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
    view().setFlicker(false);
    QCOMPARE(slice->shownLayer(), Layer::Measured);
    for (const PairMode mode : {PairMode::Curtain, PairMode::Fade})
      for (const bool flicker : {false, true}) {
        view().setPairMode(mode);
        view().setFlicker(flicker);
        for (const LayerView* each : {static_cast<LayerView*>(slice), static_cast<LayerView*>(volume)}) {
          QVERIFY(each->isVisible() && !each->sharesView());
          QCOMPARE(each->shownLayer(), Layer::Predicted);
          QVERIFY(each->emptyReason().isEmpty());
        }
        QVERIFY(!m_comparison->volume(Layer::Predicted)->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(m_comparison->complete(), 20000);
        const QImage& picture = m_comparison->volume(Layer::Predicted)->image();
        QCOMPARE(picture.size(), volume->size() * volume->devicePixelRatio());
      }
    // and it is in the picture, as the predicted view has it alone
    view().setFlicker(false);
    const QPointF inside = slice->pointOf(voxelMm(5, 14, 7));
    const QColor seen = at(*slice, inside);
    view().setPairMode(PairMode::SideBySide);
    QTest::qWait(20);
    QVERIFY(seen != at(*slice, slice->pointOf(voxelMm(5, 14, 7))));
    SliceView* predicted = m_comparison->slice(Layer::Predicted, Plane::Axial);
    QCOMPARE(seen, at(*predicted, predicted->pointOf(voxelMm(5, 14, 7))));
  }
};

const Registered<AlonePartnerTest> kAlonePartnerTest("AlonePartnerTest");

}  // namespace vxs::ui::test

#include "AlonePartnerTest.moc"
