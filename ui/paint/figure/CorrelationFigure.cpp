#include "core/base/Error.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

// A statistic of an evaluated run over its test images. Maps of layers are LayerFigure's.
namespace vxs::paint {
namespace {

constexpr int kBins = 48;

struct Statistic {
  const MapStatistic& about;
  const train::Evaluation& evaluation;
  const train::Members& members;
  const std::vector<float>& values;

  bool ofModel() const { return about.key != "nc"; }

  std::string runLine() const {
    const train::RunInfo& run = evaluation.run;
    return fmt::format("subj{:02}, run {}, {}, {}{}; mask {}, preset {}", run.subject,
                       run.run.filename().string(), run.head, run.encoder,
                       run.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "", evaluation.maskName,
                       metrics::toString(evaluation.accuracy.preset));
  }

  std::string countLine() const {
    if (about.key != "accuracy") {
      const auto missing =
          std::ranges::count_if(members, [this](std::uint32_t voxel) { return std::isnan(values[voxel]); });
      return fmt::format("{} voxels, {} without a value", std::ssize(members) - missing, missing);
    }
    const metrics::AccuracySummary a =
        metrics::summarise(evaluation.r, evaluation.ceiling, evaluation.accuracy.preset, members);
    return fmt::format("{} voxels used, {} dropped as NaN, {} for a ceiling of zero, {} with negative r",
                       a.voxelsUsed, a.droppedNan, a.droppedZeroCeiling, a.negativeR);
  }

  std::string repeatsLine() const {
    const metrics::RepeatCounts& repeats = evaluation.repeats;
    return fmt::format("images with 1/2/3 repeats: {}/{}/{}", repeats.once, repeats.twice, repeats.thrice);
  }

  std::string barsSentence(const std::vector<RegionBar>& bars) const {
    // an evaluation of an older version has none
    const bool intervals = std::ranges::any_of(bars, [](const RegionBar& bar) { return bar.high > bar.low; });
    const std::string with = intervals ? " with 95 % bootstrap intervals over test images" : "";
    if (about.key == "r")
      return "Bars: median r over a region's voxels" + with +
             "; lines: the square root of the region's median noise ceiling";
    if (about.key == "nc") return "Bars: the region's median noise ceiling";
    return fmt::format("Bars: accuracy under the preset {}{}; lines: the noise ceiling (100 %)",
                       metrics::toString(evaluation.accuracy.preset), with);
  }
};

void describe(MapFigureData& data, const Statistic& statistic, const std::string& region) {
  const MapStatistic& about = statistic.about;
  const train::RunInfo& run = statistic.evaluation.run;
  data.title = fmt::format("{}{} over {} test images", about.name, region, statistic.evaluation.testImages);
  data.name = about.name;
  data.barLabel = about.key == "accuracy" ? "of ceiling" : about.name;
  data.barsName = about.key == "r"    ? "median r"
                  : about.key == "nc" ? "median noise ceiling"
                                      : "accuracy, of ceiling";
  data.barsPercent = about.key != "r" && about.key != "nc";
  data.footer = {statistic.runLine(), statistic.countLine(), statistic.repeatsLine()};
  data.honesty = {run.syntheticSubject, run.demoEncoder && statistic.ofModel(),
                  run.shuffledControl && statistic.ofModel()};
  data.legend.title = about.name + region + " of an encoding model over the test images";
  data.legend.add(fmt::format("{}, {} images", about.about, statistic.evaluation.testImages));
  data.legend.add(statistic.runLine());
  data.legend.add(statistic.countLine());
  data.legend.add(statistic.repeatsLine());
  data.legend.add(colourSentence(data));
  data.legend.add(statistic.barsSentence(data.bars));
}

}  // namespace

std::unique_ptr<Figure> makeCorrelationFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  const std::string key = recipe.option("map", "r");
  if (isLayerMap(key)) return makeLayerFigure(recipe, sources, progress);
  const MapStatistic& about = mapStatistic(key);
  MapFigureData data;
  data.scale = mapScaleFrom(recipe, about.range);
  const train::Evaluation evaluation = train::readEvaluation(recipe.run, recipe.option("evaluation"));
  progress.throwIfCancelled();
  const std::vector<float> values = about.values(evaluation);
  if (values.empty())
    throw Error(evaluation.folder.string() + " has no map of " + about.name + ": evaluate the run again");
  const store::VoxelStore store = store::VoxelStore::open(evaluation.run.store);
  const train::Members members = mapMembers(recipe, store, evaluation.mask);
  layOut(data, recipe, store, evaluation.mask, values, members);
  data.bars = regionBars(evaluation, key, recipe.option("atlas"));
  const double low = key == "r" ? -0.5 * data.scale.range : 0;
  data.histogram = metrics::histogramOf(values, members, low, data.scale.range * 1.25, kBins);
  describe(data, {about, evaluation, members, values}, inRegion(recipe));
  for (const char* file : {"metrics.json", "rois.tsv"})
    recipe.hashes[std::string("evaluation/") + file] = sha256OfFile(evaluation.folder / file);
  return makeMapFigure(std::move(data));
}

}  // namespace vxs::paint
