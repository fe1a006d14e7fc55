#pragma once

#include "core/volume/Affine.h"
#include "core/volume/Grid.h"

#include <limits>
#include <vector>

namespace vxs {

/// One 3-D image in single precision, [nz][ny][nx] with x fastest (see Grid). NaN means "no value here".
struct Volume {
  Grid grid;
  Affine affine;
  std::vector<float> values;

  Volume() = default;
  Volume(const Grid& g, const Affine& a, float fill = std::numeric_limits<float>::quiet_NaN())
      : grid(g), affine(a), values(g.voxelCount(), fill) {}
  bool empty() const { return values.empty(); }
  float at(int x, int y, int z) const { return values[grid.index(x, y, z)]; }
};

}  // namespace vxs
