#include "core/base/Error.h"
#include "core/metrics/Resample.h"
#include "core/scene/HeadMask.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

// What figures of maps have in common before they are painted.
namespace vxs::paint {
namespace {

constexpr int kSlices = 10, kBins = 48;

}  // namespace

scene::ColorScale mapScaleFrom(Recipe& recipe, double range) {
  const auto number = [&](const char* name, double otherwise, const std::string& what) {
    std::string& stated = recipe.options[name];
    if (stated.empty()) stated = fmt::format("{}", otherwise);
    return numberFrom(stated, what);
  };
  const MapLook* look = mapLook(recipe.option("map", "r"));
  scene::ColorScale scale = look && look->bothSigns ? scaleOf(*look) : scene::ColorScale::forMaps();
  const double threshold = look && look->bothSigns ? scale.thresholdZ : 0;
  scale.map = recipe.options["colours"] = recipe.option("colours", scale.map);
  scene::colorMap(scale.map);
  scale.range = number("range", range, "a range");
  scale.thresholdZ = number("threshold", threshold, "a threshold");
  if (!(scale.range > 0) || scale.thresholdZ < 0)
    throw UsageError("a range is above 0 and a threshold not below it");
  return scale;
}

train::Members mapMembers(const Recipe& recipe, const store::VoxelStore& store, const Mask& mask) {
  const std::string region = recipe.option("region");
  return region.empty() ? train::everyVoxel(mask) : train::regionMembers(store.atlases(), mask, region);
}

std::string inRegion(const Recipe& recipe) {
  const std::string region = recipe.option("region");
  return region.empty() ? std::string() : " in " + train::regionTitle(region);
}

void layOut(MapFigureData& data, Recipe& recipe, const store::VoxelStore& store, const Mask& mask,
            const std::vector<float>& values, const train::Members& members) {
  data.map = mask.scatter(train::restricted(values, members));
  data.barsAtlas = recipe.option("atlas");
  if (store.underlay()) data.underlay = *store.underlay();
  if (recipe.page.background == Background::Transparent && !data.underlay.empty())
    data.head = scene::headMask(data.underlay);
  data.highlight = highlightFrom(recipe.option("highlight"), mask.grid, mask.affine);
  data.plane = planeFrom(recipe.option("plane", "axial"));
  data.convention = recipe.option("convention") == "radiological" ? scene::Convention::Radiological
                                                                  : scene::Convention::Neurological;
  data.positionsMm = recipe.option("positions").empty() ? evenPositions(data.map, data.plane, kSlices)
                                                        : positionsFrom(recipe.option("positions"));
  for (const double at : data.positionsMm)
    requireInside(data.underlay.empty() ? data.map : data.underlay, normalOf(data.plane), at);
  recipe.options["positions"] = positionsText(data.positionsMm);
}

std::string colourSentence(const MapFigureData& data) {
  const std::string faded =
      !(data.scale.thresholdZ > 0) ? std::string()
      : data.scale.fromZero
          ? fmt::format("; values below {}{} fade out", numberText(data.scale.thresholdZ), kDotted)
          : fmt::format("; values between ±{}{} fade out", numberText(data.scale.thresholdZ), kDotted);
  const std::string colours =
      data.levels.empty()
          ? fmt::format("Map: colours ({}) from {} to {}{}{}{}", data.scale.map,
                        numberText(data.scale.lowest()), numberText(data.scale.range),
                        data.barsPercent ? " %" : "", faded, beyondColours(data.map, data.scale))
          : fmt::format(
                "Map: {} ({}), layers {} to {}",
                data.levels.graded ? "colours from the first layer to the last" : "one colour a layer",
                data.scale.map, data.levels.names.front(), data.levels.names.back());
  return fmt::format(
      "{}; NaN voxels are transparent; nearest voxel, "
      "the subject's own functional space, {} convention",
      colours, data.convention == scene::Convention::Neurological ? "neurological" : "radiological");
}

std::string runLine(const train::Evaluation& evaluation) {
  const train::RunInfo& run = evaluation.run;
  return fmt::format("subj{:02}, run {}, {}, {}{}; mask {}, preset {}", run.subject,
                     run.run.filename().string(), run.head, run.encoder,
                     run.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "", evaluation.maskName,
                     metrics::toString(evaluation.accuracy.preset));
}

std::string repeatsLine(const train::Evaluation& evaluation) {
  const metrics::RepeatCounts& repeats = evaluation.repeats;
  return fmt::format("Images with 1/2/3 repeats: {}/{}/{}", repeats.once, repeats.twice, repeats.thrice);
}

metrics::Histogram histogramOfMap(const std::vector<float>& values, const train::Members& members,
                                  const scene::ColorScale& scale) {
  std::vector<double> finite;
  for (const std::uint32_t voxel : members)
    if (std::isfinite(values[voxel])) finite.push_back(values[voxel]);
  double low = scale.lowest(), high = scale.range;
  if (!finite.empty()) {
    const double few = metrics::quantile(finite, 0.005), most = metrics::quantile(finite, 0.995);
    const double reach = (most - few) / 2;
    low = std::min(low, std::max(std::ranges::min(finite), few - reach));
    high = std::max(high, std::min(std::ranges::max(finite), most + reach));
  }
  return metrics::histogramOf(values, members, low, high, kBins);
}

}  // namespace vxs::paint
