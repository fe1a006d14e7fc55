#include "ui/session/LayerWeights.h"

namespace vxs::ui {

namespace {

/// A scale reduced to what clusters follow from: without a smallest cluster, nothing.
scene::ColorScale clusterScale(const scene::ColorScale& scale) {
  scene::ColorScale reduced;
  if (scale.smallestCluster <= 1) return reduced;
  reduced.smallestCluster = scale.smallestCluster;
  reduced.thresholdZ = scale.thresholdZ;
  reduced.fromZero = scale.fromZero;
  return reduced;
}

}  // namespace

std::shared_ptr<const Volume> LayerWeights::of(const ComparisonPtr& data, const scene::ComparisonState& state,
                                               scene::Layer layer) {
  const scene::ColorScale scale = clusterScale(state.scaleOf(layer));
  if (!data || (state.evidence == scene::Evidence::None && scale.smallestCluster <= 1)) return {};
  Kept& kept = m_kept[scene::indexOf(layer)];
  const std::lock_guard lock(kept.mutex);
  const bool same = kept.data == data && kept.scale == scale && kept.evidence == state.evidence &&
                    kept.full == state.evidenceFull;
  if (same) return kept.weights;
  Volume weights = scene::overlayWeights(*data, state, layer);
  kept.data = data;
  kept.scale = scale;
  kept.evidence = state.evidence;
  kept.full = state.evidenceFull;
  kept.weights = weights.empty() ? nullptr : std::make_shared<const Volume>(std::move(weights));
  return kept.weights;
}

}  // namespace vxs::ui
