#include "core/scene/UnderlaySlices.h"

#include <algorithm>

namespace vxs::scene {

std::shared_ptr<const RgbaImage> UnderlaySlices::at(const SliceGeometry& geometry, const Volume& underlay) {
  if (underlay.empty()) return {};
  const auto known = std::ranges::find(m_drawn, geometry, [](const auto& drawn) { return drawn.first; });
  if (known != m_drawn.end()) return known->second;
  SliceLayers layers;
  layers.underlay = &underlay;
  m_drawn.emplace_front(geometry, std::make_shared<const RgbaImage>(renderSlice(geometry, layers)));
  if (m_drawn.size() > kMost) m_drawn.pop_back();
  return m_drawn.front().second;
}

}  // namespace vxs::scene
