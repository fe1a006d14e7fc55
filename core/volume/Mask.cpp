#include "core/volume/Mask.h"

#include "core/base/Error.h"
#include "core/volume/GridText.h"

#include <numeric>
#include <string>

namespace vxs {
Mask Mask::whole(const Grid& grid, const Affine& affine) {
  Mask mask{grid, affine, std::vector<std::uint32_t>(grid.voxelCount())};
  std::iota(mask.voxels.begin(), mask.voxels.end(), 0U);
  return mask;
}

Mask Mask::positive(const Volume& volume) {
  Mask mask{volume.grid, volume.affine, {}};
  for (std::size_t i = 0; i < volume.values.size(); ++i)
    if (volume.values[i] > 0) mask.voxels.push_back(static_cast<std::uint32_t>(i));
  if (mask.voxels.empty()) throw Error("the mask is empty: no voxel has a value above 0");
  return mask;
}

Volume Mask::scatter(std::span<const float> values, float outside) const {
  if (values.size() != size())
    throw Error("cannot place " + std::to_string(values.size()) + " values in a mask of " +
                std::to_string(size()) + " voxels");
  Volume volume(grid, affine, outside);
  for (std::size_t i = 0; i < values.size(); ++i) volume.values[voxels[i]] = values[i];
  return volume;
}

Volume Mask::indicator() const {
  return scatter(std::vector<float>(size(), 1.0F), 0.0F);
}

std::vector<float> Mask::gather(const Volume& volume) const {
  if (volume.grid != grid)
    throw Error("the volume's grid is " + sizeText(volume.grid) + ", but the mask's is " + sizeText(grid));
  std::vector<float> values;
  values.reserve(size());
  for (const std::uint32_t voxel : voxels) values.push_back(volume.values[voxel]);
  return values;
}

}  // namespace vxs
