#include "ui/maps/MapKind.h"

#include "ui/paint/figure/MapLook.h"

#include <QObject>

#include <algorithm>

namespace vxs::ui {

namespace {

/// Names, units and scales are those of figures.
MapInfo infoFrom(MapKind kind, const char* key, const QString& tip, int decimals, int bins = 70) {
  const paint::MapLook& look = *paint::mapLook(key);
  return {kind,
          QString::fromLatin1(key),
          QObject::tr(look.name.c_str()),
          QObject::tr(look.unit.c_str()),
          tip,
          look.range,
          look.lowest,
          look.highest,
          decimals,
          look.bothSigns,
          bins,
          look.inPercent};
}

}  // namespace

const std::vector<MapInfo>& mapInfos() {
  static const std::vector<MapInfo> infos{
      infoFrom(MapKind::R, "r",
               QObject::tr("Correlation of predicted and measured response over the test images"), 3),
      infoFrom(MapKind::RSquared, "r2",
               QObject::tr("Squared correlation; the square of a negative r counts as well"), 3),
      infoFrom(
          MapKind::Determination, "cod",
          QObject::tr("Coefficient of determination: also punishes a wrong scale or offset, so it is at most "
                      "r² and may be negative"),
          3),
      infoFrom(
          MapKind::Ceiling, "nc",
          QObject::tr("How much of the measured variance any model could explain, for this test set's mix of "
                      "repeats"),
          1),
      infoFrom(MapKind::Normalised, "accuracy",
               QObject::tr("Explained part of what can be explained, by the chosen preset; voxels without a "
                           "ceiling are dropped"),
               1),
      infoFrom(MapKind::Difference, "difference",
               QObject::tr("r of the second run minus r of this one, on the same test images"), 3),
      infoFrom(
          MapKind::PreferredLayer, "layer",
          QObject::tr("The layer of the encoder's vision transformer that predicts the voxel best, chosen on "
                      "validation images; voxels that none predicts are left out"),
          0, 12),
      infoFrom(
          MapKind::LayerDepth, "depth",
          QObject::tr("Mean layer weighted by the variance that each explains: the same as a graded place, "
                      "which draws to the middle where all layers do alike"),
          1)};
  return infos;
}

const MapInfo& infoOf(MapKind kind) {
  return *std::ranges::find(mapInfos(), kind, &MapInfo::kind);
}

QString nameInSentence(MapKind kind) {
  switch (kind) {
    case MapKind::Ceiling:
      return QObject::tr("noise ceiling");
    case MapKind::Difference:
      return infoOf(kind).unit;
    default:
      return infoOf(kind).name;
  }
}

QString axisName(const MapInfo& info) {
  const bool same = info.name == info.unit || info.kind == MapKind::R;
  return same ? info.unit : QObject::tr("%1, %2").arg(info.name, info.unit);
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
