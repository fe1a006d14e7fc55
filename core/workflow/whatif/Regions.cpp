#include "core/workflow/whatif/Regions.h"

#include "core/base/Error.h"

#include <cmath>
#include <limits>

namespace vxs::workflow {

std::vector<Region> regionsOf(const std::vector<LabelAtlas>& atlases, const Mask& mask) {
  std::vector<Region> regions;
  for (const LabelAtlas& atlas : atlases) {
    if (mask.grid != atlas.grid || atlas.labels.size() != mask.grid.voxelCount())
      throw Error("the label volume '" + atlas.name + "' and the mask lie on different grids");
    std::map<std::int32_t, std::vector<std::uint32_t>> members;
    for (std::size_t i = 0; i < mask.voxels.size(); ++i)
      if (const std::int32_t label = atlas.labels[mask.voxels[i]]; label >= 1)
        members[label].push_back(static_cast<std::uint32_t>(i));
    for (auto& [label, list] : members)
      regions.push_back({atlas.name, atlas.regionName(label), std::move(list)});
  }
  return regions;
}

const Region& regionNamed(const std::vector<Region>& regions, const std::string& name) {
  const Region* found = nullptr;
  std::string known;
  for (const Region& region : regions) {
    if (region.label() == name || region.atlas + ":" + region.name == name) return region;
    if (region.name == name) {
      if (found)
        throw UsageError("'" + name + "' is a region of " + found->atlas + " and of " + region.atlas +
                         "; write " + found->atlas + ":" + name);
      found = &region;
    }
    known += (known.empty() ? "" : ", ") + region.atlas + ":" + region.name;
  }
  if (!found)
    throw UsageError("there is no region '" + name + "' in the run's mask" +
                     (known.empty() ? std::string("; it has no regions at all") : "; there are " + known));
  return *found;
}

double meanOver(const Region& region, std::span<const float> values) {
  double sum = 0;
  std::int64_t count = 0;
  for (const std::uint32_t member : region.members)
    if (std::isfinite(values[member])) {
      sum += values[member];
      ++count;
    }
  return count ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace vxs::workflow
