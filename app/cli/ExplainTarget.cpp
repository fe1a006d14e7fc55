#include "app/cli/ExplainTarget.h"

#include "core/base/Error.h"
#include "core/volume/MaskPosition.h"
#include "core/workflow/whatif/Regions.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>

namespace vxs::cli {
namespace {

std::array<int, 3> parseVoxel(const std::string& text) {
  std::array<int, 3> voxel{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%d,%d,%d%n", &voxel[0], &voxel[1], &voxel[2], &used) != 3 ||
      static_cast<std::size_t>(used) != text.size())
    throw UsageError("'" + text + "' is not a voxel i,j,k");
  return voxel;
}

}  // namespace

ExplainTarget explainTarget(const store::VoxelStore& store, const std::string& voxel,
                            const std::string& roi) {
  const Mask& mask = store.mask();
  if (!roi.empty()) {
    const std::vector<workflow::Region> regions = workflow::regionsOf(store.atlases(), mask);
    const workflow::Region& region = workflow::regionNamed(regions, roi);
    return {region.members, fmt::format("{}, mean of {} voxels", region.label(), region.members.size())};
  }
  if (voxel.empty()) return {{}, "no voxel: attention has none"};
  const auto position = positionIn(mask, parseVoxel(voxel));
  if (!position) throw UsageError("the voxel " + voxel + " is outside the run's mask");
  return {{*position}, "voxel " + voxel};
}

workflow::Explanation explainPrediction(workflow::Predictor& predictor, const workflow::ExplainParams& params,
                                        Progress& progress) {
  const std::unique_ptr<workflow::Explaining> explaining = predictor.explain(params);
  progress.begin(params.randomised ? "the same with randomised weights" : "explaining", explaining->total(),
                 "steps");
  while (!explaining->finished()) {
    progress.throwIfCancelled();
    explaining->step();
    progress.update(explaining->done());
  }
  return explaining->soFar();
}

}  // namespace vxs::cli
