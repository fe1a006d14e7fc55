#include "core/scene/VolumeRayCaster.h"

#include "core/scene/LeapingRays.h"
#include "core/scene/NullWindow.h"
#include "core/scene/VolumeScene.h"

#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkVolumeRayCastSpaceLeapingImageFilter.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::scene {
namespace {

/// Casts the rays of composite pictures in our own loop.
class LeapingMapper : public vtkFixedPointVolumeRayCastMapper {
 public:
  static LeapingMapper* New();
  vtkTypeMacro(LeapingMapper, vtkFixedPointVolumeRayCastMapper)  // brings its own semicolon
      LeapingRays& rays() {
    return *m_rays;
  }

 protected:
  LeapingMapper() {
    CompositeHelper->Delete();
    CompositeHelper = m_rays = LeapingRays::New();
  }

 private:
  LeapingRays* m_rays;  ///< of the mapper
};
vtkStandardNewMacro(LeapingMapper);

/// VTK (9.1 and later) makes the table of empty blocks in threads, of which all but the first begin at a
/// wrong voxel where components depend on each other: parts of the volume are then leapt over. One thread
/// makes it right.
class CarefulMapper : public vtkFixedPointVolumeRayCastMapper {
 public:
  static CarefulMapper* New();
  vtkTypeMacro(CarefulMapper, vtkFixedPointVolumeRayCastMapper)  // brings its own semicolon
      protected : CarefulMapper() {
    SpaceLeapFilter->SetEnableSMP(false);
    SpaceLeapFilter->SetNumberOfThreads(1);
  }
};
vtkStandardNewMacro(CarefulMapper);

}  // namespace

struct VolumeRayCaster::Parts {
  vtkNew<NullWindow> window;
  vtkNew<LeapingMapper> plainMapper;
  vtkNew<CarefulMapper> directMapper;
};

VolumeRayCaster::VolumeRayCaster() : VolumeRayCaster(std::make_unique<Parts>()) {}

VolumeRayCaster::VolumeRayCaster(std::unique_ptr<Parts> parts)
    : VolumeRenderer(std::make_unique<VolumeScene>(parts->plainMapper, parts->directMapper,
                                                   VolumeScene::Weighting::ByMapper)),
      m_parts(std::move(parts)) {
  m_parts->window->SetReadyForRendering(false);
  m_parts->window->AddRenderer(&scene().renderer());
  for (vtkFixedPointVolumeRayCastMapper* mapper : std::initializer_list<vtkFixedPointVolumeRayCastMapper*>{
           m_parts->plainMapper, m_parts->directMapper}) {
    mapper->AutoAdjustSampleDistancesOff();
    mapper->IntermixIntersectingGeometryOff();  // else it reads a z buffer that does not exist
  }
}

VolumeRayCaster::~VolumeRayCaster() = default;

void VolumeRayCaster::prepareRays(const Camera& camera) {
  std::array<double, 3> towardsCamera{};
  double length = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    towardsCamera[d] = camera.position[d] - camera.focalPoint[d];
    length = std::hypot(length, towardsCamera[d]);
  }
  if (length > 0)
    for (double& each : towardsCamera) each /= length;
  LeapingMapper& mapper = *m_parts->plainMapper;
  const auto& weights = scene().weights();
  mapper.rays().prepare(mapper, weights.empty() ? nullptr : weights.data(), towardsCamera);
}

RgbaImage VolumeRayCaster::draw(const Camera& camera, int width, int height, const Quality& quality) {
  NullWindow& window = *m_parts->window;
  window.aborted = 0;
  window.SetSize(width, height);
  auto& mapper = static_cast<vtkFixedPointVolumeRayCastMapper&>(scene().prepare(camera, width, height));
  mapper.SetImageSampleDistance(static_cast<float>(std::clamp(quality.imageSampleDistance, 1.0, 8.0)));
  mapper.SetSampleDistance(static_cast<float>(quality.sampleDistance * scene().voxelMm()));
  vtkRenderer* renderer = &scene().renderer();
  vtkVolume* volume = &scene().volume();
  volume->SetAllocatedRenderTime(1e30, nullptr);
  volume->GetProperty()
      ->ShadeOff();  // LeapingRays lights what it draws; the strongest value of a ray is not lit
  double depthRange[3] = {0, 0, 0};
  int extent[6] = {0, 0, 0, 0, 0, 0};
  mapper.PerImageInitialization(renderer, volume, 0, depthRange, depthRange, extent);
  mapper.PerVolumeInitialization(renderer, volume);
  if (&mapper == m_parts->plainMapper.Get()) prepareRays(camera);
  mapper.PerSubVolumeInitialization(renderer, volume, 0);
  if (window.aborted) return {};
  mapper.RenderSubVolume();
  if (window.aborted) return {};
  return stretched(readBack(*mapper.GetRayCastImage()), width, height);
}

void VolumeRayCaster::abort() {
  m_parts->window->aborted = 1;
}

}  // namespace vxs::scene
