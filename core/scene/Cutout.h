#pragma once

#include "core/scene/Camera.h"

#include <optional>

namespace vxs::scene {

/// What is taken away from 3-D views: the eighth between crosshair and camera, or all on one side of the
/// crosshair.
enum class CutoutSide { None, Corner, Left, Right, Anterior, Posterior, Superior, Inferior };

/// A box along the world's axes in RAS mm, bounds included.
struct Box {
  Vec3 low, high;
  bool contains(const Vec3& rasMm) const;
  bool operator==(const Box&) const = default;
};

/// The box that is taken away; it reaches far beyond any head. None for CutoutSide::None.
std::optional<Box> cutoutBox(CutoutSide side, const Vec3& crosshairRasMm, const Camera& camera);

}  // namespace vxs::scene
