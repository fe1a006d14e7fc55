#include "core/synthetic/Brain.h"

#include "core/base/Random.h"

#include <algorithm>
#include <map>

namespace vxs::synthetic {
namespace {

struct AtlasSpec {
  const char* name;
  std::vector<std::pair<Area, int>> labels;  ///< area to NSD's label
  std::map<std::int32_t, std::string> names;
};

const std::vector<AtlasSpec>& specs() {
  static const std::vector<AtlasSpec> kSpecs{
      {"prf-visualrois",
       {{Area::V1v, 1},
        {Area::V1d, 2},
        {Area::V2v, 3},
        {Area::V2d, 4},
        {Area::V3v, 5},
        {Area::V3d, 6},
        {Area::hV4, 7}},
       {{1, "V1v"}, {2, "V1d"}, {3, "V2v"}, {4, "V2d"}, {5, "V3v"}, {6, "V3d"}, {7, "hV4"}}},
      {"floc-faces",
       {{Area::OFA, 1}, {Area::FFA1, 2}, {Area::FFA2, 3}},
       {{1, "OFA"}, {2, "FFA-1"}, {3, "FFA-2"}}},
      {"floc-bodies", {{Area::EBA, 1}, {Area::FBA1, 2}}, {{1, "EBA"}, {2, "FBA-1"}}},
      {"floc-places", {{Area::OPA, 1}, {Area::PPA, 2}, {Area::RSC, 3}}, {{1, "OPA"}, {2, "PPA"}, {3, "RSC"}}},
      {"floc-words", {{Area::OWFA, 1}, {Area::VWFA1, 2}}, {{1, "OWFA"}, {2, "VWFA-1"}}}};
  return kSpecs;
}

LabelAtlas emptyAtlas(const Brain& brain, const std::string& name) {
  LabelAtlas atlas{
      name, brain.grid, brain.affine, std::vector<std::int32_t>(brain.grid.voxelCount(), -1), {}};
  for (const BrainVoxel& voxel : brain.voxels)
    if (voxel.tissue == Tissue::Gray) atlas.labels[voxel.index] = 0;
  return atlas;
}

}  // namespace

Mask Brain::mask() const {
  Mask mask{grid, affine, {}};
  for (const BrainVoxel& voxel : voxels) mask.voxels.push_back(voxel.index);
  return mask;
}

Mask Brain::visualMask() const {
  Mask mask{grid, affine, {}};
  for (const BrainVoxel& voxel : voxels)
    if (voxel.visual) mask.voxels.push_back(voxel.index);
  return mask;
}

Volume Brain::underlay() const {
  Volume t1(grid, affine, 0.0F);
  constexpr double kOctant = 0.25;  // voxels from a voxel's centre to an octant's, along each axis
  for (std::size_t index = 0; index < t1.values.size(); ++index) {
    const auto [x, y, z] = grid.position(index);
    double sum = 0;
    for (const double dz : {-kOctant, kOctant})
      for (const double dy : {-kOctant, kOctant})
        for (const double dx : {-kOctant, kOctant}) sum += t1At(affine.toRasMm({x + dx, y + dy, z + dz}));
    Random grain(index + 77);
    const double noisy = sum / 8 + (sum > 0 ? 18.0 * grain.normal() : 0.0);
    t1.values[index] = static_cast<float>(std::max(0.0, noisy));
  }
  return t1;
}

std::vector<LabelAtlas> Brain::atlases() const {
  std::vector<LabelAtlas> atlases;
  for (const AtlasSpec& spec : specs()) {
    LabelAtlas atlas = emptyAtlas(*this, spec.name);
    atlas.names = spec.names;
    for (const BrainVoxel& voxel : voxels)
      for (const auto& [area, label] : spec.labels)
        if (voxel.area == area) atlas.labels[voxel.index] = label;
    atlases.push_back(std::move(atlas));
  }
  LabelAtlas general = emptyAtlas(*this, "nsdgeneral"), streams = emptyAtlas(*this, "streams");
  general.names = {{1, "nsdgeneral"}};
  streams.names = {{1, "early"},   {2, "midventral"}, {3, "midlateral"},
                   {5, "ventral"}, {6, "lateral"},    {7, "parietal"}};
  for (const BrainVoxel& voxel : voxels) {
    if (voxel.visual) general.labels[voxel.index] = 1;
    switch (voxel.area) {
      case Area::None:
        break;
      case Area::hV4:
        streams.labels[voxel.index] = 2;
        break;
      case Area::EBA:
      case Area::OFA:
      case Area::OWFA:
        streams.labels[voxel.index] = 6;
        break;
      case Area::OPA:
      case Area::RSC:
        streams.labels[voxel.index] = 7;
        break;
      case Area::FFA1:
      case Area::FFA2:
      case Area::FBA1:
      case Area::PPA:
      case Area::VWFA1:
        streams.labels[voxel.index] = 5;
        break;
      default:
        streams.labels[voxel.index] = 1;
    }
  }
  atlases.push_back(std::move(general));
  atlases.push_back(std::move(streams));
  return atlases;
}

}  // namespace vxs::synthetic
