#include "core/train/Regions.h"

#include <algorithm>
#include <numeric>

namespace vxs::train {

Members everyVoxel(const Mask& mask) {
  Members all(mask.size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

Members labelledVoxels(const LabelAtlas& atlas, const Mask& mask) {
  Members members;
  for (std::size_t v = 0; v < mask.size(); ++v)
    if (atlas.labels[mask.voxels[v]] > 0) members.push_back(static_cast<std::uint32_t>(v));
  return members;
}

std::vector<Region> regionsOf(const std::vector<LabelAtlas>& atlases, const Mask& mask) {
  std::vector<Region> regions;
  for (const LabelAtlas& atlas : atlases) {
    const Members all = labelledVoxels(atlas, mask);
    if (all.empty()) continue;
    regions.push_back({atlas.name, "all", all});
    std::vector<std::int32_t> labels;
    for (const std::uint32_t v : all) labels.push_back(atlas.labels[mask.voxels[v]]);
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    if (labels.size() < 2) continue;
    for (const std::int32_t label : labels)
      regions.push_back({atlas.name, atlas.regionName(label), atlas.membersOf(label, mask)});
  }
  return regions;
}

}  // namespace vxs::train
