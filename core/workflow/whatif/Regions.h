#pragma once

#include "core/volume/LabelAtlas.h"

#include <span>
#include <string>
#include <vector>

namespace vxs::workflow {

/// A region of interest within a run's mask.
struct Region {
  std::string atlas, name;
  std::vector<std::uint32_t> members;  ///< positions within the mask, not voxel indices
  std::string label() const { return atlas + ": " + name; }
};

/// Every labelled region of the atlases with at least one voxel in the mask, atlas by atlas, label by label.
/// Throws Error when an atlas lies on another grid.
std::vector<Region> regionsOf(const std::vector<LabelAtlas>& atlases, const Mask& mask);
/// By "atlas: name", "atlas:name" or the name alone where only one atlas has it. Throws UsageError with the
/// names that there are.
const Region& regionNamed(const std::vector<Region>& regions, const std::string& name);
/// Mean of the finite values of a region; NaN when it has none.
double meanOver(const Region& region, std::span<const float> values);

}  // namespace vxs::workflow
