#pragma once

#include "core/volume/Grid.h"

#include <array>
#include <string>

namespace vxs {

using Vec3 = std::array<double, 3>;

/// The voxel-to-world transform of a volume: voxel index (voxel centres at integers) to RAS millimetres (x to
/// the subject's right, y to anterior, z to superior). Row-major 3 x 4.
class Affine {
 public:
  /// Identity: 1 mm voxels, voxel (0,0,0) at the origin.
  Affine() = default;
  explicit Affine(const std::array<double, 12>& rows) : m_rows(rows) {}
  /// NSD's convention: diagonal, `voxelSizeMm` isotropic, origin at the centre of the grid,
  /// offset_d = (1 - (n_d + 1) / 2) * size (cvnlab/nsdcode, nsd_savenifti).
  static Affine centred(const Grid& grid, double voxelSizeMm);

  Vec3 toRasMm(const Vec3& voxel) const;
  /// Inverse transform. Throws Error when the matrix is singular.
  Vec3 toVoxel(const Vec3& rasMm) const;
  /// Throws Error when the matrix is singular.
  Affine inverse() const;
  /// Edge lengths of a voxel in mm, along the voxel axes.
  Vec3 voxelSizeMm() const;
  /// Anatomical direction of growing x, y and z index, e.g. "RAS" or "LPI" (nibabel's aff2axcodes: the axes
  /// are assigned by the largest cosine, each world axis once).
  std::string axisCodes() const;
  const std::array<double, 12>& rows() const { return m_rows; }
  bool operator==(const Affine&) const = default;

 private:
  std::array<double, 12> m_rows{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
};

}  // namespace vxs
