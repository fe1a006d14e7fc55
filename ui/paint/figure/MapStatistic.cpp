#include "ui/paint/figure/MapStatistic.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>

namespace vxs::paint {

const std::vector<MapStatistic>& mapStatistics() {
  using train::Evaluation;
  static const std::vector<MapStatistic> kStatistics{
      {"r", "Pearson r", "Pearson correlation over test images between predicted and measured mean responses",
       0.8, [](const Evaluation& evaluation) { return evaluation.r; }},
      {"r2", "r²", "Squared Pearson correlation over test images", 0.6,
       [](const Evaluation& evaluation) {
         std::vector<float> squares = evaluation.r;
         for (float& value : squares) value *= value;
         return squares;
       }},
      {"cod", "1 − SSE / SST", "Coefficient of determination over test images", 0.6,
       [](const Evaluation& evaluation) { return evaluation.determination; }},
      {"nc", "noise ceiling", "Noise ceiling, a fraction of variance, for the test set's mix of repeats", 0.8,
       [](const Evaluation& evaluation) { return evaluation.ceiling; }},
      {"accuracy", "r² / ceiling", "Squared correlation as a fraction of the noise ceiling", 1,
       [](const Evaluation& evaluation) { return evaluation.accuracyMap; }},
  };
  return kStatistics;
}

const MapStatistic& mapStatistic(const std::string& key) {
  const auto& statistics = mapStatistics();
  const auto found = std::ranges::find(statistics, key, &MapStatistic::key);
  if (found != statistics.end()) return *found;
  std::string known;
  for (const MapStatistic& each : statistics) known += (known.empty() ? "" : ", ") + each.key;
  throw UsageError("'" + key + "' is not a map: use " + known + ", layer, depth");
}

bool isLayerMap(const std::string& key) {
  return key == "layer" || key == "depth";
}

bool hasMapFigure(const std::string& key) {
  return isLayerMap(key) ||
         std::ranges::find(mapStatistics(), key, &MapStatistic::key) != mapStatistics().end();
}

std::vector<RegionBar> regionBars(const train::Evaluation& evaluation, const std::string& key,
                                  const std::string& atlas) {
  std::vector<RegionBar> bars;
  bool known = atlas.empty();
  for (const train::RoiRow& row : evaluation.rois) {
    if (!atlas.empty() && row.atlas != atlas) continue;
    known = true;
    if (row.accuracy.voxelsUsed == 0) continue;
    RegionBar bar;
    const bool whole = row.region == "all";
    bar.label = whole ? row.atlas : row.region;
    bar.used = row.accuracy.voxelsUsed;
    if (key == "r") {
      bar = {bar.label,
             row.accuracy.medianR,
             row.lowR,
             row.highR,
             std::sqrt(std::max(0.0, row.accuracy.medianCeiling)),
             bar.used};
    } else if (key == "nc") {
      bar.value = row.accuracy.medianCeiling;
    } else {
      if (!row.accuracy.headline) continue;
      bar = {bar.label, *row.accuracy.headline, row.low, row.high, 1, bar.used};
    }
    if (!std::isfinite(bar.value)) continue;
    if (!std::isfinite(bar.low) || !std::isfinite(bar.high)) bar.low = bar.high = 0;
    bars.push_back(bar);
  }
  if (!known) throw UsageError("the evaluation has no atlas '" + atlas + "'");
  return bars;
}

}  // namespace vxs::paint
