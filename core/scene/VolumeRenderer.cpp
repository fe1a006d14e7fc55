#include "core/scene/VolumeRenderer.h"

#include "core/scene/VolumeScene.h"

namespace vxs::scene {

VolumeRenderer::VolumeRenderer(std::unique_ptr<VolumeScene> scene) : m_scene(std::move(scene)) {}

VolumeRenderer::~VolumeRenderer() = default;

void VolumeRenderer::setVolumes(const Volume& overlay, const Volume* underlay) {
  m_scene->setVolumes(overlay, underlay);
}

void VolumeRenderer::setScale(const ColorScale& scale) {
  m_scene->setScale(scale);
}

void VolumeRenderer::setWeights(const Volume& weights) {
  m_scene->setWeights(weights);
}

void VolumeRenderer::setMaximumIntensity(bool on) {
  m_scene->setMaximumIntensity(on);
}

void VolumeRenderer::setRemoved(const std::optional<Box>& box) {
  m_scene->setRemoved(box);
}

RgbaImage VolumeRenderer::render(const Camera& camera, int width, int height, const Quality& quality) {
  if (width < 1 || height < 1) return {};
  if (m_scene->empty())
    return {
        width, height,
        std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  return draw(camera, width, height, quality);
}

}  // namespace vxs::scene
