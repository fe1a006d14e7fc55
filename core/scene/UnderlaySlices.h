#pragma once

#include "core/scene/Slice.h"

#include <deque>
#include <memory>
#include <utility>

namespace vxs::scene {

/// The underlay's slices that were drawn last. Layers side by side show the same anatomy, and a new threshold
/// does not change it: each is drawn once. Of one thread.
class UnderlaySlices {
 public:
  /// The underlay alone, opaque; null when there is none.
  std::shared_ptr<const RgbaImage> at(const SliceGeometry& geometry, const Volume& underlay);
  /// To be called when the underlay may be another one.
  void clear() { m_drawn.clear(); }

 private:
  static constexpr std::size_t kMost = 24;
  std::deque<std::pair<SliceGeometry, std::shared_ptr<const RgbaImage>>> m_drawn;  ///< newest first
};

}  // namespace vxs::scene
