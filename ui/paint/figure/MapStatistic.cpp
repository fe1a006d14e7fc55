#include "ui/paint/figure/MapStatistic.h"

#include "core/base/Error.h"
#include "core/metrics/Resample.h"
#include "core/train/Regions.h"

#include <algorithm>
#include <cmath>

namespace vxs::paint {

const std::vector<MapStatistic>& mapStatistics() {
  using train::Evaluation;
  static const std::vector<MapStatistic> kStatistics{
      {"r",
       "Pearson r",
       "Pearson correlation over test images between predicted and measured mean responses",
       [](const Evaluation& evaluation) { return evaluation.r; },
       {"r.nii.gz"}},
      {"r2",
       "r²",
       "Squared Pearson correlation over test images",
       [](const Evaluation& evaluation) {
         std::vector<float> squares = evaluation.r;
         for (float& value : squares) value *= value;
         return squares;
       },
       {"r.nii.gz", "r2.nii.gz"}},
      {"cod",
       "CoD",
       "Coefficient of determination over test images, 1 − SSE/SST",
       [](const Evaluation& evaluation) { return evaluation.determination; },
       {"cod.nii.gz"}},
      {"nc",
       "Noise ceiling",
       "Noise ceiling, % of variance, for the test set's mix of repeats",
       [](const Evaluation& evaluation) { return evaluation.ceiling; },
       {"nc.nii.gz"}},
      {"accuracy",
       "r²/NC",
       "Squared correlation as a fraction of the noise ceiling",
       [](const Evaluation& evaluation) { return evaluation.accuracyMap; },
       {"accuracy.nii.gz", "r.nii.gz", "nc.nii.gz"}},
  };
  return kStatistics;
}

const MapStatistic& mapStatistic(const std::string& key) {
  const auto& statistics = mapStatistics();
  const auto found = std::ranges::find(statistics, key, &MapStatistic::key);
  if (found != statistics.end()) return *found;
  std::string known;
  for (const MapStatistic& each : statistics) known += (known.empty() ? "" : ", ") + each.key;
  throw UsageError("'" + key + "' is not a map: use " + known + ", difference, layer, depth");
}

bool isLayerMap(const std::string& key) {
  return key == "layer" || key == "depth";
}

bool isMapFile(const std::string& map) {
  return map.find('/') != std::string::npos || map.ends_with(".nii") || map.ends_with(".nii.gz");
}

bool isStatistic(const std::string& key) {
  return std::ranges::find(mapStatistics(), key, &MapStatistic::key) != mapStatistics().end();
}

bool hasMapFigure(const std::string& key) {
  return isLayerMap(key) || key == kDifferenceMap || isStatistic(key);
}

namespace {

double medianOf(const std::vector<float>& values, const train::Members& members) {
  std::vector<double> found;
  for (const std::uint32_t voxel : members) found.push_back(values[voxel]);
  return metrics::quantile(std::move(found), 0.5);
}

}  // namespace

std::vector<RegionBar> regionBars(const train::Evaluation& evaluation, const std::string& key,
                                  const std::string& atlas, const std::vector<float>& values,
                                  const std::vector<LabelAtlas>& atlases) {
  std::vector<RegionBar> bars;
  bool known = atlas.empty();
  for (const train::RoiRow& row : evaluation.rois) {
    if (!atlas.empty() && row.atlas != atlas) continue;
    known = true;
    const metrics::AccuracySummary& accuracy = row.accuracy;
    if (accuracy.voxelsUsed == 0) continue;
    const std::string region = row.atlas + "/" + row.region;
    const double ceiling = std::max(0.0, accuracy.medianCeiling);
    RegionBar bar{train::regionTitle(region), 0, 0, 0, 0, accuracy.voxelsUsed};
    if (key == "r") {
      bar = {bar.label, accuracy.medianR, row.lowR, row.highR, std::sqrt(ceiling), bar.used};
    } else if (key == "nc") {
      bar.value = ceiling;
    } else if (key == "accuracy") {
      if (!accuracy.headline) continue;
      bar = {bar.label, *accuracy.headline, row.low, row.high, 1, bar.used};
    } else {
      bar.value = medianOf(values, train::regionMembers(atlases, evaluation.mask, region));
      bar.ceiling = ceiling;
    }
    if (!std::isfinite(bar.value)) continue;
    if (!std::isfinite(bar.low) || !std::isfinite(bar.high)) bar.low = bar.high = 0;
    bars.push_back(bar);
  }
  if (!known) throw UsageError("the evaluation has no atlas '" + atlas + "'");
  return bars;
}

}  // namespace vxs::paint
