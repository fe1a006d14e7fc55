#include "core/base/Error.h"
#include "core/scene/GpuVolumeRenderer.h"
#include "core/scene/VolumeRayCaster.h"
#include "tests/render/MadeUpBrain.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/graphics/OffscreenContext.h"
#include "ui/preferences/Preferences.h"
#include "ui/views/ComparisonView.h"

#include <QAction>
#include <QOffscreenSurface>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>

namespace vxs::ui::test {

using scene::Camera;
using scene::VolumeRenderer;
using namespace scene::test;

namespace {

GraphicsCard cardOf(bool usable, bool hardware) {
  GraphicsCard card;
  card.usable = usable;
  card.hardware = hardware;
  card.renderer = QStringLiteral("a renderer");
  card.version = QStringLiteral("4.5");
  card.reason = QStringLiteral("a reason");
  return card;
}

/// A context that is lost.
class FailingContext : public scene::GlContext {
 public:
  bool makeCurrent() override { return false; }
  void doneCurrent() override {}
  bool isCurrent() const override { return false; }
  Function function(const char*) const override { return nullptr; }
};

}  // namespace

/// Needs an X server with OpenGL for the pictures: ctest starts one where xvfb-run is there.
class GraphicsTest : public QObject {
  Q_OBJECT

 private:
  QString m_without;  ///< why there is no OpenGL here; empty: there is
  std::unique_ptr<QOffscreenSurface> m_surface;

  std::unique_ptr<scene::GpuVolumeRenderer> gpu() {
    return std::make_unique<scene::GpuVolumeRenderer>(std::make_unique<OffscreenContext>(*m_surface));
  }
  /// What a picture is to show, for both renderers.
  using Setup = std::function<void(VolumeRenderer&, const Camera&)>;
  static void draw(VolumeRenderer& renderer, const Setup& setup, const Camera& camera,
                   scene::RgbaImage& image) {
    setup(renderer, camera);
    image = renderer.render(camera, 200, 170, VolumeRenderer::Quality::full());
  }

 private Q_SLOTS:
  void initTestCase() {
    const GraphicsCard card = GraphicsCard::probe();
    m_without = card.usable ? QString() : card.reason;
    if (!card.usable) return;
    qInfo("OpenGL %s, %s", qPrintable(card.version), qPrintable(card.renderer));
    m_surface = std::make_unique<QOffscreenSurface>();
    m_surface->setFormat(OffscreenContext::format());
    m_surface->create();
  }
  void cleanup() { QSettings().clear(); }

  void theGpuDrawsWhatTheRayCasterDraws_data() {
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<QString>("view");
    const auto plain = [](VolumeRenderer& renderer, const Camera&) {
      const Volume underlay = stored(brain);
      renderer.setVolumes(stored(response), &underlay);
      scene::ColorScale plainScale = scene::test::scale();
      plainScale.thresholdZ = 0;
      renderer.setScale(plainScale);
    };
    const auto then = [plain](const Setup& more) -> Setup {
      return [plain, more](VolumeRenderer& renderer, const Camera& camera) {
        plain(renderer, camera);
        more(renderer, camera);
      };
    };
    const Setup threshold = [](VolumeRenderer& renderer, const Camera&) {
      renderer.setScale(scene::test::scale());
    };
    const Setup weights = [](VolumeRenderer& renderer, const Camera&) {
      renderer.setWeights(stored([](const Vec3& p) { return p[1] < -40 ? 0.3F : 1.0F; }));
    };
    const Setup cut = [](VolumeRenderer& renderer, const Camera& camera) {
      renderer.setRemoved(scene::cutoutBox(scene::CutoutSide::Corner, {-10, -30, 10}, camera));
    };
    const Setup maximum = [](VolumeRenderer& renderer, const Camera&) { renderer.setMaximumIntensity(true); };
    const Setup underlayOnly = [](VolumeRenderer& renderer, const Camera&) {
      const Volume underlay = stored(brain);
      renderer.setVolumes(Volume(underlay.grid, underlay.affine, 0.0F), &underlay);
    };
    QTest::newRow("plain") << then([](VolumeRenderer&, const Camera&) {}) << "oblique";
    QTest::newRow("plain from the left") << then([](VolumeRenderer&, const Camera&) {}) << "left";
    QTest::newRow("threshold") << then(threshold) << "oblique";
    QTest::newRow("weights") << then(weights) << "oblique";
    QTest::newRow("cut-out") << then(cut) << "oblique";
    QTest::newRow("maximum") << then(maximum) << "oblique";
    QTest::newRow("underlay only") << then(underlayOnly) << "oblique";
  }
  void theGpuDrawsWhatTheRayCasterDraws() {
    if (!m_without.isEmpty()) QSKIP(qPrintable(QStringLiteral("no OpenGL: ") + m_without));
    QFETCH(Setup, setup);
    QFETCH(QString, view);
    const Camera camera = Camera::standard(stored(response), view.toStdString());
    scene::VolumeRayCaster caster;
    const auto card = gpu();
    scene::RgbaImage expected, drawn;
    draw(caster, setup, camera, expected);
    draw(*card, setup, camera, drawn);
    double meanExpected = 0, meanDrawn = 0, alphaExpected = 0, alphaDrawn = 0;
    for (std::size_t i = 0; i < expected.pixels.size(); ++i) {
      (i % 4 == 3 ? alphaExpected : meanExpected) += expected.pixels[i];
      (i % 4 == 3 ? alphaDrawn : meanDrawn) += drawn.pixels[i];
    }
    const auto difference = vxs::test::compareImages(onPage(expected), onPage(drawn));
    qInfo("%s; mean %.4f, alpha %.4f of the ray caster's", difference.text().c_str(),
          meanDrawn / meanExpected, alphaDrawn / alphaExpected);
    if (qEnvironmentVariableIsSet("VXS_KEEP_PICTURES"))
      for (const auto& [name, image] : {std::pair{"caster", &expected}, {"gpu", &drawn}})
        QImage(image->pixels.data(), image->width, image->height, QImage::Format_RGBA8888_Premultiplied)
            .save(qEnvironmentVariable("VXS_KEEP_PICTURES") + QLatin1Char('/') +
                  QLatin1String(QTest::currentDataTag()) + QLatin1Char('-') + QLatin1String(name) +
                  QStringLiteral(".png"));
    QVERIFY2(difference.meanAbsolute <= 1 && difference.partAbove16 == 0 && difference.structureLoss <= 0.004,
             difference.text().c_str());
    QVERIFY(std::abs(meanDrawn / meanExpected - 1) < 0.03);
    QVERIFY(std::abs(alphaDrawn / alphaExpected - 1) < 0.025);
  }

  void coarsePicturesAreOfTheSizeAskedFor() {
    if (!m_without.isEmpty()) QSKIP(qPrintable(QStringLiteral("no OpenGL: ") + m_without));
    const Volume volume = stored(response);
    const auto card = gpu();
    card->setVolumes(volume, nullptr);
    card->setScale(scene::test::scale());
    const Camera camera = Camera::standard(volume, "left");
    const scene::RgbaImage coarse = card->render(camera, 101, 67, {3, 2});
    QCOMPARE(coarse.width, 101);
    QCOMPARE(coarse.height, 67);
    QCOMPARE(coarse.pixels.size(), std::size_t(4 * 101 * 67));
    QVERIFY(card->render(camera, 0, 67, {1, 1}).pixels.empty());
    card->setVolumes({}, nullptr);
    QCOMPARE(card->render(camera, 8, 6, {1, 1}).pixels, std::vector<std::uint8_t>(4 * 8 * 6, 0));
  }

  void aContextThatIsLostIsAnError() {
    QVERIFY_EXCEPTION_THROWN(scene::GpuVolumeRenderer(std::make_unique<FailingContext>()), vxs::Error);
    QVERIFY_EXCEPTION_THROWN(scene::GpuVolumeRenderer(std::unique_ptr<scene::GlContext>()), vxs::Error);
  }

  void softwareIsKnownByItsName() {
    for (const char* name : {"llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Google SwiftShader",
                             "virgl (LLVMPIPE)", "Software Rasterizer", "zink Vulkan 1.3(llvmpipe)"})
      QVERIFY2(drawsInSoftware(QLatin1String(name)), name);
    for (const char* name :
         {"NVIDIA H100/PCIe/SSE2", "AMD Radeon RX 6600 (navi23)", "Mesa Intel(R) UHD Graphics 620"})
      QVERIFY2(!drawsInSoftware(QLatin1String(name)), name);
  }

  void automaticTakesACardOnlyWhereThereIsOne_data() {
    QTest::addColumn<bool>("usable");
    QTest::addColumn<bool>("hardware");
    QTest::addColumn<bool>("automatic");
    QTest::addColumn<bool>("card");
    QTest::newRow("a card") << true << true << true << true;
    QTest::newRow("software") << true << false << false << true;
    QTest::newRow("nothing") << false << false << false << false;
  }
  void automaticTakesACardOnlyWhereThereIsOne() {
    QFETCH(bool, usable);
    QFETCH(bool, hardware);
    QFETCH(bool, automatic);
    QFETCH(bool, card);
    int probes = 0;
    Drawing drawing(nullptr, [&] {
      ++probes;
      return cardOf(usable, hardware);
    });
    QVERIFY(!drawing.onGraphicsCard());
    QCOMPARE(probes, 0);  // nobody asked for it
    drawing.choose(DrawingChoice::Automatic);
    QCOMPARE(drawing.onGraphicsCard(), automatic);
    QVERIFY(drawing.text().contains(QStringLiteral("a renderer")));
    drawing.choose(DrawingChoice::GraphicsCard);
    QCOMPARE(drawing.onGraphicsCard(), card);
    drawing.choose(DrawingChoice::Processor);
    QVERIFY(!drawing.onGraphicsCard());
    QCOMPARE(probes, 1);
  }

  void failingViewsGiveUpOnceUntilItIsChosenAgain() {
    Drawing drawing(nullptr, [] { return cardOf(true, true); });
    drawing.choose(DrawingChoice::Automatic);
    QSignalSpy gaveUp(&drawing, &Drawing::gaveUp);
    for (int view = 0; view < 3; ++view) drawing.giveUp(QStringLiteral("lost"));
    QCOMPARE(gaveUp.count(), 1);
    QVERIFY(!drawing.onGraphicsCard());
    QVERIFY(drawing.text().contains(QStringLiteral("lost")));
    drawing.choose(DrawingChoice::Automatic);
    QVERIFY(drawing.onGraphicsCard());
  }

  void aProbeThatDidNotReturnIsNotTriedAgain() {
    QSettings().setValue(QStringLiteral("graphicsProbing"), true);
    QVERIFY(!guardedProbe().usable);
    QVERIFY(guardedProbe().reason.contains(QStringLiteral("last time")));
    forgetFailedProbe();
    QCOMPARE(guardedProbe().usable, m_without.isEmpty());
    QVERIFY(!QSettings().contains(QStringLiteral("graphicsProbing")));
  }

  void theWindowDrawsWithEitherAndSaysWhenItCannot() {
    MainWindow::Options options;
    options.remember = false;
    options.opener = [](const std::filesystem::path&, Progress&) { return std::make_shared<FakeRun>(); };
    MainWindow window(std::move(options));
    window.resize(1000, 700);
    window.show();
    window.session().openRun("/data/run-fake");
    const auto complete = [&] { return window.session().run() && window.complete(); };
    QTRY_VERIFY_WITH_TIMEOUT(complete(), 20000);
    const VolumeView* view = window.comparison().volume(scene::Layer::Measured);
    const QImage before = view->image();
    QVERIFY(window.actions().trigger(QStringLiteral("view.drawing.card")));
    QVERIFY(window.actions().action(QStringLiteral("view.drawing.card"))->isChecked());
    QCOMPARE(window.drawing().onGraphicsCard(), m_without.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(complete(), 60000);
    QVERIFY(!view->image().isNull());
    QCOMPARE(view->image().size(), before.size());
    QCOMPARE(window.drawing().onGraphicsCard(), m_without.isEmpty());  // it did draw
    if (m_without.isEmpty()) QVERIFY(view->image() != before);         // and it was the other one
    QVERIFY(window.actions().trigger(QStringLiteral("view.drawing.processor")));
    QTRY_VERIFY_WITH_TIMEOUT(complete(), 20000);
    QCOMPARE(view->image(), before);
  }

  void aWindowWhoseCardFailsGoesOnWithTheProcessor() {
    // the probe promises a card that the views' threads then do not find
    if (m_without.isEmpty()) QSKIP("OpenGL is there: nothing fails");
    Drawing drawing(nullptr, [] { return cardOf(true, true); });
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    ComparisonView comparison(open.session);
    comparison.setDrawing(drawing);
    QSignalSpy gaveUp(&drawing, &Drawing::gaveUp);
    comparison.resize(800, 700);
    comparison.show();
    drawing.choose(DrawingChoice::Automatic);
    QTRY_COMPARE_WITH_TIMEOUT(gaveUp.count(), 1, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(comparison.complete(), 20000);
    QVERIFY(!drawing.onGraphicsCard());
    QVERIFY(!comparison.volume(scene::Layer::Measured)->image().isNull());
  }
};

const Registered<GraphicsTest> kGraphicsTest("GraphicsTest");

}  // namespace vxs::ui::test

#include "GraphicsTest.moc"
