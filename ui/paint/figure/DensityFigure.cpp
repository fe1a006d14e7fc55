#include "core/base/Error.h"
#include "ui/paint/DensityPainter.h"
#include "ui/paint/figure/FigurePlot.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

// How many voxels have which noise ceiling and r², as the Maps dock shows it.
namespace vxs::paint {
namespace {

constexpr int kBins = 60;          ///< between 0 and 1, on both axes
constexpr double kLowestR = -0.4;  ///< of the axis of r, as of its histogram
constexpr int kNegativeBins = 24;  ///< that it has below 0
constexpr int kTitleLines = 2, kCurve = 100;
/// In units of the page's words: between title and plot, the row above the plot, below it numbers and name,
/// the colour bar, its height at most, the plot.
constexpr double kTitleGap = 0.2, kKey = 1.8, kAxis = 3.1, kStrip = 6, kBar = 20, kLowest = 16, kHighest = 34;
constexpr double kShape = 0.8;  ///< of the plot: height by width
constexpr double kKeyFont = 0.75, kTickFont = 0.85;

struct DensityData {
  std::string title, name, ceilingName;
  metrics::Density density;
  std::vector<QPointF> ceiling;  ///< the most that a voxel with a ceiling can reach
  std::int64_t shown = 0, above = 0;
  std::vector<std::string> footer;
  Legend legend;
  Honesty honesty;
};

class DensityFigure : public Figure {
 public:
  explicit DensityFigure(DensityData data) : m(std::move(data)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF inside = page.inside();
    const Headings title = titleOn(page);
    title.paint(page, 0, inside, Qt::AlignLeft);
    const double footer = paintFooter(page, sources(), honesty());
    const double top = inside.top() + title.height() + kTitleGap * u;
    const QRectF area(inside.left(), top, inside.width(), footer - top - 0.6 * u);
    const QRectF plot = area.adjusted(axisWidth(page), kKey * u, -kStrip * u, -kAxis * u);
    if (plot.height() < 6 * u) {
      page.empty(area, QStringLiteral("Too little room for the plot: make the page higher"));
    } else {
      paintPlot(page, plot);
      paintKey(page, {plot.left(), area.top(), plot.width(), 1.3 * u});
      paintCounts(page, {inside.right() - (kStrip - 1.2) * u, area.top(), (kStrip - 1.2) * u,
                         std::min(area.height() - u, kBar * u)});
    }
    paintMarks(page, honesty());
  }

  double fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double u = page.unit(), across = page.inside().width() - axisWidth(page) - kStrip * u;
      return titleOn(page).height() + (kTitleGap + kKey + kAxis + 0.6 + 2) * u +
             std::clamp(across * kShape, kLowest * u, kHighest * u) +
             footerHeight(page, sources(), honesty());
    });
  }
  Legend legend() const override { return m.legend; }
  Honesty honesty() const override { return m.honesty; }
  std::vector<std::string> sources() const override { return m.footer; }

 private:
  Headings titleOn(const Page& page) const {
    return {page, {{QString::fromStdString(m.title), {}}}, page.inside().width(), 1, true, kTitleLines};
  }
  double axisWidth(const Page& page) const {
    return FigurePlot::axisWidth(page, m.density.lowY, m.density.highY);
  }

  void paintPlot(Page& page, const QRectF& area) const {
    const metrics::Density& d = m.density;
    const QRect pixels = area.toRect();  // whole ones: a bin is a block of them, and nothing is blurred
    page.painter().drawImage(pixels, densityImage(d).scaled(pixels.size()));
    page.step();
    FigurePlot plot(page, pixels, d.lowX, d.highX, d.lowY, d.highY);
    plot.curve(m.ceiling, Qt::DashLine);
    if (d.lowY < 0) plot.horizontalLine(0, Qt::DotLine);
    plot.verticalAxis(QString::fromStdString(m.name));
    plot.horizontalAxis(QStringLiteral("noise ceiling"));
  }

  /// What the line is, and how many voxels there are, above the plot.
  void paintKey(Page& page, const QRectF& row) const {
    const double u = page.unit(), middle = row.center().y();
    QPen pen(page.style().text, std::max(1.0, u / 12));
    pen.setStyle(Qt::DashLine);
    page.painter().setPen(pen);
    page.painter().drawLine(QPointF(row.left(), middle), QPointF(row.left() + 2 * u, middle));
    const QString line = QString::fromStdString(m.ceilingName);
    const QString counts = QStringLiteral("n %1, above the line %2").arg(m.shown).arg(m.above);
    const double letters = page.fitting({line + counts}, row.width() - 4 * u, kKeyFont);
    const QRectF words = row.adjusted(2.5 * u, 0, 0, 0);
    page.fitted(words, Qt::AlignLeft | Qt::AlignVCenter, line, false, letters);
    page.fitted(words, Qt::AlignRight | Qt::AlignVCenter, counts, false, letters);
  }

  /// The colours' bar: as many voxels a bin.
  void paintCounts(Page& page, const QRectF& area) const {
    const std::int64_t most = fullestBin(m.density);
    if (most == 0) return;
    const double u = page.unit();
    page.text({area.left(), area.top(), area.width(), 1.3 * u}, Qt::AlignLeft | Qt::AlignTop,
              QStringLiteral("voxels"), false, kTickFont);
    const QRect bar = QRectF(area.left(), area.top() + 2 * u, 1.2 * u, area.height() - 2.6 * u).toRect();
    const double one = std::log1p(1.0), span = std::max(std::log1p(double(most)) - one, 1e-9);
    QImage colors(1, bar.height(), QImage::Format_RGB32);
    for (int y = 0; y < bar.height(); ++y)
      colors.setPixelColor(0, y, densityColor(std::expm1(one + span * (1 - (y + 0.5) / bar.height())), most));
    page.painter().drawImage(bar, colors.scaled(bar.size()));
    page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 14)));
    page.painter().setBrush(Qt::NoBrush);
    page.painter().drawRect(bar);
    double last = bar.bottom() + 2 * u;
    for (const std::int64_t tick : ticksTo(most)) {
      const double y = bar.bottom() - (std::log1p(double(tick)) - one) / span * bar.height();
      if (last - y < 1.2 * u) continue;
      last = y;
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 14)));
      page.painter().drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 0.3 * u, y));
      page.text({bar.right() + 0.5 * u, y - u, area.width(), 2 * u}, Qt::AlignLeft | Qt::AlignVCenter,
                QString::number(tick), false, kTickFont);
    }
  }
  /// 1, 10, 100 ... and the most.
  static std::vector<std::int64_t> ticksTo(std::int64_t most) {
    std::vector<std::int64_t> ticks;
    for (std::int64_t tick = 1; tick < most; tick *= 10) ticks.push_back(tick);
    if (ticks.size() > 1 && ticks.back() * 2 > most) ticks.pop_back();  // no room beside the most
    ticks.push_back(most);
    return ticks;
  }

  DensityData m;
};

/// The voxels that are drawn and those that are not.
struct Counts {
  std::int64_t shown = 0, missing = 0, outside = 0, above = 0, noCeiling = 0;
};

Counts countsOf(const metrics::Density& density, const std::vector<float>& ceiling,
                const std::vector<float>& values, const train::Members& members, bool squared) {
  Counts counts{std::ssize(members) - density.notFinite - density.outside, density.notFinite, density.outside,
                0, 0};
  for (const std::uint32_t v : members) {
    if (!std::isfinite(values[v]) || !std::isfinite(ceiling[v])) continue;
    counts.noCeiling += ceiling[v] <= 0;
    counts.above += values[v] > (squared ? ceiling[v] : std::sqrt(std::max(ceiling[v], 0.0F)));
  }
  return counts;
}

void describe(DensityData& data, const train::Evaluation& evaluation, const MapStatistic& about,
              const std::string& region, const Counts& counts) {
  const train::RunInfo& run = evaluation.run;
  const bool squared = about.key == "r2";
  data.shown = counts.shown;
  data.above = counts.above;
  data.title = fmt::format("{} against noise ceiling{} over {} test images", about.title, region,
                           evaluation.testImages);
  data.name = about.title;
  data.ceilingName = squared ? "noise ceiling" : "square root of the noise ceiling";
  const std::string counted =
      fmt::format("{} voxels, {} above the line, {} with a ceiling of zero; {} dropped as NaN{}",
                  counts.shown, counts.above, counts.noCeiling, counts.missing,
                  counts.outside > 0 ? fmt::format(", {} outside the axes", counts.outside) : "");
  data.footer = {runLine(evaluation), counted, repeatsLine(evaluation)};
  data.honesty = {run.syntheticSubject, run.demoEncoder, run.shuffledControl};
  Legend& legend = data.legend;
  legend.title = about.title + region + " of an encoding model against the noise ceiling of its voxels";
  legend.add(fmt::format("{}, {} images", about.about, evaluation.testImages));
  legend.add(
      "Noise ceiling: the part of a voxel's variance that can be explained, for the test set's mix of "
      "repeats");
  legend.add(runLine(evaluation));
  legend.add(counted);
  legend.add(repeatsLine(evaluation));
  legend.add(
      fmt::format("Colours (viridis, logarithmic) count the voxels of a bin, from 1 to {}; {} bins "
                  "between 0 and 1 on each axis",
                  fullestBin(data.density), kBins));
  legend.add(squared ? "Dashed line: r² as large as the noise ceiling, the most that a model can reach but "
                       "for chance"
                     : "Dashed line: the square root of the noise ceiling, the largest r that a model can "
                       "reach but for chance");
  describeHonesty(legend, data.honesty);
}

}  // namespace

std::unique_ptr<Figure> makeDensityFigure(Recipe& recipe, FigureSources&, Progress& progress) {
  const std::string key = recipe.options["map"] = recipe.option("map", "r2");
  if (key != "r2" && key != "r")
    throw UsageError("'" + key + "' is not drawn against the noise ceiling: use r2 or r");
  const MapStatistic& about = mapStatistic(key);
  const train::Evaluation evaluation = train::readEvaluation(recipe.run, recipe.option("evaluation"));
  progress.throwIfCancelled();
  if (evaluation.ceiling.empty())
    throw Error(evaluation.folder.string() + " has no noise ceiling: evaluate the run again");
  const store::VoxelStore store = store::VoxelStore::open(evaluation.run.store);
  const train::Members members = mapMembers(recipe, store, evaluation.mask);
  const bool squared = key == "r2";
  DensityData data;
  const std::vector<float> values = about.values(evaluation);
  metrics::Density shape{0, 1, 0, 1, kBins, kBins, {}, 0, 0};
  if (!squared) {
    shape.lowY = kLowestR;
    shape.binsY += kNegativeBins;
  }
  data.density = metrics::densityOf(evaluation.ceiling, values, members, shape);
  for (int i = 0; i <= kCurve; ++i) {
    const double at = double(i) / kCurve;
    data.ceiling.emplace_back(at, squared ? at : std::sqrt(at));
  }
  describe(data, evaluation, about, inRegion(recipe),
           countsOf(data.density, evaluation.ceiling, values, members, squared));
  hashEvaluation(recipe, evaluation.folder, key);
  hashEvaluation(recipe, evaluation.folder, "nc");
  return std::make_unique<DensityFigure>(std::move(data));
}

}  // namespace vxs::paint
