#include "core/train/Regions.h"

#include "core/base/Error.h"

#include <algorithm>
#include <limits>
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

Members regionMembers(const std::vector<LabelAtlas>& atlases, const Mask& mask, const std::string& region) {
  std::string known;
  for (Region& each : regionsOf(atlases, mask)) {
    const std::string name = each.atlas + "/" + each.name;
    if (name == region) return std::move(each.members);
    known += (known.empty() ? "" : ", ") + name;
  }
  throw UsageError("there is no region '" + region +
                   "' here: " + (known.empty() ? "the store has none" : known));
}

std::string regionTitle(const std::string& region) {
  const std::size_t slash = region.find('/');
  const std::string name = slash == std::string::npos ? region : region.substr(slash + 1);
  return name == "all" ? region.substr(0, slash) : name;
}

std::vector<float> restricted(const std::vector<float>& values, const Members& members) {
  std::vector<float> kept(values.size(), std::numeric_limits<float>::quiet_NaN());
  for (const std::uint32_t voxel : members) kept[voxel] = values[voxel];
  return kept;
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
