#pragma once

#include "core/train/Regions.h"
#include "ui/maps/MapKind.h"

namespace vxs::ui {

/// The chosen map over one region as a bar shows it. Numbers in the units of infoOf(kind): r²/NC and the
/// noise ceiling in percent.
struct RegionStatistic {
  double value = 0;          ///< NaN where there is none
  double low = 0, high = 0;  ///< 95 % interval; NaN where none was computed
  double ceiling = 0;    ///< the most that the region's median noise ceiling lets `value` be; NaN: not drawn
  QString text;          ///< of `value`: "0.312", "34.2 %", "none"
  QString intervalText;  ///< "[0.25, 0.38]", or why there is none
};

/// Median over the region's voxels of r, r², CoD, noise ceiling or r²/NC (there the preset's median or mean).
/// `roi`: the region's line in rois.tsv, which has intervals for r and for r²/NC under the evaluation's own
/// preset. `values`: the map, see mapValues(); `members` are positions in it.
RegionStatistic regionStatistic(MapKind kind, const train::Evaluation& evaluation, const train::RoiRow& roi,
                                metrics::AccuracyPreset preset, const std::vector<float>& values,
                                const train::Members& members);
/// "median r²/NC, % of ceiling": an axis' name.
QString regionStatisticName(MapKind kind, metrics::AccuracyPreset preset);
/// The same in fewer and fewer words.
QStringList regionStatisticWordings(MapKind kind, metrics::AccuracyPreset preset);
/// Whether regionStatistic() has intervals for it.
bool hasRegionInterval(MapKind kind, const train::Evaluation& evaluation, metrics::AccuracyPreset preset);
/// "[0.25, 0.38]", or that there is none where one end is NaN.
QString intervalText(double low, double high, int decimals);
/// "34.2 %", "0.312", "none".
QString statisticText(double value, const MapInfo& info);

}  // namespace vxs::ui
