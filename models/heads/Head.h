#pragma once

#include "core/volume/Grid.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::heads {

/// What a head is built for. Input: BLIP features [tokens, width]; output: z-scored responses [voxels] of a
/// voxel list.
struct HeadOptions {
  std::string kind = "mlp";  ///< "mlp", "siren" or "cnn"
  int tokens = 32;
  int width = 768;
  Grid grid;                          ///< used by the CNN, which predicts the whole grid
  std::vector<std::uint32_t> voxels;  ///< ascending linear indices into the grid: the outputs, in this order
  int hidden = 0;                     ///< 0: 512 for the MLP, 256 for SIREN; the CNN has none
  std::string sirenConvention = "lucid";  ///< "official" (w0 = 30 everywhere) or "lucid" (30, then 1)
  bool smallOutput = false;  ///< start the output layer near 0: a sound start for z-scored targets
  std::uint64_t seed = 1;
  /// How the MLP's and SIREN's queries become voxels. "joined": the report's, each query gives
  /// ceil(voxels / width) neighbouring voxels, so that every query's voxels share one readout. "dense":
  /// VISION's, each query gives kDenseOutputs numbers and one linear layer leads from all of them to every
  /// voxel.
  std::string readout = "joined";
};
inline constexpr int kDenseOutputs = 4;

/// One row of the report's table of layers: the shape that leaves the layer (without batch) and its
/// parameters.
struct LayerRow {
  std::string name;  ///< "Conv2d-1"
  std::vector<std::int64_t> shape;
  std::int64_t parameters = 0;
};

}  // namespace vxs::heads
