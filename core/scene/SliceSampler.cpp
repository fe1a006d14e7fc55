#include "core/scene/SliceSampler.h"

#include <array>
#include <cmath>
#include <limits>

namespace vxs::scene {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kStraight = 1e-9;        ///< voxels a pixel below which an axis does not count as moving
constexpr float kLeastWeight = 0.49999F;  ///< half, and the rounding of sums of floats

std::array<int, 3> sizeOf(const Grid& grid) {
  return {grid.nx, grid.ny, grid.nz};
}

std::array<std::ptrdiff_t, 3> stridesOf(const Grid& grid) {
  return {1, grid.nx, static_cast<std::ptrdiff_t>(grid.nx) * grid.ny};
}

/// Index of the nearest voxel along an axis times its stride; -1 outside.
std::ptrdiff_t nearestOffset(double position, int size, std::ptrdiff_t stride) {
  const auto index = static_cast<int>(std::lround(position));
  return index >= 0 && index < size ? index * stride : -1;
}

}  // namespace

SliceSampler::SliceSampler(const SliceGeometry& geometry, const Volume& volume, By by)
    : m_volume(volume), m_by(by), m_width(geometry.width), m_height(geometry.height) {
  const Affine inverse = volume.affine.inverse();
  m_start = inverse.toRasMm(geometry.rasAt(0, 0));
  m_perColumn = inverse.toRasMm(geometry.rasAt(1, 0));
  m_perRow = inverse.toRasMm(geometry.rasAt(0, 1));
  for (std::size_t i = 0; i < 3; ++i) {
    m_perColumn[i] -= m_start[i];
    m_perRow[i] -= m_start[i];
  }
  m_aligned = findAxes();
  if (!m_aligned) return;
  if (m_by == By::NearestVoxel)
    indexNearest();
  else
    resamplePlane();
}

Vec3 SliceSampler::at(int column, int row) const {
  Vec3 position;
  for (std::size_t i = 0; i < 3; ++i) position[i] = m_start[i] + column * m_perColumn[i] + row * m_perRow[i];
  return position;
}

bool SliceSampler::findAxes() {
  int alongColumns = 0, alongRows = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const bool column = std::abs(m_perColumn[i]) > kStraight, row = std::abs(m_perRow[i]) > kStraight;
    if (column && row) return false;
    (column ? m_axes.column : row ? m_axes.row : m_axes.normal) = i;
    alongColumns += column;
    alongRows += row;
  }
  return alongColumns == 1 && alongRows == 1;
}

void SliceSampler::indexNearest() {
  const auto size = sizeOf(m_volume.grid);
  const auto stride = stridesOf(m_volume.grid);
  const auto offset = [&](std::size_t axis, double position) {
    return nearestOffset(position, size[axis], stride[axis]);
  };
  m_planeIndex = offset(m_axes.normal, m_start[m_axes.normal]);
  for (int c = 0; c < m_width; ++c) m_columnIndex.push_back(offset(m_axes.column, at(c, 0)[m_axes.column]));
  for (int r = 0; r < m_height; ++r) m_rowIndex.push_back(offset(m_axes.row, at(0, r)[m_axes.row]));
}

/// Weighs the two planes of voxels around the slice and resamples every row of voxels along the columns.
void SliceSampler::resamplePlane() {
  const auto size = sizeOf(m_volume.grid);
  const auto stride = stridesOf(m_volume.grid);
  const int columns = size[m_axes.column];
  m_planeRows = size[m_axes.row];
  const auto between = [](double position) {
    const double floor = std::floor(position);
    return Between{static_cast<int>(floor), static_cast<float>(position - floor)};
  };
  const Between normal = between(m_start[m_axes.normal]);
  std::vector<Between> pixels;
  for (int c = 0; c < m_width; ++c) pixels.push_back(between(at(c, 0)[m_axes.column]));

  const auto width = static_cast<std::size_t>(m_width);
  m_sums.assign(static_cast<std::size_t>(m_planeRows) * width, 0.0F);
  m_weights = m_sums;
  // a voxel of margin on both sides, of no weight, spares the bounds check
  std::vector<float> sums(static_cast<std::size_t>(columns) + 2), weights(sums.size());
  for (int row = 0; row < m_planeRows; ++row) {
    sums.assign(sums.size(), 0.0F);
    weights.assign(weights.size(), 0.0F);
    for (int side = 0; side < 2; ++side) {
      const int plane = normal.first + side;
      const float weight = side == 1 ? normal.share : 1 - normal.share;
      if (plane < 0 || plane >= size[m_axes.normal] || weight <= 0) continue;
      const float* voxel = m_volume.values.data() + plane * stride[m_axes.normal] + row * stride[m_axes.row];
      for (std::size_t i = 1; i <= static_cast<std::size_t>(columns); ++i, voxel += stride[m_axes.column])
        if (!std::isnan(*voxel)) {
          sums[i] += weight * *voxel;
          weights[i] += weight;
        }
    }
    float* sumsOut = &m_sums[static_cast<std::size_t>(row) * width];
    float* weightsOut = &m_weights[static_cast<std::size_t>(row) * width];
    for (std::size_t c = 0; c < width; ++c) {
      const Between& pixel = pixels[c];
      if (pixel.first < -1 || pixel.first >= columns) continue;
      const auto i = static_cast<std::size_t>(pixel.first + 1);
      sumsOut[c] = (1 - pixel.share) * sums[i] + pixel.share * sums[i + 1];
      weightsOut[c] = (1 - pixel.share) * weights[i] + pixel.share * weights[i + 1];
    }
  }
}

float SliceSampler::trilinear(const Vec3& p) const {
  const Grid& grid = m_volume.grid;
  const int x0 = static_cast<int>(std::floor(p[0])), y0 = static_cast<int>(std::floor(p[1])),
            z0 = static_cast<int>(std::floor(p[2]));
  const double fx = p[0] - x0, fy = p[1] - y0, fz = p[2] - z0;
  double sum = 0, total = 0;
  for (int k = 0; k < 8; ++k) {
    const int dx = k & 1, dy = (k >> 1) & 1, dz = k >> 2;
    if (!grid.contains(x0 + dx, y0 + dy, z0 + dz)) continue;
    const double weight = (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy) * (dz ? fz : 1 - fz);
    const float value = m_volume.at(x0 + dx, y0 + dy, z0 + dz);
    if (weight <= 0 || std::isnan(value)) continue;
    sum += weight * value;
    total += weight;
  }
  return total >= static_cast<double>(kLeastWeight) ? static_cast<float>(sum / total) : kNan;
}

void SliceSampler::row(int row, std::span<float> values) const {
  if (!m_aligned) {
    const Grid& grid = m_volume.grid;
    for (int c = 0; c < m_width; ++c) {
      const Vec3 p = at(c, row);
      float& value = values[static_cast<std::size_t>(c)];
      if (m_by == By::Trilinear) {
        value = trilinear(p);
        continue;
      }
      const auto x = static_cast<int>(std::lround(p[0])), y = static_cast<int>(std::lround(p[1])),
                 z = static_cast<int>(std::lround(p[2]));
      value = grid.contains(x, y, z) ? m_volume.at(x, y, z) : kNan;
    }
    return;
  }
  const auto width = static_cast<std::size_t>(m_width);
  if (m_by == By::NearestVoxel) {
    const std::ptrdiff_t rowIndex = m_rowIndex[static_cast<std::size_t>(row)];
    const bool outside = rowIndex < 0 || m_planeIndex < 0;
    const float* plane = m_volume.values.data() + (outside ? 0 : m_planeIndex + rowIndex);
    for (std::size_t c = 0; c < width; ++c)
      values[c] = outside || m_columnIndex[c] < 0 ? kNan : plane[m_columnIndex[c]];
    return;
  }
  const double position = at(0, row)[m_axes.row];
  const double floor = std::floor(position);
  const auto share = static_cast<float>(position - floor);
  // one of the two may lie outside: then it is the other one, without weight
  const bool firstIn = floor >= 0 && floor < m_planeRows, secondIn = floor >= -1 && floor + 1 < m_planeRows;
  const float first = firstIn ? 1 - share : 0, second = secondIn ? share : 0;
  const auto rowOf = [&](bool in, double at) { return in ? static_cast<std::size_t>(at) * width : 0; };
  const std::size_t a = rowOf(firstIn, floor), b = rowOf(secondIn, floor + 1);
  for (std::size_t c = 0; c < width; ++c) {
    const float weight = first * m_weights[a + c] + second * m_weights[b + c];
    const float sum = first * m_sums[a + c] + second * m_sums[b + c];
    values[c] = weight >= kLeastWeight ? sum / weight : kNan;
  }
}

}  // namespace vxs::scene
