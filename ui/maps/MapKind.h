#pragma once

#include "core/train/CompareEvaluations.h"
#include "core/train/Evaluation.h"
#include "core/train/LayerMaps.h"

#include <QString>

#include <vector>

namespace vxs::ui {

/// The statistic maps over the test set that the window shows.
enum class MapKind {
  R,
  RSquared,
  Determination,
  Ceiling,
  Normalised,
  Difference,
  PreferredLayer,
  LayerDepth
};

/// How a map is named, scaled and drawn. Scales are the same for every run: nothing is fitted to a map.
struct MapInfo {
  MapKind kind;
  QString key;   ///< in the names of actions
  QString name;  ///< "r", "r²"
  QString unit;  ///< beneath a colour bar or axis
  QString tip;
  double range;            ///< where the colours end at first; they begin at 0, or at -range when `bothSigns`
  double lowest, highest;  ///< of the histogram's axis; what lies outside is counted beside it
  int decimals;
  bool bothSigns = false;
  int bins = 70;           ///< of the histogram
  bool inPercent = false;  ///< values are percentages, and `unit` says of what
};
const std::vector<MapInfo>& mapInfos();
const MapInfo& infoOf(MapKind kind);
/// Whether a map is about the layers of the encoder, not about what the run's head predicts.
inline bool isOfLayers(MapKind kind) {
  return kind == MapKind::PreferredLayer || kind == MapKind::LayerDepth;
}
/// infoOf(kind) for an encoder of so many layers: their maps end at the last one.
MapInfo infoOf(MapKind kind, int layers);
/// "r", "noise ceiling", "Δr": after "median" and the like.
QString nameInSentence(MapKind kind);
/// "Pearson r", "CoD, 1 − SSE/SST": what its values are, along an axis.
QString axisName(const MapInfo& info);
QString presetName(metrics::AccuracyPreset preset);

/// The map's values over the evaluation's mask in the units of infoOf(kind) (ceiling and r²/NC in percent),
/// NaN where there is none; empty when the evaluation lacks it. `difference` and `layers` may be null.
std::vector<float> mapValues(MapKind kind, const train::Evaluation& evaluation,
                             metrics::AccuracyPreset preset, const train::EvaluationDifference* difference,
                             const train::LayerMaps* layers);

}  // namespace vxs::ui
