#include "core/volume/Affine.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>

namespace vxs {
namespace {

using Matrix3 = std::array<double, 9>;

Matrix3 linearPart(const std::array<double, 12>& m) {
  return {m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]};
}

double determinant(const Matrix3& m) {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
         m[2] * (m[3] * m[7] - m[4] * m[6]);
}

Matrix3 adjugate(const Matrix3& m) {
  return {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
          m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
          m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
}

Vec3 columnLengths(const Matrix3& m) {
  return {std::hypot(m[0], m[3], m[6]), std::hypot(m[1], m[4], m[7]), std::hypot(m[2], m[5], m[8])};
}

/// Columns at unit length: the determinant of the result says how far from degenerate the axes are, whatever
/// the unit.
Matrix3 unitColumns(const Matrix3& m) {
  const Vec3 length = columnLengths(m);
  Matrix3 unit = m;
  for (std::size_t i = 0; i < 9; ++i)
    if (length[i % 3] > 0) unit[i] /= length[i % 3];
  return unit;
}

bool invertible(const Matrix3& m) {
  const double det = determinant(unitColumns(m));
  return std::isfinite(det) && std::abs(det) > 1e-9;
}

/// The rotation nearest to `m` (polar decomposition by Newton's iteration, Higham 1986), so that a sheared
/// matrix gets the axes of its rotation.
Matrix3 nearestRotation(Matrix3 m) {
  for (int iteration = 0; iteration < 50; ++iteration) {
    const Matrix3 adj = adjugate(m);
    const double det = determinant(m);
    double change = 0;
    Matrix3 next;
    for (std::size_t row = 0; row < 3; ++row)
      for (std::size_t col = 0; col < 3; ++col) {
        next[3 * row + col] = 0.5 * (m[3 * row + col] + adj[3 * col + row] / det);
        change = std::max(change, std::abs(next[3 * row + col] - m[3 * row + col]));
      }
    m = next;
    if (change < 1e-14) break;
  }
  return m;
}

}  // namespace

Affine Affine::centred(const Grid& grid, double voxelSizeMm) {
  const auto offset = [&](int count) { return (1.0 - (count + 1) / 2.0) * voxelSizeMm; };
  return Affine({voxelSizeMm, 0, 0, offset(grid.nx), 0, voxelSizeMm, 0, offset(grid.ny), 0, 0, voxelSizeMm,
                 offset(grid.nz)});
}

Vec3 Affine::toRasMm(const Vec3& voxel) const {
  Vec3 result{};
  for (std::size_t row = 0; row < 3; ++row) {
    const double* m = &m_rows[4 * row];
    result[row] = m[0] * voxel[0] + m[1] * voxel[1] + m[2] * voxel[2] + m[3];
  }
  return result;
}

Vec3 Affine::toVoxel(const Vec3& rasMm) const {
  return inverse().toRasMm(rasMm);
}

Affine Affine::inverse() const {
  const Matrix3 m = linearPart(m_rows);
  if (!invertible(m)) throw Error("the voxel-to-world matrix is singular: it cannot be inverted");
  const Matrix3 adj = adjugate(m);
  const double det = determinant(m);
  std::array<double, 12> rows{};
  for (std::size_t row = 0; row < 3; ++row) {
    double offset = 0;
    for (std::size_t col = 0; col < 3; ++col) {
      rows[4 * row + col] = adj[3 * row + col] / det;
      offset -= rows[4 * row + col] * m_rows[4 * col + 3];
    }
    rows[4 * row + 3] = offset;
  }
  return Affine(rows);
}

Vec3 Affine::voxelSizeMm() const {
  return columnLengths(linearPart(m_rows));
}

std::string Affine::axisCodes() const {
  const Matrix3 unit = unitColumns(linearPart(m_rows));
  Matrix3 rotation = invertible(unit) ? nearestRotation(unit) : unit;
  std::string codes;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::size_t world = 0;
    for (std::size_t row = 1; row < 3; ++row)
      if (std::abs(rotation[3 * row + axis]) > std::abs(rotation[3 * world + axis])) world = row;
    const double cosine = rotation[3 * world + axis];
    if (!(std::abs(cosine) > 1e-8)) {
      codes += '?';  // a degenerate axis points nowhere
      continue;
    }
    codes += cosine > 0 ? "RAS"[world] : "LPI"[world];
    for (std::size_t col = 0; col < 3; ++col) rotation[3 * world + col] = 0;  // each world axis once
  }
  return codes;
}

}  // namespace vxs
