#include "core/scene/Cutout.h"

namespace vxs::scene {

namespace {
constexpr double kFarMm = 1e4;
}

bool Box::contains(const Vec3& p) const {
  for (std::size_t d = 0; d < 3; ++d)
    if (p[d] < low[d] || p[d] > high[d]) return false;
  return true;
}

std::optional<Box> cutoutBox(CutoutSide side, const Vec3& at, const Camera& camera) {
  if (side == CutoutSide::None) return std::nullopt;
  Box box{{-kFarMm, -kFarMm, -kFarMm}, {kFarMm, kFarMm, kFarMm}};
  const auto keepOnly = [&](std::size_t axis, bool above) { (above ? box.low : box.high)[axis] = at[axis]; };
  switch (side) {
    case CutoutSide::Corner:
      for (std::size_t axis = 0; axis < 3; ++axis)
        keepOnly(axis, camera.position[axis] >= camera.focalPoint[axis]);
      break;
    case CutoutSide::Left:
    case CutoutSide::Right:
      keepOnly(0, side == CutoutSide::Right);
      break;
    case CutoutSide::Anterior:
    case CutoutSide::Posterior:
      keepOnly(1, side == CutoutSide::Anterior);
      break;
    case CutoutSide::Superior:
    case CutoutSide::Inferior:
      keepOnly(2, side == CutoutSide::Superior);
      break;
    case CutoutSide::None:
      break;
  }
  return box;
}

}  // namespace vxs::scene
