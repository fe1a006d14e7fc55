#include "core/volume/LabelAtlas.h"

#include "core/base/Error.h"

namespace vxs {

std::string LabelAtlas::regionName(std::int32_t label) const {
  const auto found = names.find(label);
  return found != names.end() ? found->second : name + "-" + std::to_string(label);
}

std::vector<std::uint32_t> LabelAtlas::membersOf(std::int32_t label, const Mask& mask) const {
  if (mask.grid != grid || labels.size() != grid.voxelCount())
    throw Error("the label volume '" + name + "' and the mask lie on different grids");
  std::vector<std::uint32_t> members;
  for (std::size_t i = 0; i < mask.voxels.size(); ++i)
    if (labels[mask.voxels[i]] == label) members.push_back(static_cast<std::uint32_t>(i));
  return members;
}

}  // namespace vxs
