#pragma once

#include "core/workflow/Neural.h"

namespace vxs::workflow {

/// Layer preference of a store's voxels: encodes every picture, or caption, of it that is not yet in the
/// store's cache of layers (so a cancelled call goes on), fits one ridge a layer (train::correlateLayers),
/// lets validation images choose and writes the outcome (train::LayerMaps). Where params.out is a run's
/// folder, that run's own split is used and the outcome goes to RUN/layers, so that its test images stay test
/// images. Throws UsageError, Error when the run was trained on another store, Cancelled.
LayerMaps findLayers(const LayersParams& params, Progress& progress);

}  // namespace vxs::workflow
