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
constexpr double kFogOpacity = 0.045;  // of the brain around the overlay, per unit distance

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
  vtkNew<vtkFixedPointVolumeRayCastMapper> mapper;
  vtkNew<vtkLight> light;
  vtkNew<vtkColorTransferFunction> overlayColor, fogColor;
  vtkNew<vtkPiecewiseFunction> overlayOpacity, fogOpacity;
  vtkSmartPointer<vtkImageData> image;
  double voxelMm = 1;
};

VolumeRayCaster::VolumeRayCaster() : m_impl(std::make_unique<Impl>()) {
  Impl& d = *m_impl;
  d.window->SetReadyForRendering(false);
  d.window->AddRenderer(d.renderer);
  d.renderer->AddVolume(d.volume);
  d.volume->SetMapper(d.mapper);
  d.mapper->AutoAdjustSampleDistancesOff();
  d.mapper->IntermixIntersectingGeometryOff();  // else it reads a z buffer that does not exist
  d.light->SetLightTypeToSceneLight();
  d.light->SetAmbientColor(1, 1, 1);  // black by default, and this mapper honours it
  d.renderer->AddLight(d.light);
  d.fogColor->AddRGBPoint(0, 0.75, 0.75, 0.78);
  d.fogColor->AddRGBPoint(1, 0.85, 0.85, 0.86);
  d.fogOpacity->AddPoint(0, 0);
  d.fogOpacity->AddPoint(0.12, 0);
  d.fogOpacity->AddPoint(0.5, kFogOpacity);
  d.fogOpacity->AddPoint(1, kFogOpacity);
  vtkVolumeProperty* property = d.volume->GetProperty();
  property->IndependentComponentsOn();
  property->SetInterpolationTypeToLinear();
  property->SetColor(0, d.overlayColor);
  property->SetScalarOpacity(0, d.overlayOpacity);
  property->SetColor(1, d.fogColor);
  property->SetScalarOpacity(1, d.fogOpacity);
  for (int component = 0; component < 2; ++component) {
    property->SetShade(component, 1);
    property->SetAmbient(component, 0.45);
    property->SetDiffuse(component, 0.6);
    property->SetSpecular(component, 0.05);
  }
  setScale(ColorScale{});
}

VolumeRayCaster::~VolumeRayCaster() = default;

void VolumeRayCaster::setVolumes(const Volume& overlay, const Volume* underlay) {
  Impl& d = *m_impl;
  d.image = overlay.empty() ? nullptr : rasImage(overlay, underlay);
  if (!d.image) return;
  d.mapper->SetInputData(d.image);
  double spacing[3];
  d.image->GetSpacing(spacing);
  d.voxelMm = std::min({spacing[0], spacing[1], spacing[2]});
  for (int component = 0; component < 2; ++component)
    d.volume->GetProperty()->SetScalarOpacityUnitDistance(component, d.voxelMm);
}

void VolumeRayCaster::setScale(const ColorScale& scale) {
  Impl& d = *m_impl;
  const ColorMap& map = colorMap(scale.map);
  const double range = scale.range > 0 ? scale.range : 1, lowest = scale.fromZero ? 0 : -range;
  d.overlayColor->RemoveAllPoints();
  d.overlayOpacity->RemoveAllPoints();
  for (int i = 0; i <= kFunctionSteps; ++i) {
    const double t = static_cast<double>(i) / kFunctionSteps, value = lowest + t * (range - lowest);
    const Rgb color = map.at(t);
    d.overlayColor->AddRGBPoint(value, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
    const double strength = std::abs(value) / range;  // values below zero clamp to 0 when `fromZero`
    const double below = scale.thresholdZ > 0 ? std::min(1.0, std::abs(value) / scale.thresholdZ) : 1.0;
    // weak responses must not hide strong ones behind them, whatever the threshold
    d.overlayOpacity->AddPoint(
        value, std::clamp(0.75 * scale.opacity * std::pow(strength, 1.6) * below * below, 0.0, 1.0));
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
  d.window->SetSize(width, height);
  vtkCamera* view = d.renderer->GetActiveCamera();
  view->SetPosition(camera.position.data());
  view->SetFocalPoint(camera.focalPoint.data());
  view->SetViewUp(camera.viewUp.data());
  view->SetViewAngle(camera.viewAngleDegrees);
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
