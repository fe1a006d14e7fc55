#pragma once

#include "core/scene/Weights.h"

#include <array>
#include <memory>

namespace vxs::ui {

using ComparisonPtr = std::shared_ptr<const scene::ComparisonData>;

/// Keeps the weights of each layer for as long as data, scale and evidence stay what they are, so that its
/// slices do not each count clusters.
class LayerWeights {
 public:
  std::shared_ptr<const Volume> of(const ComparisonPtr& data, const scene::ComparisonState& state,
                                   scene::Layer layer);

 private:
  struct Kept {
    ComparisonPtr data;
    scene::ColorScale scale;
    scene::Evidence evidence = scene::Evidence::None;
    double full = 0;
    std::shared_ptr<const Volume> weights;
  };
  std::array<Kept, scene::kLayerCount> m_kept;
};

}  // namespace vxs::ui
