#include "core/scene/GpuVolumeRenderer.h"

#include "core/base/Error.h"
#include "core/scene/VolumeScene.h"

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLGPUVolumeRayCastMapper.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkShaderProperty.h>
#include <vtkUniforms.h>
#include <vtkUnsignedCharArray.h>
#include <vtkVersionMacros.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <mutex>
#include <string>

namespace vxs::scene {
namespace {

/// VTK up to 9.3 fills one table of OpenGL functions for the whole process.
std::mutex& functionTable() {
  static std::mutex mutex;
  return mutex;
}

/// A render window that lives in somebody else's context.
class ContextWindow : public vtkGenericOpenGLRenderWindow {
 public:
  static ContextWindow* New();
  vtkTypeMacro(ContextWindow, vtkGenericOpenGLRenderWindow)  // brings its own semicolon
      void MakeCurrent() override {
    if (context) context->makeCurrent();
  }
  bool IsCurrent() override { return context && context->isCurrent(); }
  int SupportsOpenGL() override { return 1; }
  vtkTypeBool IsDirect() override { return 1; }
  void OpenGLInitContext() override;
  GlContext* context = nullptr;
};
vtkStandardNewMacro(ContextWindow);

void ContextWindow::OpenGLInitContext() {
#if VTK_VERSION_NUMBER < VTK_VERSION_CHECK(9, 4, 0)
  if (Initialized) return;
  const std::lock_guard lock(functionTable());
  // GLEW made for GLX finds every function in an EGL context too, but then reports that it has no X display
  const int warnings = vtkObject::GetGlobalWarningDisplay();
  vtkObject::SetGlobalWarningDisplay(0);
  Superclass::OpenGLInitContext();
  vtkObject::SetGlobalWarningDisplay(warnings);
  GlewInitValid = true;
  Initialized = true;
#else
  Superclass::OpenGLInitContext();
#endif
}

/// Lights a sample as the ray caster does: by the light that falls on each of the eight voxels around it,
/// blended, where a voxel without a gradient takes that from up to three voxels around. VTK's own shader
/// lights the gradient at the sample alone and leaves flat places dark (a third less diffuse light). VTK
/// makes of the normal that it asks for nothing but its cosine to g_ldir, so one with the blended cosine is
/// returned. The light comes from the camera, the same for every ray. A third component is what the first
/// one's opacity is multiplied by.
constexpr const char* kNormalOfCorners = R"(
float valueAt(ivec3 voxel, int component) {
  return texelFetch(in_volume[0], voxel, 0)[component] * in_volume_scale[0][component];
}

vec3 unitGradient(ivec3 voxel, int component) {
  ivec3 last = textureSize(in_volume[0], 0) - 1;
  for (int reach = 1; reach <= 3; ++reach) {
    vec3 gradient = vec3(0.0);
    for (int axis = 0; axis < 3; ++axis) {
      ivec3 step = ivec3(0);
      step[axis] = reach;
      ivec3 from = max(voxel - step, ivec3(0)), to = min(voxel + step, last);
      gradient[axis] = (valueAt(to, component) - valueAt(from, component)) / float(max(1, to[axis] - from[axis]));
    }
    gradient /= in_cellSpacing[0] / dot(in_cellSpacing[0], vec3(1.0 / 3.0));
    float size = length(gradient);
    if (size > 1e-5) return gradient / size;  // of the range of values
  }
  return vec3(0.0);
}

// x: the lowest weight, y: how far the highest lies above it
float weightOf(vec4 scalar, int component) {
  if (component != 0 || in_noOfComponents != 3) return 1.0;
  return in_weights.y > 0.0 ? in_weights.x + in_weights.y * scalar[2] : in_weights.x;
}

vec4 normalOfCorners(vec3 place, int component) {
  vec3 light = normalize((in_inverseVolumeMatrix[0] * in_inverseModelViewMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz);
  ivec3 size = textureSize(in_volume[0], 0);
  vec3 at = place * vec3(size) - 0.5;
  ivec3 low = ivec3(floor(at));
  vec3 part = at - vec3(low);
  float cosine = 0.0;
  for (int corner = 0; corner < 8; ++corner) {
    ivec3 step = ivec3(corner & 1, (corner >> 1) & 1, corner >> 2);
    vec3 weight = mix(1.0 - part, part, vec3(step));
    ivec3 voxel = clamp(low + step, ivec3(0), size - 1);
    cosine += weight.x * weight.y * weight.z * abs(dot(unitGradient(voxel, component), light));
  }
  vec3 aside = normalize(cross(g_ldir[0], abs(g_ldir[0].x) < 0.9 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 1.0, 0.0)));
  return vec4(cosine * g_ldir[0] + sqrt(max(0.0, 1.0 - cosine * cosine)) * aside, -1.0);
}

)";

void drawLikeTheRayCaster(vtkVolume& volume) {
  const std::string declarations = "//VTK::ComputeLighting::Dec";
  volume.GetShaderProperty()->AddFragmentShaderReplacement(declarations, true,
                                                           kNormalOfCorners + declarations, false);
  volume.GetShaderProperty()->AddFragmentShaderReplacement(
      "computeGradient(g_dataPos, component, in_volume[0], 0)", false,
      "normalOfCorners(g_dataPos, component)", true);
  volume.GetShaderProperty()->AddFragmentShaderReplacement(
      "color[i][3] = computeOpacity(scalar, i);", false,
      "color[i][3] = computeOpacity(scalar, i) * weightOf(scalar, i);", true);
}

void noteError(vtkObject*, unsigned long, void* errors, void* text) {
  auto& first = *static_cast<std::string*>(errors);
  if (first.empty()) first = text ? static_cast<const char*>(text) : "unknown";
}

}  // namespace

struct GpuVolumeRenderer::Parts {
  std::unique_ptr<GlContext> context;
  vtkNew<ContextWindow> window;
  vtkNew<vtkOpenGLGPUVolumeRayCastMapper> plainMapper, directMapper;
  vtkNew<vtkCallbackCommand> listener;
  vtkNew<vtkUnsignedCharArray> pixels;
  std::string error;  ///< the first that VTK has reported
  std::atomic<bool> aborted{false};

  explicit Parts(std::unique_ptr<GlContext> given);
  ~Parts();
  void listenTo(vtkObject& object) { object.AddObserver(vtkCommand::ErrorEvent, listener); }
  RgbaImage readBack(int width, int height);
};

GpuVolumeRenderer::Parts::Parts(std::unique_ptr<GlContext> given) : context(std::move(given)) {
  if (!context || !context->makeCurrent()) throw Error("there is no OpenGL context to draw with");
  listener->SetClientData(&error);
  listener->SetCallback(noteError);
  window->context = context.get();
  listenTo(*window);
  listenTo(*window->GetShaderCache());
  window->SetReadyForRendering(false);
  window->SetOwnContext(0);
  window->SetMultiSamples(0);
  window->SetFrameBlitModeToNoBlit();
  window->SetForceMaximumHardwareLineWidth(1);  // asked for where no context need be current
#if VTK_VERSION_NUMBER >= VTK_VERSION_CHECK(9, 4, 0)
  window->SetOpenGLSymbolLoader(
      [](void* from, const char* name) { return static_cast<GlContext*>(from)->function(name); },
      context.get());
#endif
  window->SetReadyForRendering(true);
  window->OpenGLInitContext();
  for (auto* mapper : {plainMapper.Get(), directMapper.Get()}) {
    listenTo(*mapper);
    mapper->AutoAdjustSampleDistancesOff();
    mapper->UseJitteringOff();
  }
  // bytes are looked up as parts of 255, whatever the largest of them is
  directMapper->SetScalarOpacityRangeType(vtkGPUVolumeRayCastMapper::NATIVE);
}

GpuVolumeRenderer::Parts::~Parts() {
  if (context->makeCurrent()) window->Finalize();
  window->SetReadyForRendering(false);
  window->context = nullptr;
  context->doneCurrent();
}

/// VTK's rows run from the bottom.
RgbaImage GpuVolumeRenderer::Parts::readBack(int width, int height) {
  window->GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, pixels);
  RgbaImage image{width, height, {}};
  const std::size_t row = 4 * static_cast<std::size_t>(width), rows = static_cast<std::size_t>(height);
  if (static_cast<std::size_t>(pixels->GetNumberOfValues()) < row * rows) return image;
  image.pixels.resize(row * rows);
  for (std::size_t y = 0; y < rows; ++y)
    std::memcpy(&image.pixels[y * row], pixels->GetPointer(static_cast<vtkIdType>((rows - 1 - y) * row)),
                row);
  for (std::size_t i = 0; i < image.pixels.size(); i += 4)  // rounded each for itself
    for (std::size_t c = 0; c < 3; ++c)
      image.pixels[i + c] = std::min(image.pixels[i + c], image.pixels[i + 3]);
  return image;
}

GpuVolumeRenderer::GpuVolumeRenderer(std::unique_ptr<GlContext> context)
    : GpuVolumeRenderer(std::make_unique<Parts>(std::move(context))) {}

GpuVolumeRenderer::GpuVolumeRenderer(std::unique_ptr<Parts> parts)
    : VolumeRenderer(std::make_unique<VolumeScene>(parts->plainMapper, parts->directMapper,
                                                   VolumeScene::Weighting::InVoxels)),
      m_parts(std::move(parts)) {
  scene().renderer().SetBackgroundAlpha(0);
  drawLikeTheRayCaster(scene().volume());
  m_parts->listenTo(scene().renderer());
  m_parts->window->AddRenderer(&scene().renderer());
  if (!m_parts->error.empty()) fail("OpenGL could not be set up");
}

GpuVolumeRenderer::~GpuVolumeRenderer() = default;

/// VTK makes the weights' range 0 .. 1.
void GpuVolumeRenderer::prepareWeights() {
  const auto& weights = scene().weights();
  float range[2] = {1, 0};
  if (!weights.empty()) {
    const auto [lowest, highest] = std::ranges::minmax(weights);
    range[0] = lowest;
    range[1] = highest - lowest;
  }
  scene().volume().GetShaderProperty()->GetFragmentCustomUniforms()->SetUniform2f("in_weights", range);
}

void GpuVolumeRenderer::fail(const char* what) const {
  throw Error(std::string(what) + ": " + m_parts->error);
}

RgbaImage GpuVolumeRenderer::draw(const Camera& camera, int width, int height, const Quality& quality) {
  Parts& d = *m_parts;
  d.aborted = false;
  if (!d.context->makeCurrent()) throw Error("the OpenGL context is lost");
  const double coarse = std::clamp(quality.imageSampleDistance, 1.0, 8.0);
  // a smaller picture stretched: other than the mapper's own way, it needs no new shader for every factor
  const int columns = std::max(1, static_cast<int>(std::ceil(width / coarse))),
            rows = std::max(1, static_cast<int>(std::ceil(height / coarse)));
  d.window->SetSize(columns, rows);
  auto& mapper = static_cast<vtkOpenGLGPUVolumeRayCastMapper&>(scene().prepare(camera, width, height));
  prepareWeights();
  mapper.SetSampleDistance(static_cast<float>(quality.sampleDistance * scene().voxelMm()));
  if (d.aborted) return {};
  d.window->Render();
  RgbaImage image = d.readBack(columns, rows);
  if (!d.error.empty()) fail("OpenGL could not draw");
  if (image.pixels.empty()) throw Error("OpenGL gave no picture");
  if (d.aborted) return {};
  return stretched(std::move(image), width, height);
}

void GpuVolumeRenderer::abort() {
  m_parts->aborted = true;
}

}  // namespace vxs::scene
