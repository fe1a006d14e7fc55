#include "core/volume/MaskPosition.h"

#include <algorithm>
#include <cmath>

namespace vxs {

std::optional<std::uint32_t> positionIn(const Mask& mask, const std::array<int, 3>& voxel) {
  if (!mask.grid.contains(voxel[0], voxel[1], voxel[2])) return std::nullopt;
  const auto wanted = static_cast<std::uint32_t>(mask.grid.index(voxel[0], voxel[1], voxel[2]));
  const auto found = std::ranges::lower_bound(mask.voxels, wanted);
  if (found == mask.voxels.end() || *found != wanted) return std::nullopt;
  return static_cast<std::uint32_t>(found - mask.voxels.begin());
}

std::optional<std::uint32_t> positionAt(const Mask& mask, const Vec3& rasMm) {
  const Vec3 voxel = mask.affine.toVoxel(rasMm);
  return positionIn(mask, {static_cast<int>(std::lround(voxel[0])), static_cast<int>(std::lround(voxel[1])),
                           static_cast<int>(std::lround(voxel[2]))});
}

}  // namespace vxs
