#include "core/scene/LayerPicture.h"

namespace vxs::scene {

RgbaImage layerSlice(const SliceGeometry& geometry, const ComparisonData& data, const ComparisonState& state,
                     Layer layer, const Volume* weights, const Volume* head, const RgbaImage* drawnUnderlay) {
  SliceLayers layers;
  if (!data.underlay.empty()) layers.underlay = &data.underlay;
  if (!data.volume(layer).empty()) layers.overlay = &data.volume(layer);
  layers.scale = state.scaleOf(layer);
  // between layer 2 and layer 9 there is no layer 5
  const bool numbered = layer == Layer::Map && !data.map.levels.empty() && !data.map.levels.graded;
  layers.smooth = state.smoothSlices && !numbered;
  if (weights && !weights->empty()) layers.weights = weights;
  if (head && !head->empty()) layers.head = head;
  layers.brain = data.brain.get();
  layers.drawnUnderlay = drawnUnderlay;
  return renderSlice(geometry, layers);
}

void prepareRenderer(VolumeRenderer& renderer, const ComparisonData& data, const ComparisonState& state,
                     Layer layer, bool withVoxels) {
  const Volume& overlay = data.volume(layer);
  const bool sameGrid = data.underlay.grid == overlay.grid && data.underlay.affine == overlay.affine;
  if (withVoxels) {
    const Volume brain = sameGrid ? underlayOfBrain(data) : Volume();
    renderer.setVolumes(overlay, sameGrid ? &brain : nullptr);
  }
  renderer.setScale(state.scaleOf(layer));
  renderer.setMaximumIntensity(state.maximumIntensity);
  renderer.setRemoved(cutoutBox(state.cutout, state.crosshairRasMm, state.camera));
}

}  // namespace vxs::scene
