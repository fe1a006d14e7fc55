#pragma once

#include "core/scene/Weights.h"

#include <array>
#include <memory>
#include <mutex>

namespace vxs::ui {

using ComparisonPtr = std::shared_ptr<const scene::ComparisonData>;

/// Keeps the weights of each layer for as long as what they follow from stays what it is, so that its slices
/// and its 3-D view do not each count clusters. Any thread may ask.
class LayerWeights {
 public:
  /// Null: none.
  std::shared_ptr<const Volume> of(const ComparisonPtr& data, const scene::ComparisonState& state,
                                   scene::Layer layer);

 private:
  struct Kept {
    std::mutex mutex;  ///< held while they are computed: who asks meanwhile waits for them
    ComparisonPtr data;
    scene::ColorScale scale;  ///< that clusters follow from
    scene::Evidence evidence = scene::Evidence::None;
    double full = 0;
    std::shared_ptr<const Volume> weights;
  };
  std::array<Kept, scene::kLayerCount> m_kept;
};

}  // namespace vxs::ui
