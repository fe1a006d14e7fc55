#pragma once

#include "core/volume/LabelAtlas.h"
#include "core/volume/Mask.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::train {

/// Positions in a mask's voxel list.
using Members = std::vector<std::uint32_t>;

struct Region {
  std::string atlas, name;
  Members members;
};

/// Every position of the mask.
Members everyVoxel(const Mask& mask);
/// Those with a label >= 1.
Members labelledVoxels(const LabelAtlas& atlas, const Mask& mask);
/// The voxels of the region "ATLAS/NAME" of regionsOf(). Throws UsageError naming those that there are.
Members regionMembers(const std::vector<LabelAtlas>& atlases, const Mask& mask, const std::string& region);
/// What people call "ATLAS/NAME": its name, or the atlas' where that is "all".
std::string regionTitle(const std::string& region);
/// `values` of the members, NaN elsewhere.
std::vector<float> restricted(const std::vector<float>& values, const Members& members);
/// Per atlas that has voxels in the mask: a region "all" of every labelled voxel and, when there is more than
/// one label, each label's by ascending label. The regions of rois.tsv.
std::vector<Region> regionsOf(const std::vector<LabelAtlas>& atlases, const Mask& mask);

}  // namespace vxs::train
