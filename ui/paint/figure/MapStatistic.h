#pragma once

#include "core/scene/ColorMap.h"
#include "core/train/Evaluation.h"
#include "core/volume/LabelAtlas.h"

#include <string>
#include <vector>

namespace vxs::paint {

/// A statistic of an evaluated run, one value a voxel, as figures show it; MapLook says in which colours.
struct MapStatistic {
  std::string key;    ///< "r"; of files and the command line
  std::string title;  ///< "Pearson r"
  std::string about;  ///< for the legend
  /// Fractions where MapLook has percent.
  std::vector<float> (*values)(const train::Evaluation& evaluation);
  std::vector<std::string> files;  ///< of the evaluation that they are of
};

const std::vector<MapStatistic>& mapStatistics();
/// Throws UsageError for an unknown key.
const MapStatistic& mapStatistic(const std::string& key);

/// r of the recipe's second run minus r of its run.
inline constexpr const char* kDifferenceMap = "difference";
bool isStatistic(const std::string& key);
/// Whether the key is of a map of the encoder's layers (train::LayerMaps), "layer" or "depth".
bool isLayerMap(const std::string& key);
/// Keys of maps that figures of a comparison make of nothing that was evaluated: how an edited caption
/// changes the prediction, and what a run was after one epoch.
inline constexpr const char* kCaptionChangeMap = "caption change";
inline constexpr const char* kEpochMap = "epoch";
/// Whether what a recipe says of its map is a NIfTI file, by its path.
bool isMapFile(const std::string& map);
/// Whether the figure of maps can show it: a statistic, the difference of two runs or a map of layers.
bool hasMapFigure(const std::string& key);

/// What a bar over a region says of the map: its median r with the square root of its median ceiling, its
/// median ceiling, the preset's score, else the median of its values with the median ceiling.
struct RegionBar {
  std::string label;
  double value = 0, low = 0, high = 0;  ///< 95 % interval; low == high: none
  double ceiling = 0;                   ///< 0: none
  std::int64_t used = 0;
};
/// Regions of one atlas, or of every atlas when `atlas` is empty; those without a usable voxel are left out.
/// `values` are the statistic's over the evaluation's mask, `atlases` the store's.
std::vector<RegionBar> regionBars(const train::Evaluation& evaluation, const std::string& key,
                                  const std::string& atlas, const std::vector<float>& values,
                                  const std::vector<LabelAtlas>& atlases);

}  // namespace vxs::paint
