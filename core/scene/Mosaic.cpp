#include "core/scene/Mosaic.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {
namespace {

std::size_t normalOf(Plane plane) {
  return plane == Plane::Axial ? 2 : plane == Plane::Coronal ? 1 : 0;
}

/// Lowest and highest world coordinate of voxel centres that hold something.
std::pair<double, double> filledSpan(const Volume& volume, std::size_t axis) {
  double low = 1e30, high = -1e30;
  const Grid& g = volume.grid;
  for (int z = 0; z < g.nz; ++z)
    for (int y = 0; y < g.ny; ++y)
      for (int x = 0; x < g.nx; ++x) {
        const float value = volume.at(x, y, z);
        if (!std::isfinite(value) || value == 0) continue;
        const double at = volume.affine.toRasMm({double(x), double(y), double(z)})[axis];
        low = std::min(low, at);
        high = std::max(high, at);
      }
  return {low, high};
}

}  // namespace

std::vector<double> mosaicPositions(const Volume& volume, const MosaicParams& params, const Vec3& crosshair) {
  const std::size_t axis = normalOf(params.plane);
  const int count = std::clamp(params.count, 1, 200);
  std::vector<double> positions;
  if (params.spacingMm > 0) {
    const double first = crosshair[axis] - params.spacingMm * (count - 1) / 2.0;
    for (int i = 0; i < count; ++i) positions.push_back(first + i * params.spacingMm);
    return positions;
  }
  const auto [low, high] = filledSpan(volume, axis);
  if (low > high) return {crosshair[axis]};
  for (int i = 0; i < count; ++i) positions.push_back(low + (high - low) * (i + 0.5) / count);
  return positions;
}

Tiling tilingFor(int count, double tileAspect, double areaAspect) {
  Tiling best;
  double largest = 0;
  for (int columns = 1; columns <= std::max(1, count); ++columns) {
    const int rows = (count + columns - 1) / columns;
    // height of a tile when the area is 1 high
    const double height = std::min(1.0 / rows, areaAspect / columns / tileAspect);
    if (height > largest + 1e-12) {
      largest = height;
      best = {columns, rows};
    }
  }
  return best;
}

}  // namespace vxs::scene
