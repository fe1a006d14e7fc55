#pragma once

#include "core/scene/Comparison.h"
#include "core/scene/RgbaImage.h"
#include "core/scene/VolumeRenderer.h"

namespace vxs::scene {

/// One layer of a comparison in a slice as the state asks for it: colours, evidence, clusters. `weights` are
/// those of overlayWeights(data, state, layer), or null when there are none; computed once, they serve every
/// slice.
/// `head` and `drawnUnderlay`: as in SliceLayers.
RgbaImage layerSlice(const SliceGeometry& geometry, const ComparisonData& data, const ComparisonState& state,
                     Layer layer, const Volume* weights, const Volume* head = nullptr,
                     const RgbaImage* drawnUnderlay = nullptr);

/// Hands a renderer everything of a layer but the camera and its weights: voxels (unless they are there
/// already), colours, maximum intensity and what the state's crosshair and camera cut out.
void prepareRenderer(VolumeRenderer& renderer, const ComparisonData& data, const ComparisonState& state,
                     Layer layer, bool withVoxels = true);

}  // namespace vxs::scene
