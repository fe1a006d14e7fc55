#include "ui/LayerWeights.h"

namespace vxs::ui {

std::shared_ptr<const Volume> LayerWeights::of(const ComparisonPtr& data, const scene::ComparisonState& state,
                                               scene::Layer layer) {
  const scene::ColorScale& scale = state.scaleOf(layer);
  if (!data || (state.evidence == scene::Evidence::None && scale.smallestCluster <= 1)) return {};
  Kept& kept = m_kept[scene::indexOf(layer)];
  const bool same = kept.data == data && kept.scale == scale && kept.evidence == state.evidence &&
                    kept.full == state.evidenceFull;
  if (!same) {
    Volume weights = scene::overlayWeights(*data, state, layer);
    kept = {data, scale, state.evidence, state.evidenceFull,
            weights.empty() ? nullptr : std::make_shared<const Volume>(std::move(weights))};
  }
  return kept.weights;
}

}  // namespace vxs::ui
