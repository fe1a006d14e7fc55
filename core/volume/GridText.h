#pragma once

#include "core/volume/Grid.h"

#include <string>

namespace vxs {

/// "61 × 73 × 61": voxels along x, y and z, for messages and tables.
inline std::string sizeText(const Grid& grid) {
  return std::to_string(grid.nx) + " × " + std::to_string(grid.ny) + " × " + std::to_string(grid.nz);
}

}  // namespace vxs
