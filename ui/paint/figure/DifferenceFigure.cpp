#include "core/base/Error.h"
#include "core/train/CompareEvaluations.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

// How much better one run predicts than another, over the same test images.
namespace vxs::paint {
namespace {

/// The two runs, and what the second is better by.
struct Compared {
  const train::Evaluation &first, &second;
  const train::EvaluationDifference& by;
};

std::string nameOf(const train::Evaluation& evaluation) {
  return evaluation.run.run.filename().string();
}

std::string medianText(double median, double low, double high) {
  return fmt::format("median Δr = {} (95 % interval {} to {})", numberText(median), numberText(low),
                     numberText(high));
}

/// Counts of the members alone; the median's interval is of the whole mask.
std::string countLine(const Compared& runs, const train::Members& members) {
  std::int64_t voxels = 0, better = 0, worse = 0;
  for (const std::uint32_t v : members) {
    voxels += std::isfinite(runs.by.delta[v]);
    better += runs.by.low[v] > 0;
    worse += runs.by.high[v] < 0;
  }
  return fmt::format("{} voxels: {} better predicted by {}, {} by {} (95 % intervals without 0)", voxels,
                     better, nameOf(runs.second), worse, nameOf(runs.first));
}

std::vector<RegionBar> barsOf(const train::EvaluationDifference& by, const std::string& atlas) {
  std::vector<RegionBar> bars;
  bool known = atlas.empty();
  for (const train::RoiDifference& row : by.rois) {
    if (!atlas.empty() && row.atlas != atlas) continue;
    known = true;
    if (row.voxels == 0 || !std::isfinite(row.median)) continue;
    bars.push_back(
        {train::regionTitle(row.atlas + "/" + row.region), row.median, row.low, row.high, 0, row.voxels});
  }
  if (!known) throw UsageError("the evaluations have no atlas '" + atlas + "'");
  return bars;
}

void describe(MapFigureData& data, const Compared& runs, const MapLook& look, const std::string& region,
              const std::string& counted, bool whole) {
  const train::RunInfo &first = runs.first.run, &second = runs.second.run;
  data.title = fmt::format("{}{}: r of {} −\u00a0r of {} over {} test images", look.name, region,
                           nameOf(runs.second), nameOf(runs.first), runs.by.testImages);
  data.barLabel = data.name = look.unit;
  data.barsName = "median " + look.unit;
  data.footer = {runLine(runs.second), "minus " + runLine(runs.first), counted, repeatsLine(runs.first)};
  data.honesty = {first.syntheticSubject || second.syntheticSubject, first.demoEncoder || second.demoEncoder,
                  first.shuffledControl || second.shuffledControl};
  data.legend.title = look.name + region + " of two encoding models over the test images";
  data.legend.add(
      fmt::format("{}: Pearson correlation between predicted and measured mean responses, that of {} "
                  "minus that of {}, over the same {} images",
                  look.unit, nameOf(runs.second), nameOf(runs.first), runs.by.testImages));
  data.legend.add(fmt::format("{}: {}", nameOf(runs.second), runLine(runs.second)));
  data.legend.add(fmt::format("{}: {}", nameOf(runs.first), runLine(runs.first)));
  data.legend.add(counted + ", not corrected for the number of voxels");
  if (whole)
    data.legend.add("Over all voxels " + medianText(runs.by.median, runs.by.medianLow, runs.by.medianHigh));
  data.legend.add(repeatsLine(runs.first));
  data.legend.add(colourSentence(data));
  data.legend.add(
      fmt::format("Bars: median {} over a region's voxels with 95 % intervals of a paired bootstrap "
                  "over test images ({} resamples)",
                  look.unit, runs.by.resamples));
}

}  // namespace

std::unique_ptr<Figure> makeDifferenceFigure(Recipe& recipe, FigureSources&, Progress& progress) {
  std::filesystem::path second = recipe.option("second");
  if (second.empty()) throw UsageError("the map 'difference' needs --second, the run to compare with");
  if (!recipe.option("evaluation").empty())
    throw UsageError("a difference is of the runs' own evaluations: leave --evaluation out");
  second = std::filesystem::absolute(second).lexically_normal();
  if (!second.has_filename()) second = second.parent_path();
  recipe.options["second"] = second.string();
  const MapLook& look = *mapLook(kDifferenceMap);
  MapFigureData data;
  data.scale = mapScaleFrom(recipe, look.range);
  const train::Evaluation of = train::readEvaluation(second), less = train::readEvaluation(recipe.run);
  const store::VoxelStore store = store::VoxelStore::open(less.run.store);
  const train::EvaluationDifference by = train::compareEvaluations(less, of, store.atlases(), progress);
  const train::Members members = mapMembers(recipe, store, less.mask);
  data.bars = barsOf(by, recipe.option("atlas"));
  layOut(data, recipe, store, less.mask, by.delta, members);
  data.histogram = histogramOfMap(by.delta, members, data.scale);
  const Compared runs{less, of, by};
  const bool whole = recipe.option("region").empty();
  describe(data, runs, look, inRegion(recipe), countLine(runs, members), whole);
  hashDifference(recipe);
  hashSecondRun(recipe);
  return makeMapFigure(std::move(data));
}

}  // namespace vxs::paint
