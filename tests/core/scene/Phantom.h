#pragma once

#include "core/volume/Volume.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace vxs::scene::test {

/// One of the 48 ways in which voxel axes can run along the world's: voxel axis i runs along world axis axis[i],
/// forwards or backwards.
struct Orientation {
  std::array<int, 3> axis{0, 1, 2};
  std::array<int, 3> sign{1, 1, 1};
};

inline std::vector<Orientation> allOrientations() {
  std::vector<Orientation> all;
  std::array<int, 3> axis{0, 1, 2};
  do {
    for (int signs = 0; signs < 8; ++signs)
      all.push_back({axis, {signs & 1 ? -1 : 1, signs & 2 ? -1 : 1, signs & 4 ? -1 : 1}});
  } while (std::next_permutation(axis.begin(), axis.end()));
  return all;
}

/// The same object in the world, stored in voxels of any orientation: `countRas` voxels of `sizeMm` along R, A, S
/// around `centreMm`; each voxel holds value(RAS mm of its centre).
inline Volume phantom(const Orientation& orientation, const std::array<int, 3>& countRas, const Vec3& sizeMm,
                      const Vec3& centreMm, const std::function<float(const Vec3&)>& value) {
  std::array<int, 3> count{};
  std::array<double, 12> rows{};
  Vec3 origin{};
  for (std::size_t w = 0; w < 3; ++w) origin[w] = centreMm[w];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto w = static_cast<std::size_t>(orientation.axis[i]);
    count[i] = countRas[w];
    rows[4 * w + i] = orientation.sign[i] * sizeMm[w];
    origin[w] -= orientation.sign[i] * sizeMm[w] * (countRas[w] - 1) / 2.0;
  }
  for (std::size_t w = 0; w < 3; ++w) rows[4 * w + 3] = origin[w];
  Volume volume({count[0], count[1], count[2]}, Affine(rows));
  for (int z = 0; z < count[2]; ++z)
    for (int y = 0; y < count[1]; ++y)
      for (int x = 0; x < count[0]; ++x) {
        const Vec3 ras = volume.affine.toRasMm({double(x), double(y), double(z)});
        volume.values[volume.grid.index(x, y, z)] = value(ras);
      }
  return volume;
}

inline double distance(const Vec3& a, const Vec3& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace vxs::scene::test
