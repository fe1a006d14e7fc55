#include "core/scene/StrongestPoint.h"

#include <cmath>

namespace vxs::scene {

Vec3 strongestPoint(const Volume& volume) {
  if (volume.empty()) return {0, 0, 0};
  std::size_t best = 0;
  float strongest = -1;
  for (std::size_t i = 0; i < volume.values.size(); ++i)
    if (std::abs(volume.values[i]) > strongest) {  // false for NaN
      strongest = std::abs(volume.values[i]);
      best = i;
    }
  const std::array<int, 3> voxel = volume.grid.position(best);
  return volume.affine.toRasMm({double(voxel[0]), double(voxel[1]), double(voxel[2])});
}

}  // namespace vxs::scene
