#include "core/base/Error.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

// A statistic of an evaluated run over its test images. Maps of layers are LayerFigure's, that of
// two runs DifferenceFigure's.
namespace vxs::paint {
namespace {

struct Statistic {
  const MapStatistic& about;
  const MapLook& look;
  const train::Evaluation& evaluation;
  const train::Members& members;
  const std::vector<float>& values;

  bool ofModel() const { return about.key != "nc"; }

  std::string countLine() const {
    if (about.key != "accuracy") {
      const auto missing =
          std::ranges::count_if(members, [this](std::uint32_t voxel) { return std::isnan(values[voxel]); });
      return fmt::format("{} voxels, {} without a value", std::ssize(members) - missing, missing);
    }
    const metrics::AccuracySummary a =
        metrics::summarise(evaluation.r, evaluation.ceiling, evaluation.accuracy.preset, members);
    return fmt::format(
        "{}\u00a0voxels used, {}\u00a0dropped as NaN, {}\u00a0for a ceiling of zero, {}\u00a0with negative r",
        a.voxelsUsed, a.droppedNan, a.droppedZeroCeiling, a.negativeR);
  }

  std::string barsSentence(const std::vector<RegionBar>& bars) const {
    // an evaluation of an older version has none
    const bool intervals = std::ranges::any_of(bars, [](const RegionBar& bar) { return bar.high > bar.low; });
    const std::string with = intervals ? " with 95 % bootstrap intervals over test images" : "";
    if (about.key == "r")
      return "Bars: median r over a region's voxels" + with +
             "; lines: the square root of the region's median noise ceiling";
    if (about.key == "nc") return "Bars: the region's median noise ceiling";
    if (about.key == "accuracy")
      return fmt::format("Bars: accuracy under the preset {}{}; lines: the noise ceiling (100 %)",
                         metrics::toString(evaluation.accuracy.preset), with);
    return fmt::format("Bars: median {} over a region's voxels; lines: the region's median noise ceiling",
                       about.title);
  }

  /// "median r", "mean r²/NC, % of ceiling".
  std::string barsName() const {
    const bool mean =
        about.key == "accuracy" && evaluation.accuracy.preset == metrics::AccuracyPreset::Algonauts;
    const std::string name = about.key == "nc" ? "noise ceiling" : look.name;
    return fmt::format("{} {}{}", mean ? "mean" : "median", name, look.inPercent ? ", " + look.unit : "");
  }
};

void describe(MapFigureData& data, const Statistic& statistic, const std::string& region) {
  const MapStatistic& about = statistic.about;
  const train::RunInfo& run = statistic.evaluation.run;
  data.title = fmt::format("{}{} over {} test images", about.title, region, statistic.evaluation.testImages);
  data.barLabel = statistic.look.unit;
  data.name = statistic.look.inPercent ? about.title + ", " + statistic.look.unit : statistic.look.unit;
  data.barsName = statistic.barsName();
  data.barsPercent = statistic.look.inPercent;
  data.ceilingName = about.key == "r" ? "square root of the noise ceiling" : "noise ceiling";
  data.footer = {runLine(statistic.evaluation), statistic.countLine(), repeatsLine(statistic.evaluation)};
  data.honesty = {run.syntheticSubject, run.demoEncoder && statistic.ofModel(),
                  run.shuffledControl && statistic.ofModel()};
  data.legend.title = about.title + region + " of an encoding model over the test images";
  data.legend.add(fmt::format("{}, {} images", about.about, statistic.evaluation.testImages));
  data.legend.add(runLine(statistic.evaluation));
  data.legend.add(statistic.countLine());
  data.legend.add(repeatsLine(statistic.evaluation));
  data.legend.add(colourSentence(data));
  data.legend.add(statistic.barsSentence(data.bars));
}

}  // namespace

std::unique_ptr<Figure> makeCorrelationFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  const std::string key = recipe.option("map", "r");
  if (isLayerMap(key)) return makeLayerFigure(recipe, sources, progress);
  if (key == kDifferenceMap) return makeDifferenceFigure(recipe, sources, progress);
  const MapStatistic& about = mapStatistic(key);
  const MapLook& look = *mapLook(key);
  const double unit = look.inPercent ? 100 : 1;  // recipes and files have fractions
  MapFigureData data;
  data.scale = mapScaleFrom(recipe, look.range / unit);
  data.scale.range *= unit;
  data.scale.thresholdZ *= unit;
  const train::Evaluation evaluation = train::readEvaluation(recipe.run, recipe.option("evaluation"));
  progress.throwIfCancelled();
  std::vector<float> values = about.values(evaluation);
  if (values.empty())
    throw Error(evaluation.folder.string() + " has no map of " + about.title + ": evaluate the run again");
  const store::VoxelStore store = store::VoxelStore::open(evaluation.run.store);
  data.bars = regionBars(evaluation, key, recipe.option("atlas"), values, store.atlases());
  for (float& value : values) value *= static_cast<float>(unit);
  const train::Members members = mapMembers(recipe, store, evaluation.mask);
  layOut(data, recipe, store, evaluation.mask, values, members);
  data.histogram = histogramOfMap(values, members, data.scale);
  describe(data, {about, look, evaluation, members, values}, inRegion(recipe));
  hashEvaluation(recipe, evaluation.folder, key);
  return makeMapFigure(std::move(data));
}

}  // namespace vxs::paint
