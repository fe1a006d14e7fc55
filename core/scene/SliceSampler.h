#pragma once

#include "core/scene/Slice.h"

#include <cstddef>
#include <span>
#include <vector>

namespace vxs::scene {

/// Values of a volume along a slice's rows of pixels, at the nearest voxel or trilinear. Where the volume's
/// axes run along the world's, which is nearly always, a row costs two loads a pixel instead of eight: the
/// slice's plane is made once, resampled along columns. `volume` must outlive the object.
class SliceSampler {
 public:
  enum class By { NearestVoxel, Trilinear };
  SliceSampler(const SliceGeometry& geometry, const Volume& volume, By by);

  /// [geometry.width] values of a row; NaN where the volume has none. Trilinear leaves neighbours out that
  /// are NaN or outside, and gives NaN where half of the weight or more is missing.
  void row(int row, std::span<float> values) const;

 private:
  /// The two voxels along an axis around a position, and the share of the second.
  struct Between {
    int first = 0;
    float share = 0;
  };
  /// Axis of the volume along which columns, rows and the normal run.
  struct Axes {
    std::size_t column, row, normal;
  };
  /// Voxel position of pixel (column, row).
  Vec3 at(int column, int row) const;
  bool findAxes();
  void indexNearest();
  void resamplePlane();
  float trilinear(const Vec3& position) const;

  const Volume& m_volume;
  By m_by;
  int m_width, m_height;
  Vec3 m_start, m_perColumn, m_perRow;
  bool m_aligned = false;
  Axes m_axes{0, 1, 2};
  // aligned, nearest: index = plane + column + row; below zero outside
  std::ptrdiff_t m_planeIndex = -1;
  std::vector<std::ptrdiff_t> m_columnIndex, m_rowIndex;
  // aligned, trilinear: [rows of voxels, width], sums of weight * value and of weight
  std::vector<float> m_sums, m_weights;
  int m_planeRows = 0;
};

}  // namespace vxs::scene
