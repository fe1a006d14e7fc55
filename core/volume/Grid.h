#pragma once

#include <array>
#include <cstddef>

namespace vxs {

/// The size of a voxel grid. Voxel indices are 0-based; the linear index is x + nx * (y + ny * z), x fastest,
/// which is the order of NIfTI files and of one trial in NSD's HDF5 betas.
struct Grid {
  int nx = 0;
  int ny = 0;
  int nz = 0;

  std::size_t voxelCount() const {
    return static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny) * static_cast<std::size_t>(nz);
  }
  bool contains(int x, int y, int z) const {
    return x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz;
  }
  std::size_t index(int x, int y, int z) const {
    return static_cast<std::size_t>(x) +
           static_cast<std::size_t>(nx) *
               (static_cast<std::size_t>(y) + static_cast<std::size_t>(ny) * static_cast<std::size_t>(z));
  }
  std::array<int, 3> position(std::size_t index) const {
    const auto x = static_cast<std::size_t>(nx), y = static_cast<std::size_t>(ny);
    return {static_cast<int>(index % x), static_cast<int>(index / x % y), static_cast<int>(index / (x * y))};
  }
  bool operator==(const Grid&) const = default;
};

}  // namespace vxs
