#include "app/cli/figure/PaintingApplication.h"
#include "core/base/AtomicFile.h"
#include "tests/app/cli/TinyThread.h"
#include "ui/paint/figure/RecipeFile.h"

#include <doctest/doctest.h>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

/// The same figure in a format; made once.
std::string figureAs(const std::string& suffix) {
  const std::string out = tiny().path("formats." + suffix);
  if (std::filesystem::exists(out)) return out;
  const auto outcome =
      runCommand({"figure", "slices", tiny().run(), "--trial", "3", "--out", out, "--dpi", "60"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  return out;
}

QImage pixels(const std::string& file) {
  return paint::readFigurePixels(file).convertToFormat(QImage::Format_RGB32);
}

QImage over(const QImage& figure, QColor ground) {
  QImage page(figure.size(), QImage::Format_RGB32);
  page.fill(ground);
  QPainter(&page).drawImage(0, 0, figure);
  return page;
}

int largestDifference(const QImage& a, const QImage& b) {
  int most = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                       std::abs(qBlue(p) - qBlue(q))});
    }
  return most;
}

}  // namespace

TEST_CASE("Every format carries the same recipe, and any of them makes the same pixels again") {
  const QImage png = pixels(figureAs("png"));
  const std::string recipe = paint::toText(paint::readRecipe(figureAs("png")));
  for (const std::string suffix : {"png", "tif", "svg", "pdf"}) {
    CAPTURE(suffix);
    CHECK(paint::carriesRecipe(figureAs(suffix)));
    CHECK(paint::toText(paint::readRecipe(figureAs(suffix))) == recipe);
    const std::string again = tiny().path("from-" + suffix + ".png");
    const auto repeated = runCommand({"figure", "--recipe", figureAs(suffix), "--out", again});
    REQUIRE_MESSAGE(repeated.status == 0, repeated.err);
    CHECK(pixels(again) == png);
  }
  CHECK(pixels(figureAs("tif")) == png);
}

TEST_CASE("A recipe given as text makes the same pixels") {
  const std::string again = tiny().path("from-text.png");
  const auto repeated = runCommand(
      {"figure", "--recipe-text", paint::toText(paint::readRecipe(figureAs("png"))), "--out", again});
  REQUIRE_MESSAGE(repeated.status == 0, repeated.err);
  CHECK(pixels(again) == pixels(figureAs("png")));
}

TEST_CASE("In SVG and PDF words are words, and the size is that on paper") {
  const std::string file = figureAs("svg"), svg = readFile(file);
  const double height = paint::readRecipe(file).page.size.heightMm;  // as high as the figure
  CHECK(height > 100);
  CHECK(contains(svg, "width=\"180mm\""));
  CHECK_MESSAGE(contains(svg, "height=\"" + QString::number(height).toStdString() + "mm\""), height);
  CHECK(contains(svg, "<text"));
  for (const std::string word :
       {">Measured</text>", ">Predicted</text>", ">SYNTHETIC", "DEMO ENCODER", ">L</text>", ">R</text>",
        ">response</text>", ">(z)</text>", "neurological"}) {
    CAPTURE(word);
    CHECK(contains(svg, word));
  }
  CHECK(contains(svg, "linearGradient"));  // the colour bar is no picture
  CHECK(contains(svg, "<metadata"));
  const std::string pdf = readFile(figureAs("pdf"));
  CHECK(contains(pdf, "/ToUnicode"));          // an embedded font whose words can be searched and copied
  CHECK(contains(pdf, "/MediaBox [0 0 510"));  // 180 mm
  CHECK(contains(pdf, "<voxelscope:recipe>"));
  CHECK_FALSE(contains(pdf, "/DCTDecode"));  // brains are not smeared by JPEG
}

TEST_CASE("A drawn SVG looks like the pixels") {
  const auto file = figureAs("svg");
  const cli::PaintingApplication application;  // drawing an SVG needs fonts
  const QImage svg = over(paint::readFigurePixels(file), Qt::white), png = pixels(figureAs("png"));
  REQUIRE(svg.size() == png.size());
  long long sum = 0;
  for (int y = 0; y < png.height(); ++y)
    for (int x = 0; x < png.width(); ++x) sum += std::abs(qGreen(svg.pixel(x, y)) - qGreen(png.pixel(x, y)));
  CHECK(static_cast<double>(sum) / (png.width() * png.height()) < 2);
}

TEST_CASE(
    "A transparent page has the right alpha: on white it is the white page, on two grounds alpha agrees") {
  const std::vector<std::string> common{"figure", "compare3d", tiny().run(), "--dpi", "60", "--trial", "3"};
  const auto paint = [&](const std::string& page, const std::string& suffix) {
    const std::string out = tiny().path("alpha-" + page + "." + suffix);
    std::vector<std::string> args = common;
    for (const std::string& arg : {std::string("--background"), page, std::string("--out"), out})
      args.push_back(arg);
    const auto outcome = runCommand(args);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    return paint::readFigurePixels(out);
  };
  const QImage clear = paint("transparent", "png").convertToFormat(QImage::Format_ARGB32);
  REQUIRE(clear.hasAlphaChannel());
  CHECK(qAlpha(clear.pixel(1, 1)) == 0);
  // solving alpha from what lies over black and over white gives the file's alpha at every pixel
  const QImage black = over(clear, Qt::black), white = over(clear, Qt::white);
  int most = 0, partial = 0;
  for (int y = 0; y < clear.height(); ++y)
    for (int x = 0; x < clear.width(); ++x) {
      const int alpha = qAlpha(clear.pixel(x, y));
      partial += alpha > 0 && alpha < 255;
      for (const int solved : {255 - (qRed(white.pixel(x, y)) - qRed(black.pixel(x, y))),
                               255 - (qBlue(white.pixel(x, y)) - qBlue(black.pixel(x, y)))})
        most = std::max(most, std::abs(solved - alpha));
    }
  CHECK(partial > 1000);  // a translucent brain, not a mask
  CHECK(most <= 2);
  // TIFF's associated alpha says the same
  const QImage tiff = paint("transparent", "tif");
  CHECK(largestDifference(over(tiff, QColor(90, 160, 40)), over(clear, QColor(90, 160, 40))) <= 2);
}

TEST_CASE("Inches, black pages and fonts") {
  const std::string out = tiny().path("inches.png");
  const auto outcome =
      runCommand({"figure", "slices", tiny().run(), "--width-in", "3.5", "--height-in", "4", "--dpi", "100",
                  "--background", "black", "--font-pt", "6", "--out", out, "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const QImage figure = pixels(out);
  CHECK(figure.size() == QSize(350, 400));
  CHECK(figure.pixel(1, 1) == qRgb(0, 0, 0));
  CHECK(outcome.json()["recipe"]["fontPt"] == 6);
  CHECK_FALSE(outcome.json()["recipe"]["font"].get<std::string>().empty());
  CHECK(runCommand({"figure", "slices", tiny().run(), "--width-in", "3", "--width-mm", "90", "--out", out})
            .status == 2);
  CHECK(runCommand({"figure", "slices", tiny().run(), "--background", "pink", "--out", out}).status == 2);
}

TEST_CASE("The legend is ready for a paper") {
  const std::string text = tiny().path("legend.txt"), tex = tiny().path("legend.tex");
  const auto outcome =
      runCommand({"figure", "slices", tiny().run(), "--trial", "3", "--range", "2", "--threshold", "0.5",
                  "--dpi", "40", "--out", tiny().path("l.png"), "--legend", text});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const std::string legend = readFile(text);
  for (const std::string words :
       {"subj01", "trial 3", "measured: mean of", "z units", "\u22122 to 2", "|z| = 0.5", "neurological",
        "blue-red", "SYNTHETIC SUBJECT", "DEMO ENCODER", "Underlay", "Voxelscope", "run run, ridge"}) {
    CAPTURE(words);
    CHECK(contains(legend, words));
  }
  REQUIRE(runCommand(
              {"figure", "--recipe", tiny().path("l.png"), "--out", tiny().path("l2.png"), "--legend", tex})
              .status == 0);
  const std::string latex = readFile(tex);
  CHECK(latex.starts_with("\\caption{\\textbf{"));
  CHECK(std::ranges::count(latex, '{') == std::ranges::count(latex, '}'));
}

TEST_CASE("Mosaics, views and chosen layers") {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"mosaic", "--plane", "coronal", "--slices", "5"},
        {"mosaic", "--positions", "-10,0,12.5", "--layers", "measured,predicted"},
        {"view", "--layout", "single", "--layer", "difference"},
        {"view", "--layout", "all"},
        {"compare3d", "--layers", "measured,predicted", "--view", "left"}}) {
    const std::string out = tiny().path("kind.png"), again = tiny().path("kind-again.png");
    std::vector<std::string> line{"figure", args.front(), tiny().run(), "--out", out, "--dpi", "40"};
    line.insert(line.end(), args.begin() + 1, args.end());
    const auto outcome = runCommand(line);
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    const auto repeated = runCommand({"figure", "--recipe", out, "--out", again});
    REQUIRE_MESSAGE(repeated.status == 0, repeated.err);
    CHECK(pixels(again) == pixels(out));
  }
  const auto wrong = [&](std::vector<std::string> args, const std::string& word) {
    args.insert(args.begin() + 2, tiny().run());
    args.insert(args.end(), {"--out", tiny().path("wrong.png")});
    const auto outcome = runCommand(args);
    CHECK(outcome.status == 2);
    CHECK_MESSAGE(contains(outcome.err, word), outcome.err);
  };
  wrong({"figure", "mosaic", "--positions", "1,two"}, "two");
  wrong({"figure", "mosaic", "--slices", "1000"}, "60");
  wrong({"figure", "slices", "--layers", "guessed"}, "guessed");
  CHECK_FALSE(std::filesystem::exists(tiny().path("wrong.png")));
}
