#pragma once

#include "core/volume/Mask.h"

#include <array>
#include <cstdint>
#include <optional>

namespace vxs {

/// Where the voxel (i, j, k) of the mask's grid stands in the mask's voxel list; nothing outside the mask or
/// the grid.
std::optional<std::uint32_t> positionIn(const Mask& mask, const std::array<int, 3>& voxel);
/// The same of the voxel whose centre is nearest to a place, RAS in mm.
std::optional<std::uint32_t> positionAt(const Mask& mask, const Vec3& rasMm);

}  // namespace vxs
