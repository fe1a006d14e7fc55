#include "core/scene/VolumeRayCaster.h"

#include "core/scene/RasImage.h"

#include <vtkCamera.h>
#include <vtkColorTransferFunction.h>
#include <vtkFixedPointRayCastImage.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkImageData.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkPiecewiseFunction.h>
#include <vtkRenderer.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <algorithm>
#include <atomic>
#include <cmath>

namespace vxs::scene {
namespace {

/// A render window that never gets a context; it carries the size and the abort flag, which the ray loops
/// poll.
class NullWindow : public vtkGenericOpenGLRenderWindow {
 public:
  static NullWindow* New();
  vtkTypeMacro(NullWindow, vtkGenericOpenGLRenderWindow)  // brings its own semicolon
      void Render() override {}
  void MakeCurrent() override {}
  bool IsCurrent() override { return false; }
  int CheckAbortStatus() override { return aborted.load(std::memory_order_relaxed); }
  int GetAbortRender() override { return aborted.load(std::memory_order_relaxed); }
  std::atomic<int> aborted{0};
};
vtkStandardNewMacro(NullWindow);

constexpr int kFunctionSteps = 64;

/// Bytes of VTK's 15-bit premultiplied image, rows turned to run from the top.
RgbaImage readBack(vtkFixedPointRayCastImage& image) {
  int viewport[2], inUse[2], memory[2], origin[2];
  image.GetImageViewportSize(viewport);
  image.GetImageInUseSize(inUse);
  image.GetImageMemorySize(memory);
  image.GetImageOrigin(origin);
  RgbaImage result{viewport[0], viewport[1], {}};
  result.pixels.resize(4 * static_cast<std::size_t>(viewport[0]) * static_cast<std::size_t>(viewport[1]));
  for (int y = 0; y < inUse[1]; ++y) {
    const int row = viewport[1] - 1 - (y + origin[1]);
    if (row < 0 || row >= viewport[1]) continue;
    const unsigned short* in =
        image.GetImage() + 4 * static_cast<std::size_t>(y) * static_cast<std::size_t>(memory[0]);
    for (int x = 0; x < inUse[0] && x + origin[0] < viewport[0]; ++x, in += 4) {
      std::uint8_t* out =
          &result.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(viewport[0]) +
                              static_cast<std::size_t>(x + origin[0]))];
      const auto alpha = static_cast<std::uint8_t>(std::min(in[3] >> 7, 255));
      for (int c = 0; c < 3; ++c)
        out[c] = std::min(alpha, static_cast<std::uint8_t>(std::min(in[c] >> 7, 255)));
      out[3] = alpha;
    }
  }
  return result;
}

/// Stretches a picture cast with fewer rays to the size asked for (bilinear).
RgbaImage stretched(const RgbaImage& in, int width, int height) {
  if (in.width == width && in.height == height) return in;
  RgbaImage out{
      width, height,
      std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  for (int y = 0; y < height; ++y) {
    const double sy = std::clamp((y + 0.5) * in.height / height - 0.5, 0.0, in.height - 1.0);
    const int y0 = static_cast<int>(sy), y1 = std::min(y0 + 1, in.height - 1);
    for (int x = 0; x < width; ++x) {
      const double sx = std::clamp((x + 0.5) * in.width / width - 0.5, 0.0, in.width - 1.0);
      const int x0 = static_cast<int>(sx), x1 = std::min(x0 + 1, in.width - 1);
      const auto at = [&](int column, int row, int c) {
        return in.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(in.width) +
                              static_cast<std::size_t>(column)) +
                         static_cast<std::size_t>(c)];
      };
      const double fx = sx - x0, fy = sy - y0;
      for (int c = 0; c < 4; ++c)
        out.pixels[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)) +
                   static_cast<std::size_t>(c)] =
            static_cast<std::uint8_t>(0.5 + (1 - fy) * ((1 - fx) * at(x0, y0, c) + fx * at(x1, y0, c)) +
                                      fy * ((1 - fx) * at(x0, y1, c) + fx * at(x1, y1, c)));
    }
  }
  return out;
}

}  // namespace

struct VolumeRayCaster::Impl {
  vtkNew<NullWindow> window;
  vtkNew<vtkRenderer> renderer;
  vtkNew<vtkVolume> volume;
  /// One mapper for two independent components and one for RGBA: the table that a mapper leaps over empty
  /// space with is not made anew for more components.
  vtkNew<vtkFixedPointVolumeRayCastMapper> plainMapper, directMapper;
  vtkFixedPointVolumeRayCastMapper* mapper = plainMapper;  ///< in use
  vtkNew<vtkLight> light;
  vtkNew<vtkColorTransferFunction> overlayColor, fogColor;
  vtkNew<vtkPiecewiseFunction> overlayOpacity, fogOpacity, bakedOpacity;
  vtkNew<vtkVolumeProperty> plain, direct;  ///< two independent components, or RGBA
  vtkSmartPointer<vtkImageData> image;
  std::vector<float> weights;  ///< RAS order; empty: none
  ColorScale scale;
  bool maximum = false;
  bool bakeStale = true;
  std::optional<Box> removed;
  double voxelMm = 1;

  void prepareProperties();
  void chooseInput();
  void applyRemoved();
};

void VolumeRayCaster::Impl::prepareProperties() {
  plain->IndependentComponentsOn();
  plain->SetColor(0, overlayColor);
  plain->SetScalarOpacity(0, overlayOpacity);
  plain->SetColor(1, fogColor);
  plain->SetScalarOpacity(1, fogOpacity);
  direct->IndependentComponentsOff();
  direct->SetScalarOpacity(0, bakedOpacity);
  for (vtkVolumeProperty* property : {plain.Get(), direct.Get()}) {
    property->SetInterpolationTypeToLinear();
    for (int component = 0; component < (property == plain.Get() ? 2 : 1); ++component) {
      property->SetShade(component, 1);
      property->SetAmbient(component, 0.45);
      property->SetDiffuse(component, 0.6);
      property->SetSpecular(component, 0.05);
    }
  }
}

/// Hands the mapper the voxels that the present weights, mode and scale ask for.
void VolumeRayCaster::Impl::chooseInput() {
  const bool baked = maximum || !weights.empty();
  vtkVolumeProperty* property = baked ? direct.Get() : plain.Get();
  if (volume->GetProperty() != property) volume->SetProperty(property);
  mapper = baked ? directMapper.Get() : plainMapper.Get();
  if (volume->GetMapper() != mapper) volume->SetMapper(mapper);
  if (maximum)
    mapper->SetBlendModeToMaximumIntensity();
  else
    mapper->SetBlendModeToComposite();
  if (!baked) {
    if (mapper->GetInput() != image) mapper->SetInputData(image);
    return;
  }
  if (!bakeStale) return;
  mapper->SetInputData(bakedImage(*image, weights, scale, maximum ? Bake::Strength : Bake::Composite));
  bakedOpacity->RemoveAllPoints();
  bakedOpacity->AddPoint(0, 0);
  if (maximum) {
    const double threshold = scale.range > 0 ? scale.thresholdZ / scale.range : 0;
    for (int i = 1; i <= kFunctionSteps; ++i) {
      const double strength = static_cast<double>(i) / kFunctionSteps;
      const double below = threshold > 0 ? std::min(1.0, strength / threshold) : 1.0;
      const double faint =
          strength <= kFogStrength ? 2 * strength : 2 * kFogStrength;  // the brain's silhouette
      bakedOpacity->AddPoint(255 * strength, std::max(faint, scale.opacity * below * below));
    }
  } else {
    bakedOpacity->AddPoint(255, 1);
  }
  bakeStale = false;
}

void VolumeRayCaster::Impl::applyRemoved() {
  mapper->SetCropping(removed ? 1 : 0);
  if (!removed) return;
  double bounds[6], planes[6];
  image->GetBounds(bounds);
  bool inside = true;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    planes[2 * axis] = std::clamp(removed->low[axis], bounds[2 * axis], bounds[2 * axis + 1]);
    planes[2 * axis + 1] = std::clamp(removed->high[axis], bounds[2 * axis], bounds[2 * axis + 1]);
    inside = inside && planes[2 * axis] < planes[2 * axis + 1];
  }
  if (!inside) return mapper->SetCropping(0);
  mapper->SetCroppingRegionPlanes(planes);
  constexpr int kAllRegions = 0x7ffffff, kMiddle = 1 << 13;
  mapper->SetCroppingRegionFlags(kAllRegions & ~kMiddle);
}

VolumeRayCaster::VolumeRayCaster() : m_impl(std::make_unique<Impl>()) {
  Impl& d = *m_impl;
  d.window->SetReadyForRendering(false);
  d.window->AddRenderer(d.renderer);
  d.renderer->AddVolume(d.volume);
  d.volume->SetMapper(d.mapper);
  for (auto* mapper : {d.plainMapper.Get(), d.directMapper.Get()}) {
    mapper->AutoAdjustSampleDistancesOff();
    mapper->IntermixIntersectingGeometryOff();  // else it reads a z buffer that does not exist
  }
  d.light->SetLightTypeToSceneLight();
  d.light->SetAmbientColor(1, 1, 1);  // black by default, and this mapper honours it
  d.renderer->AddLight(d.light);
  d.fogColor->AddRGBPoint(0, 0.75, 0.75, 0.78);
  d.fogColor->AddRGBPoint(1, 0.85, 0.85, 0.86);
  for (const double brightness : {0.0, 0.12, 0.5, 1.0})
    d.fogOpacity->AddPoint(brightness, fogOpacity(brightness));
  d.prepareProperties();
  setScale(ColorScale{});
}

VolumeRayCaster::~VolumeRayCaster() = default;

void VolumeRayCaster::setVolumes(const Volume& overlay, const Volume* underlay) {
  Impl& d = *m_impl;
  d.image = overlay.empty() ? nullptr : rasImage(overlay, underlay);
  d.bakeStale = true;
  if (!d.image) return;
  double spacing[3];
  d.image->GetSpacing(spacing);
  d.voxelMm = std::min({spacing[0], spacing[1], spacing[2]});
  for (int component = 0; component < 2; ++component)
    d.plain->SetScalarOpacityUnitDistance(component, d.voxelMm);
  d.direct->SetScalarOpacityUnitDistance(0, d.voxelMm);
}

void VolumeRayCaster::setWeights(const Volume& weights) {
  Impl& d = *m_impl;
  if (weights.empty() && d.weights.empty()) return;
  d.weights = rasValues(weights, 0);
  d.bakeStale = true;
}

void VolumeRayCaster::setMaximumIntensity(bool on) {
  if (m_impl->maximum == on) return;
  m_impl->maximum = on;
  m_impl->bakeStale = true;
}

void VolumeRayCaster::setRemoved(const std::optional<Box>& box) {
  m_impl->removed = box;
}

void VolumeRayCaster::setScale(const ColorScale& scale) {
  Impl& d = *m_impl;
  const ColorMap& map = colorMap(scale.map);
  d.scale = scale;
  d.bakeStale = true;
  const double range = scale.range > 0 ? scale.range : 1, lowest = scale.fromZero ? 0 : -range;
  d.overlayColor->RemoveAllPoints();
  d.overlayOpacity->RemoveAllPoints();
  for (int i = 0; i <= kFunctionSteps; ++i) {
    const double t = static_cast<double>(i) / kFunctionSteps, value = lowest + t * (range - lowest);
    const Rgb color = map.at(t);
    d.overlayColor->AddRGBPoint(value, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
    d.overlayOpacity->AddPoint(value, overlayOpacity(value, scale));
  }
}

RgbaImage VolumeRayCaster::render(const Camera& camera, int width, int height, const Quality& quality) {
  Impl& d = *m_impl;
  d.window->aborted = 0;
  if (width < 1 || height < 1) return {};
  if (!d.image)
    return {
        width, height,
        std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  if (!d.weights.empty() && d.weights.size() != static_cast<std::size_t>(d.image->GetNumberOfPoints()))
    d.weights.clear();  // of other volumes
  d.chooseInput();
  d.applyRemoved();
  d.window->SetSize(width, height);
  vtkCamera* view = d.renderer->GetActiveCamera();
  view->SetPosition(camera.position.data());
  view->SetFocalPoint(camera.focalPoint.data());
  view->SetViewUp(camera.viewUp.data());
  view->SetViewAngle(camera.viewAngleDegrees);
  view->SetUseHorizontalViewAngle(width < height);
  // VTK 9.1's vtkViewport compares with a size that it never initialised before it computes an aspect
  view->SetExplicitAspectRatio(static_cast<double>(width) / height);
  view->UseExplicitAspectRatioOn();
  d.light->SetPosition(camera.position.data());
  d.light->SetFocalPoint(camera.focalPoint.data());
  d.renderer->ResetCameraClippingRange();
  d.mapper->SetImageSampleDistance(static_cast<float>(std::clamp(quality.imageSampleDistance, 1.0, 8.0)));
  d.mapper->SetSampleDistance(static_cast<float>(quality.sampleDistance * d.voxelMm));
  d.volume->SetAllocatedRenderTime(1e30, nullptr);
  double depthRange[3] = {0, 0, 0};
  int extent[6] = {0, 0, 0, 0, 0, 0};
  d.mapper->PerImageInitialization(d.renderer, d.volume, 0, depthRange, depthRange, extent);
  d.mapper->PerVolumeInitialization(d.renderer, d.volume);
  d.mapper->PerSubVolumeInitialization(d.renderer, d.volume, 0);
  if (d.window->aborted) return {};
  d.mapper->RenderSubVolume();
  if (d.window->aborted) return {};
  return stretched(readBack(*d.mapper->GetRayCastImage()), width, height);
}

void VolumeRayCaster::abort() {
  m_impl->window->aborted = 1;
}

}  // namespace vxs::scene
