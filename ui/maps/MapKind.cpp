#include "ui/maps/MapKind.h"

#include <QObject>

#include <algorithm>

namespace vxs::ui {

const std::vector<MapInfo>& mapInfos() {
  static const std::vector<MapInfo> infos{
      {MapKind::R, QStringLiteral("r"), QStringLiteral("r"), QObject::tr("Pearson r"),
       QObject::tr("Correlation of predicted and measured response over the test images"), 0.8, -0.4, 1, 3},
      {MapKind::RSquared, QStringLiteral("r2"), QStringLiteral("r²"), QStringLiteral("r²"),
       QObject::tr("Squared correlation; the square of a negative r counts as well"), 0.6, 0, 1, 3},
      {MapKind::Determination, QStringLiteral("cod"), QObject::tr("CoD"), QStringLiteral("1 − SSE/SST"),
       QObject::tr(
           "Coefficient of determination: also punishes a wrong scale or offset, so it is at most r² and "
           "may be negative"),
       0.6, -0.4, 1, 3},
      {MapKind::Ceiling, QStringLiteral("nc"), QObject::tr("Noise ceiling"), QObject::tr("% of variance"),
       QObject::tr(
           "How much of the measured variance any model could explain, for this test set's mix of repeats"),
       80, 0, 100, 1, false, 70, true},
      {MapKind::Normalised, QStringLiteral("accuracy"), QStringLiteral("r²/NC"), QObject::tr("% of ceiling"),
       QObject::tr(
           "Explained part of what can be explained, by the chosen preset; voxels without a ceiling are "
           "dropped"),
       100, 0, 150, 1, false, 70, true},
      {MapKind::Difference, QStringLiteral("difference"), QObject::tr("Model difference"),
       QStringLiteral("Δr"), QObject::tr("r of the second run minus r of this one, on the same test images"),
       0.3, -0.6, 0.6, 3, true},
      {MapKind::PreferredLayer, QStringLiteral("layer"), QObject::tr("Layer preference"),
       QObject::tr("layer"),
       QObject::tr("The layer of the encoder's vision transformer that predicts the voxel best, chosen on "
                   "validation images; voxels that none predicts are left out"),
       12, 0.5, 12.5, 0, false, 12},
      {MapKind::LayerDepth, QStringLiteral("depth"), QObject::tr("Layer depth"), QObject::tr("mean layer"),
       QObject::tr(
           "Mean layer weighted by the variance that each explains: the same as a graded place, which "
           "draws to the middle where all layers do alike"),
       12, 0.5, 12.5, 1}};
  return infos;
}

const MapInfo& infoOf(MapKind kind) {
  return *std::ranges::find(mapInfos(), kind, &MapInfo::kind);
}

MapInfo infoOf(MapKind kind, int layers) {
  MapInfo info = infoOf(kind);
  if (!isOfLayers(kind) || layers < 1) return info;
  info.range = layers;
  info.highest = layers + 0.5;
  if (kind == MapKind::PreferredLayer) info.bins = layers;
  return info;
}

QString presetName(metrics::AccuracyPreset preset) {
  switch (preset) {
    case metrics::AccuracyPreset::Vision:
      return QObject::tr("vision (clipped, median)");
    case metrics::AccuracyPreset::Algonauts:
      return QObject::tr("algonauts (clipped, mean)");
    case metrics::AccuracyPreset::Report:
      break;
  }
  return QObject::tr("report (median)");
}

std::vector<float> mapValues(MapKind kind, const train::Evaluation& evaluation,
                             metrics::AccuracyPreset preset, const train::EvaluationDifference* difference,
                             const train::LayerMaps* layers) {
  std::vector<float> values;
  switch (kind) {
    case MapKind::R:
      return evaluation.r;
    case MapKind::RSquared:
      values = evaluation.r;
      for (float& value : values) value *= value;
      return values;
    case MapKind::Determination:
      return evaluation.determination;
    case MapKind::Ceiling:
      values = evaluation.ceiling;
      break;
    case MapKind::Normalised:
      values = metrics::noiseNormalised(evaluation.r, evaluation.ceiling, preset);
      break;
    case MapKind::Difference:
      return difference ? difference->delta : std::vector<float>{};
    case MapKind::PreferredLayer:
      return layers ? layers->preferred : std::vector<float>{};
    case MapKind::LayerDepth:
      return layers ? layers->depth : std::vector<float>{};
  }
  for (float& value : values) value *= 100;
  return values;
}

}  // namespace vxs::ui
