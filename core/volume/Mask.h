#pragma once

#include "core/volume/Volume.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vxs {

/// The voxels that take part: ascending linear indices into a grid. A "voxel list" [voxels] anywhere in
/// Voxelscope is in this order.
struct Mask {
  Grid grid;
  Affine affine;
  std::vector<std::uint32_t> voxels;

  std::size_t size() const { return voxels.size(); }
  /// Every voxel of the grid.
  static Mask whole(const Grid& grid, const Affine& affine);
  /// Voxels whose value is > 0 (so -1 = "not cortex" and NaN stay out). Throws Error when none is.
  static Mask positive(const Volume& volume);
  /// A volume with values[i] at voxels[i] and `outside` elsewhere. values.size() must equal size().
  Volume scatter(std::span<const float> values,
                 float outside = std::numeric_limits<float>::quiet_NaN()) const;
  /// 1 at the mask's voxels, 0 elsewhere.
  Volume indicator() const;
  /// The mask's voxels of a volume on the same grid; throws Error when the grids differ.
  std::vector<float> gather(const Volume& volume) const;
};

}  // namespace vxs
