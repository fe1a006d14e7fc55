#include "core/base/Error.h"
#include "core/metrics/Histogram.h"
#include "core/scene/HeadMask.h"
#include "core/scene/Slice.h"
#include "core/store/VoxelStore.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigurePlot.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vxs::paint {
namespace {

constexpr int kSlices = 10, kColumns = 5, kBins = 48;
constexpr std::size_t kMostBars = 40;

struct CorrelationData {
  train::Evaluation evaluation;
  const MapStatistic* statistic = nullptr;
  Volume map, underlay, head;
  scene::ColorScale scale;
  scene::Plane plane = scene::Plane::Axial;
  std::vector<double> positionsMm;
  scene::Convention convention = scene::Convention::Neurological;
  std::vector<RegionBar> bars;
  metrics::Histogram histogram;
  std::ptrdiff_t voxels = 0, missing = 0;  ///< of the mask; those whose value is NaN
};

/// A statistic over the test set: slices of its map, its distribution, and what regions reach.
class CorrelationFigure : public Figure {
 public:
  explicit CorrelationFigure(CorrelationData data) : m(std::move(data)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF inside = page.inside();
    page.text({inside.left(), inside.top(), inside.width(), 1.6 * u}, Qt::AlignLeft | Qt::AlignTop,
              QString::fromStdString(m.statistic->name + " over " + std::to_string(m.evaluation.testImages) +
                                     " test images"),
              true);
    const double footer = paintFooter(page, footerLines(), honesty());
    const QRectF body(inside.left(), inside.top() + 2 * u, inside.width(), footer - inside.top() - 2.6 * u);
    const double slicesHeight = body.height() * 0.5;
    paintSlices(page, {body.left(), body.top(), body.width(), slicesHeight});
    const QRectF plots(body.left(), body.top() + slicesHeight + u, body.width(),
                       body.height() - slicesHeight - u);
    paintHistogram(page, {plots.left(), plots.top(), plots.width() * 0.36, plots.height()});
    paintBars(page, {plots.left() + plots.width() * 0.38, plots.top(), plots.width() * 0.62, plots.height()});
    paintMarks(page, honesty());
  }

  Legend legend() const override;
  Honesty honesty() const override {
    const train::RunInfo& run = m.evaluation.run;
    const bool ofModel = m.statistic->key != "nc";
    return {run.syntheticSubject, run.demoEncoder && ofModel, run.shuffledControl && ofModel};
  }

 private:
  std::string runLine() const {
    const train::RunInfo& run = m.evaluation.run;
    return fmt::format("subj{:02}, run {}, {}, {}{}; mask {}, preset {}", run.subject,
                       run.run.filename().string(), run.head, run.encoder,
                       run.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "", m.evaluation.maskName,
                       metrics::toString(m.evaluation.accuracy.preset));
  }

  std::string countLine() const {
    if (m.statistic->key != "accuracy")
      return fmt::format("{} voxels, {} without a value", m.voxels - m.missing, m.missing);
    const metrics::AccuracySummary& a = m.evaluation.accuracy;
    return fmt::format("{} voxels used, {} dropped as NaN, {} for a ceiling of zero, {} with negative r",
                       a.voxelsUsed, a.droppedNan, a.droppedZeroCeiling, a.negativeR);
  }

  std::string repeatsLine() const {
    const metrics::RepeatCounts& repeats = m.evaluation.repeats;
    return fmt::format("images with 1/2/3 repeats: {}/{}/{}", repeats.once, repeats.twice, repeats.thrice);
  }

  std::vector<std::string> footerLines() const {
    return {runLine(), countLine(), repeatsLine() + conventionText(m.convention)};
  }

  void paintSlices(Page& page, const QRectF& area) const;
  void paintHistogram(Page& page, const QRectF& area) const;
  void paintBars(Page& page, const QRectF& area) const;

  CorrelationData m;
};

void CorrelationFigure::paintSlices(Page& page, const QRectF& area) const {
  const double u = page.unit();
  const QRectF cells = area.adjusted(0, 0, -6 * u, 0);
  const int count = static_cast<int>(m.positionsMm.size()), rows = (count + kColumns - 1) / kColumns;
  const Volume& extent = m.underlay.empty() ? m.map : m.underlay;
  for (int i = 0; i < count; ++i) {
    page.step();
    const QRectF cell =
        columnOf(rowOf(cells, i / kColumns, rows, u / 2), i % kColumns, std::min(count, kColumns), u / 2);
    const auto geometry = scene::SliceGeometry::covering(extent, m.plane, m.convention,
                                                         m.positionsMm[static_cast<std::size_t>(i)],
                                                         std::max(0.25, extent.affine.voxelSizeMm()[0] / 4));
    const scene::RgbaImage image =
        renderSlice(geometry, {m.underlay.empty() ? nullptr : &m.underlay, &m.map, m.scale, false, nullptr,
                               m.head.empty() ? nullptr : &m.head});
    PaintStyle style = page.sliceStyle(0.75);
    style.crosshairVisible = false;
    paintSlice(page.painter(), cell.adjusted(0, 1.3 * u, 0, 0).toRect(), geometry, image, {0, 0, 0}, style);
    page.text({cell.left(), cell.top(), cell.width(), 1.2 * u}, Qt::AlignHCenter | Qt::AlignTop,
              QString::fromStdString(fmt::format("{} = {} mm", axisOf(m.plane),
                                                 numberText(m.positionsMm[static_cast<std::size_t>(i)]))),
              false, 0.8);
  }
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  const QRectF bar(area.right() - 4.6 * u, area.top(), 4.6 * u, std::min(area.height() - u, 20 * u));
  paintColorBar(page.painter(), bar, m.scale,
                QString::fromStdString(m.statistic->key == "accuracy" ? "of ceiling" : m.statistic->name),
                style);
}

void CorrelationFigure::paintHistogram(Page& page, const QRectF& area) const {
  const double u = page.unit();
  const QRectF frame = area.adjusted(6.5 * u, 0.5 * u, -u, -4.6 * u);
  const auto most = std::ranges::max(m.histogram.counts);
  FigurePlot plot(page, frame, m.histogram.low, m.histogram.high, 0,
                  static_cast<double>(std::max<std::int64_t>(most, 1)) * 1.05);
  for (std::size_t bin = 0; bin < m.histogram.counts.size(); ++bin) {
    const double from = m.histogram.low + static_cast<double>(bin) * m.histogram.binWidth();
    const scene::Rgb color =
        scene::colorMap(m.scale.map).at(m.scale.fraction(from + m.histogram.binWidth() / 2));
    plot.bar(from, from + m.histogram.binWidth(), static_cast<double>(m.histogram.counts[bin]),
             QColor(color[0], color[1], color[2]));
  }
  plot.verticalAxis(QStringLiteral("voxels"));
  plot.horizontalAxis(QString::fromStdString(m.statistic->name));
  page.line({frame.left(), area.bottom() - 1.5 * u, area.right() - frame.left(), 1.2 * u},
            QString::fromStdString(fmt::format("outside: {} below, {} above, {} NaN", m.histogram.below,
                                               m.histogram.above, m.histogram.notFinite)),
            0.75);
}

void CorrelationFigure::paintBars(Page& page, const QRectF& area) const {
  const double u = page.unit();
  if (m.bars.empty()) return page.empty(area, QStringLiteral("No region has a usable voxel"));
  const std::size_t count = std::min(m.bars.size(), kMostBars);
  double top = 0, bottom = 0;
  for (std::size_t i = 0; i < count; ++i) {
    top = std::max({top, m.bars[i].value, m.bars[i].high, m.bars[i].ceiling});
    bottom = std::min({bottom, m.bars[i].value, m.bars[i].low});
  }
  const bool percent = m.statistic->key != "r" && m.statistic->key != "nc";
  const QRectF frame = area.adjusted(6.5 * u, 0.5 * u, 0, -7 * u);
  FigurePlot plot(page, frame, 0, static_cast<double>(count), bottom * 1.05, std::max(top * 1.05, 0.01));
  const QColor color(74, 122, 168);
  for (std::size_t i = 0; i < count; ++i) {
    const RegionBar& bar = m.bars[i];
    const double at = static_cast<double>(i);
    plot.bar(at + 0.15, at + 0.85, bar.value, color);
    if (bar.high > bar.low) plot.whisker(at + 0.5, bar.low, bar.high);
    if (bar.ceiling > 0) {
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 9)));
      page.painter().drawLine(QPointF(plot.x(at + 0.1), plot.y(bar.ceiling)),
                              QPointF(plot.x(at + 0.9), plot.y(bar.ceiling)));
    }
    const QRectF name(plot.x(at), frame.bottom() + 0.3 * u, plot.x(at + 1) - plot.x(at), 6.4 * u);
    page.painter().save();
    page.painter().translate(name.center().x(), name.top());
    page.painter().rotate(-90);
    page.text({-6.4 * u, -name.width() / 2, 6.4 * u, name.width()}, Qt::AlignRight | Qt::AlignVCenter,
              QString::fromStdString(bar.label), false, 0.75);
    page.painter().restore();
  }
  plot.horizontalLine(0, Qt::SolidLine);
  plot.verticalAxis(QString::fromStdString(m.statistic->key == "r"    ? "median r"
                                           : m.statistic->key == "nc" ? "median noise ceiling"
                                                                      : "accuracy, of ceiling"),
                    percent);
}

Legend CorrelationFigure::legend() const {
  Legend legend{m.statistic->name + " of an encoding model over the test images", {}};
  legend.add(m.statistic->about + fmt::format(", {} images", m.evaluation.testImages));
  legend.add(runLine());
  legend.add(countLine());
  legend.add(repeatsLine());
  legend.add(
      fmt::format("Map: colours ({}) from 0 to {}; values below {} fade out; NaN voxels are transparent; "
                  "nearest voxel, the subject's own functional space, {} convention",
                  m.scale.map, numberText(m.scale.range), numberText(m.scale.thresholdZ),
                  m.convention == scene::Convention::Neurological ? "neurological" : "radiological"));
  // an evaluation of an older version has none
  const bool intervals = std::ranges::any_of(m.bars, [](const RegionBar& bar) { return bar.high > bar.low; });
  const std::string with = intervals ? " with 95 % bootstrap intervals over test images" : "";
  if (m.statistic->key == "r")
    legend.add("Bars: median r over a region's voxels" + with +
               "; lines: the square root of the region's median noise ceiling");
  else if (m.statistic->key == "nc")
    legend.add("Bars: the region's median noise ceiling");
  else
    legend.add(fmt::format("Bars: accuracy under the preset {}{}; lines: the noise ceiling (100 %)",
                           metrics::toString(m.evaluation.accuracy.preset), with));
  if (m.bars.size() > kMostBars)
    legend.add(fmt::format("Only the first {} of {} regions are drawn", kMostBars, m.bars.size()));
  if (!m.underlay.empty()) legend.add("Underlay: anatomical image of the subject's store");
  describeHonesty(legend, honesty());
  return legend;
}

scene::ColorScale scaleFrom(const Recipe& recipe, const MapStatistic& statistic) {
  scene::ColorScale scale = scene::ColorScale::forMaps();
  scale.map = recipe.option("colours", scale.map);
  scene::colorMap(scale.map);
  scale.range = numberFrom(recipe.option("range", std::to_string(statistic.range)), "a range");
  scale.thresholdZ = numberFrom(recipe.option("threshold", std::to_string(0.1 * scale.range)), "a threshold");
  if (!(scale.range > 0) || scale.thresholdZ < 0)
    throw UsageError("a range is above 0 and a threshold not below it");
  return scale;
}

}  // namespace

std::unique_ptr<Figure> makeCorrelationFigure(Recipe& recipe, FigureSources&, Progress& progress) {
  CorrelationData data;
  data.statistic = &mapStatistic(recipe.option("map", "r"));
  data.scale = scaleFrom(recipe, *data.statistic);
  data.plane = planeFrom(recipe.option("plane", "axial"));
  data.convention = recipe.option("convention") == "radiological" ? scene::Convention::Radiological
                                                                  : scene::Convention::Neurological;
  data.evaluation = train::readEvaluation(recipe.run, recipe.option("evaluation"));
  progress.throwIfCancelled();
  const std::vector<float> values = data.statistic->values(data.evaluation);
  if (values.empty())
    throw Error(data.evaluation.folder.string() + " has no map of " + data.statistic->name +
                ": evaluate the run again");
  data.map = data.evaluation.mask.scatter(values);
  data.voxels = std::ssize(values);
  data.missing = std::ranges::count_if(values, [](float value) { return std::isnan(value); });
  const store::VoxelStore store = store::VoxelStore::open(data.evaluation.run.store);
  if (store.underlay()) data.underlay = *store.underlay();
  if (recipe.page.background == Background::Transparent && !data.underlay.empty())
    data.head = scene::headMask(data.underlay);
  data.positionsMm = recipe.option("positions").empty() ? evenPositions(data.map, data.plane, kSlices)
                                                        : positionsFrom(recipe.option("positions"));
  recipe.options["positions"] = positionsText(data.positionsMm);
  data.bars = regionBars(data.evaluation, data.statistic->key, recipe.option("atlas"));
  std::vector<std::uint32_t> members(values.size());
  std::iota(members.begin(), members.end(), 0U);
  const double low = data.statistic->key == "r" ? -0.5 * data.scale.range : 0;
  data.histogram = metrics::histogramOf(values, members, low, data.scale.range * 1.25, kBins);
  for (const char* file : {"metrics.json", "rois.tsv"})
    recipe.hashes[std::string("evaluation/") + file] = sha256OfFile(data.evaluation.folder / file);
  return std::make_unique<CorrelationFigure>(std::move(data));
}

}  // namespace vxs::paint
