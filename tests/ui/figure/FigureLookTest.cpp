#include "core/scene/Highlight.h"
#include "core/scene/Outline.h"
#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/MapFigure.h"

#include <QPainter>

#include <limits>

namespace vxs::ui::test {

/// What figures take over from the views, and what they leave out on a transparent page.
class FigureLookTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OpenSession> m_open;
  static bool contains(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
  }

  struct Made {
    QImage image;
    QString legend;
  };
  Made made(const std::string& kind, paint::Background background = paint::Background::White,
            const std::string& layout = {}) {
    paint::PageSetup page;
    page.size = {120, 90, 100};
    page.background = background;
    paint::Recipe recipe = sessionRecipe(m_open->session, kind, page);
    recipe.run.clear();  // in memory only
    recipe.options["layout"] = layout;
    SessionSources sources(m_open->session);
    Progress progress;
    const auto figure = paint::makeFigure(recipe, sources, progress);
    return {paint::renderFigure(*figure, page, progress),
            QString::fromStdString(paint::plainText(figure->legend()))};
  }
  static int amberIn(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const QColor color = image.pixelColor(x, y);
        count += color.red() > 200 && std::abs(color.green() - 170) < 40 && color.blue() < 90;
      }
    return count;
  }
  void brush() {
    const Mask& mask = m_open->run->mask();
    std::vector<float> lit(mask.size(), 0.0F);
    for (std::size_t v = 0; v < lit.size(); ++v) {
      const auto at = mask.grid.position(mask.voxels[v]);
      lit[v] = at[0] >= 5 && at[0] <= 9 && at[1] >= 6 && at[1] <= 12;
    }
    m_open->session.view().setHighlight(std::make_shared<const Volume>(mask.scatter(lit, 0.0F)));
  }

 private Q_SLOTS:
  void init() {
    m_open = std::make_unique<OpenSession>();
    QVERIFY(m_open->waitUntilSettled());
    scene::ColorScale scale = m_open->session.view().state().scale;
    scale.map = "purple-green";  // nothing amber in it
    m_open->session.view().setScale(scale);
  }
  void cleanup() { m_open.reset(); }

  void brushedVoxelsAreLitUpInEveryKindThatShowsThem() {
    for (const char* kind : {"slices", "compare3d", "mosaic", "view", "epochs"}) {
      m_open->session.view().setHighlight({});
      const Made plain = made(kind);
      QVERIFY2(!plain.legend.contains(QStringLiteral("brushing")), kind);
      brush();
      const Made lit = made(kind);
      QVERIFY2(amberIn(lit.image) > amberIn(plain.image) + 100, kind);
      QVERIFY2(lit.legend.contains(QStringLiteral("350 voxels chosen by brushing")), qPrintable(lit.legend));
    }
  }

  void captionsOfMapsSayWhatLiesBeyondTheirColours() {
    const std::string beyond = "values beyond have the colours of the ends",
                      above = "values above have the colour of the upper end",
                      below = "values below have the colour of the lower end";
    paint::MapFigureData data;
    data.map = Volume({2, 2, 1}, {}, 0.0F);
    data.map.values = {-0.4F, 0.3F, 0.0F, std::numeric_limits<float>::quiet_NaN()};
    data.scale.range = 0.4;
    QVERIFY(!contains(paint::colourSentence(data), "values"));  // the ends themselves are within
    data.scale.range = 0.3;
    QVERIFY(contains(paint::colourSentence(data), "from −0.3 to 0.3; " + below + ";"));
    data.scale.range = 0.2;
    QVERIFY(contains(paint::colourSentence(data), beyond));
    data.scale.fromZero = true;
    QVERIFY(contains(paint::colourSentence(data), beyond));
    data.scale.thresholdZ = 0.1;  // below 0 nothing is seen
    QVERIFY(contains(paint::colourSentence(data), "0.1 (dotted on the colour bar) fade out; " + above));
    data.levels.names = {"first", "last"};
    QVERIFY(!contains(paint::colourSentence(data), above));
    scene::ComparisonData shown;
    shown.volumes[static_cast<std::size_t>(scene::Layer::Map)] = data.map;
    paint::Legend legend;
    paint::describeMap(legend, shown, data.scale);
    QVERIFY(contains(legend.sentences.front(), "to 0.2; " + above));
  }

  void captionsOfResponsesSayWhatLiesBeyondTheirColours() {
    const auto said = [this](double range) {
      scene::ColorScale scale = m_open->session.view().state().scale;
      scale.range = range;
      scale.thresholdZ = range / 10;
      m_open->session.view().setScale(scale);
      return made("slices").legend.toStdString();
    };
    QVERIFY(contains(said(0.01), "for all panels of responses; values "));
    QVERIFY(contains(said(0.01), "|z| = 0.001 (dotted on the colour bar) fade out"));
    QVERIFY(contains(said(1000), "for all panels of responses."));
  }

  void aMosaicDrawsTheOutlinesThatItsLegendNames() {
    const auto yellowIn = [](const QImage& image) {
      const scene::Rgb rgb = scene::regionColor(1);
      int count = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          count += image.pixelColor(x, y) == QColor(rgb[0], rgb[1], rgb[2]);
      return count;
    };
    const Made plain = made("view", paint::Background::White, "mosaic");
    QCOMPARE(yellowIn(plain.image), 0);
    m_open->session.view().setOutlineAtlas("areas");
    const Made outlined = made("view", paint::Background::White, "mosaic");
    QVERIFY(outlined.legend.contains(QStringLiteral("Outlines: regions of areas (V1)")));
    // a swatch beside the name, and the borders of a voxel
    QVERIFY2(yellowIn(outlined.image) > 20, qPrintable(QString::number(yellowIn(outlined.image))));
  }

  void aLegendSaysWhatIsCutAwayIn3D() {
    ViewState& view = m_open->session.view();
    const auto said = [&](scene::CutoutSide side, const std::string& kind = "compare3d") {
      view.setCutout(side);
      return made(kind).legend;
    };
    view.setCrosshair({10, -22.5, 4});
    QVERIFY(!said(scene::CutoutSide::None).contains(QStringLiteral("Cut away")));
    const std::pair<scene::CutoutSide, const char*> kSides[]{
        {scene::CutoutSide::Corner, "the corner before (10, −22.5, 4) mm"},
        {scene::CutoutSide::Left, "left of R = 10 mm"},
        {scene::CutoutSide::Right, "right of R = 10 mm"},
        {scene::CutoutSide::Anterior, "in front of A = −22.5 mm"},
        {scene::CutoutSide::Posterior, "behind A = −22.5 mm"},
        {scene::CutoutSide::Superior, "above S = 4 mm"},
        {scene::CutoutSide::Inferior, "below S = 4 mm"}};
    for (const auto& [side, words] : kSides) {
      const QString legend = said(side);
      QVERIFY2(legend.contains(QStringLiteral("Cut away in 3-D: ") + QString::fromUtf8(words)),
               qPrintable(legend));
    }
    QVERIFY(!said(scene::CutoutSide::Left, "slices").contains(QStringLiteral("Cut away")));
  }

  void chosenVoxelsComeBackFromTheirText() {
    Volume volume(Grid{7, 5, 3}, Affine(), 0.0F);  // 105 voxels: no whole number of bytes
    for (const std::size_t i : {0U, 8U, 63U, 104U}) volume.values[i] = 2;
    const std::string text = paint::highlightText(volume);
    const Volume back = paint::highlightFrom(text, volume.grid, volume.affine);
    for (std::size_t i = 0; i < volume.values.size(); ++i)
      QCOMPARE(back.values[i], volume.values[i] > 0 ? 1.0F : 0.0F);
    QVERIFY(paint::highlightText(Volume(Grid{7, 5, 3}, Affine())).empty());  // NaN is not lit
    QVERIFY(paint::highlightFrom("", volume.grid, volume.affine).empty());
    const QByteArray huge = QByteArray::fromHex("fffffff0789c").toBase64();
    for (const std::string& bad : {std::string("x"), text.substr(0, text.size() / 2), huge.toStdString()})
      QVERIFY_EXCEPTION_THROWN(paint::highlightFrom(bad, volume.grid, volume.affine), Error);
    QVERIFY_EXCEPTION_THROWN(paint::highlightFrom(text, Grid{9, 5, 3}, volume.affine), Error);
  }

  void aTransparentPageHasNoGroundAroundTheHead() {
    const auto clearPart = [](const QImage& image) {
      int clear = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) clear += image.pixelColor(x, y).alpha() == 0;
      return static_cast<double>(clear) / (image.width() * image.height());
    };
    const QImage slices = made("slices", paint::Background::Transparent).image;
    const QImage white = made("slices").image;
    // what is black on the opaque page around the heads is clear here
    int black = 0, stayed = 0;
    for (int y = 0; y < white.height(); ++y)
      for (int x = 0; x < white.width(); ++x) {
        if (white.pixelColor(x, y) != QColor(0, 0, 0)) continue;
        ++black;
        stayed += slices.pixelColor(x, y).alpha() > 200 && slices.pixelColor(x, y).lightness() < 20;
      }
    QVERIFY(black > 5000);
    QVERIFY2(stayed == 0, qPrintable(QString::number(stayed)));
    QVERIFY(clearPart(slices) > 0.5 && clearPart(slices) < 0.95);
    QCOMPARE(clearPart(white), 0.0);
  }

  void longFooterLinesEndBeforeTheMark() {
    paint::PageSetup setup;
    setup.size = {120, 60, 100};
    QImage image(paint::pixelSize(setup.size), QImage::Format_RGB32);
    QPainter painter(&image);
    paint::Page page(painter, setup, nullptr);
    const std::string line(400, 'w');
    const paint::Honesty honesty{true, true, false};
    const double top = paint::paintFooter(page, {line, line, line}, honesty);
    QVERIFY(top < page.inside().bottom() - 3 * page.unit());
    const int gap = static_cast<int>(page.inside().right() -
                                     paint::honestyMarkWidth(true, true, page.style()) - 1.2 * page.unit());
    for (int y = static_cast<int>(page.inside().bottom() - 2 * page.unit()); y < image.height(); ++y)
      for (int x = gap; x < image.width(); ++x) QCOMPARE(image.pixelColor(x, y), QColor(Qt::white));
    bool reaches = false;  // the first line is above the mark and takes the whole width
    for (int y = static_cast<int>(top); y < top + page.unit(); ++y)
      reaches = reaches || image.pixelColor(gap + 20, y) != QColor(Qt::white);
    QVERIFY(reaches);
  }
};

const Registered<FigureLookTest> kFigureLookTest("FigureLookTest");

}  // namespace vxs::ui::test

#include "FigureLookTest.moc"
