#pragma once

#include "core/volume/Mask.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vxs {

/// A volume of region labels as NSD writes them: -1 not cortex, 0 cortex without label, >= 1 a label.
struct LabelAtlas {
  std::string name;  ///< e.g. "prf-visualrois"
  Grid grid;
  Affine affine;
  std::vector<std::int32_t> labels;  ///< [grid]
  std::map<std::int32_t, std::string>
      names;  ///< label >= 1 to region name; may lack labels, then "name-3" is used

  std::string regionName(std::int32_t label) const;
  /// Positions within `mask` (not voxel indices) that carry `label`; grids must agree (Error).
  std::vector<std::uint32_t> membersOf(std::int32_t label, const Mask& mask) const;
};

}  // namespace vxs
