#include "core/scene/VolumeScene.h"

#include "core/scene/HeadLight.h"
#include "core/scene/RasImage.h"

#include <vtkCamera.h>

#include <algorithm>
#include <cmath>

namespace vxs::scene {

namespace {
constexpr int kFunctionSteps = 64;
}

VolumeScene::VolumeScene(vtkSmartPointer<vtkVolumeMapper> plainMapper,
                         vtkSmartPointer<vtkVolumeMapper> directMapper, Weighting weighting)
    : m_plainMapper(std::move(plainMapper)),
      m_directMapper(std::move(directMapper)),
      m_mapper(m_plainMapper),
      m_weighting(weighting) {
  m_renderer->AddVolume(m_volume);
  m_volume->SetMapper(m_mapper);
  // the GPU mapper adds the ambient light of any other as white, whatever the colour; only place() moves it
  m_light->SetLightTypeToHeadlight();
  m_light->SetAmbientColor(1, 1, 1);  // black by default, and the fixed-point mapper honours it
  m_renderer->AddLight(m_light);
  m_fogColor->AddRGBPoint(0, 0.75, 0.75, 0.78);
  m_fogColor->AddRGBPoint(1, 0.85, 0.85, 0.86);
  for (const double brightness : {0.0, 0.12, 0.5, 1.0})
    m_fogOpacity->AddPoint(brightness, fogOpacity(brightness));
  prepareProperties();
  setScale(ColorScale{});
}

void VolumeScene::prepareProperties() {
  m_plain->IndependentComponentsOn();
  m_plain->SetColor(0, m_overlayColor);
  m_plain->SetScalarOpacity(0, m_overlayOpacity);
  m_plain->SetColor(1, m_fogColor);
  m_plain->SetScalarOpacity(1, m_fogOpacity);
  m_plain->SetColor(2, m_fogColor);  // weights themselves are not seen
  m_plain->SetScalarOpacity(2, m_noOpacity);
  m_noOpacity->AddPoint(0, 0);
  m_noOpacity->AddPoint(1, 0);
  m_direct->IndependentComponentsOff();
  m_direct->SetScalarOpacity(0, m_strengthOpacity);
  for (vtkVolumeProperty* property : {m_plain.Get(), m_direct.Get()}) {
    property->SetInterpolationTypeToLinear();
    for (int component = 0; component < (property == m_plain.Get() ? 2 : 1); ++component) {
      property->SetShade(component, 1);
      property->SetAmbient(component, kAmbient);
      property->SetDiffuse(component, kDiffuse);
      property->SetSpecular(component, kSpecular);
    }
  }
}

void VolumeScene::setVolumes(const Volume& overlay, const Volume* underlay) {
  m_image = overlay.empty() ? nullptr : rasImage(overlay, underlay);
  m_weighted = m_strengths = nullptr;
  if (!m_image) return;
  double spacing[3];
  m_image->GetSpacing(spacing);
  m_voxelMm = std::min({spacing[0], spacing[1], spacing[2]});
  for (int component = 0; component < 3; ++component)
    m_plain->SetScalarOpacityUnitDistance(component, m_voxelMm);
  for (int component = 0; component < 4; ++component)  // the GPU mapper asks for that of alpha
    m_direct->SetScalarOpacityUnitDistance(component, m_voxelMm);
}

void VolumeScene::setScale(const ColorScale& scale) {
  const ColorMap& map = colorMap(scale.map);
  m_scale = scale;
  const double range = scale.range > 0 ? scale.range : 1, lowest = scale.fromZero ? 0 : -range;
  m_overlayColor->RemoveAllPoints();
  m_overlayOpacity->RemoveAllPoints();
  for (int i = 0; i <= kFunctionSteps; ++i) {
    const double t = static_cast<double>(i) / kFunctionSteps, value = lowest + t * (range - lowest);
    const Rgb color = map.at(t);
    m_overlayColor->AddRGBPoint(value, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
    m_overlayOpacity->AddPoint(value, overlayOpacity(value, scale));
  }
  m_strengthOpacity->RemoveAllPoints();
  m_strengthOpacity->AddPoint(0, 0);
  const double threshold = scale.thresholdZ / range;
  for (int i = 1; i <= kFunctionSteps; ++i) {
    const double strength = static_cast<double>(i) / kFunctionSteps;
    const double below = threshold > 0 ? std::min(1.0, strength / threshold) : 1.0;
    const double faint = 2 * std::min(strength, kFogStrength);  // the brain's silhouette
    m_strengthOpacity->AddPoint(255 * strength, std::max(faint, scale.opacity * below * below));
  }
}

void VolumeScene::setWeights(const Volume& weights) {
  std::vector<float> values = rasValues(weights, 0);
  if (values == m_weights) return;
  m_weights = std::move(values);
  m_weighted = m_strengths = nullptr;
}

void VolumeScene::setMaximumIntensity(bool on) {
  m_maximum = on;
}

/// Hands the mapper the voxels that the present weights, mode and scale ask for.
void VolumeScene::chooseInput() {
  if (!m_weights.empty() && m_weights.size() != static_cast<std::size_t>(m_image->GetNumberOfPoints()))
    m_weights.clear();  // of other volumes
  vtkVolumeProperty* property = m_maximum ? m_direct.Get() : m_plain.Get();
  if (m_volume->GetProperty() != property) m_volume->SetProperty(property);
  m_mapper = m_maximum ? m_directMapper : m_plainMapper;
  if (m_volume->GetMapper() != m_mapper) m_volume->SetMapper(m_mapper);
  if (m_maximum)
    m_mapper->SetBlendModeToMaximumIntensity();
  else
    m_mapper->SetBlendModeToComposite();
  vtkImageData* input = m_maximum ? strengths() : plainVoxels();
  if (m_mapper->GetDataSetInput() != input) m_mapper->SetInputData(input);
}

vtkImageData* VolumeScene::plainVoxels() {
  if (m_weights.empty() || m_weighting == Weighting::ByMapper) return m_image;
  if (!m_weighted) m_weighted = weightedImage(*m_image, m_weights);
  return m_weighted;
}

/// Of the scale they depend on the colours alone: threshold and opacity are the transfer function's.
vtkImageData* VolumeScene::strengths() {
  const ColorScale& made = m_strengthScale;
  if (!m_strengths || made.map != m_scale.map || made.range != m_scale.range ||
      made.fromZero != m_scale.fromZero)
    m_strengths = strengthImage(*m_image, m_weights, m_scale);
  m_strengthScale = m_scale;
  return m_strengths;
}

void VolumeScene::applyRemoved() {
  m_mapper->SetCropping(m_removed ? 1 : 0);
  if (!m_removed) return;
  double bounds[6], planes[6];
  m_image->GetBounds(bounds);
  bool inside = true;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    planes[2 * axis] = std::clamp(m_removed->low[axis], bounds[2 * axis], bounds[2 * axis + 1]);
    planes[2 * axis + 1] = std::clamp(m_removed->high[axis], bounds[2 * axis], bounds[2 * axis + 1]);
    inside = inside && planes[2 * axis] < planes[2 * axis + 1];
  }
  if (!inside) return m_mapper->SetCropping(0);
  m_mapper->SetCroppingRegionPlanes(planes);
  constexpr int kAllRegions = 0x7ffffff, kMiddle = 1 << 13;
  m_mapper->SetCroppingRegionFlags(kAllRegions & ~kMiddle);
}

void VolumeScene::place(const Camera& camera, int width, int height) {
  vtkCamera* view = m_renderer->GetActiveCamera();
  view->SetPosition(camera.position.data());
  view->SetFocalPoint(camera.focalPoint.data());
  view->SetViewUp(camera.viewUp.data());
  const double frame = camera.framePixels(width, height), across = std::min(width, height);
  const double tangent = std::tan(camera.viewAngleDegrees * M_PI / 360) * across / frame;
  view->SetViewAngle(frame == across ? camera.viewAngleDegrees : std::atan(tangent) * 360 / M_PI);
  view->SetUseHorizontalViewAngle(width < height);
  // VTK 9.1's vtkViewport compares with a size that it never initialised before it computes an aspect
  view->SetExplicitAspectRatio(static_cast<double>(width) / height);
  view->UseExplicitAspectRatioOn();
  m_light->SetPosition(camera.position.data());
  m_light->SetFocalPoint(camera.focalPoint.data());
  m_renderer->ResetCameraClippingRange();
}

vtkVolumeMapper& VolumeScene::prepare(const Camera& camera, int width, int height) {
  chooseInput();
  applyRemoved();
  place(camera, width, height);
  return *m_mapper;
}

}  // namespace vxs::scene
