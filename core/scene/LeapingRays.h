#pragma once

#include "core/scene/HeadLight.h"

#include <vtkFixedPointVolumeRayCastCompositeHelper.h>
#include <vtkNew.h>
#include <vtkSmartPointer.h>
#include <vtkSphericalDirectionEncoder.h>

class vtkImageData;

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// Casts the rays of a composite, lit picture of two independent float components (RasImage.h) for VTK's
/// fixed-point mapper, whose property must ask for no shade: light is made here. The same samples in the same
/// arithmetic as VTK's own, hence the same picture, in half the time. VTK visits every sample of such
/// volumes; this one leaps over the blocks in which nothing is seen and leaves out a component where it is
/// transparent. VTK finds normals in one thread, and shades for every component, colour and picture; here
/// normals are kept for a component that has not changed, and there is one white light at the camera. Beside
/// VTK's this multiplies the first component's opacity by weights.
class LeapingRays : public vtkFixedPointVolumeRayCastCompositeHelper {
 public:
  static constexpr int kComponents = 2;  ///< overlay and brain
  static LeapingRays* New();
  vtkTypeMacro(LeapingRays, vtkFixedPointVolumeRayCastCompositeHelper)  // brings its own semicolon
      void GenerateImage(int thread, int threads, vtkVolume* volume,
                         vtkFixedPointVolumeRayCastMapper* mapper) override;

  /// Before each picture, when the mapper has made its tables. `weights`, [voxels], 0 .. 1, in the order of
  /// its input, are not copied; null: 1 everywhere.
  void prepare(vtkFixedPointVolumeRayCastMapper& mapper, const float* weights,
               const std::array<double, 3>& towardsCamera);

 private:
  class Caster;
  struct Component {
    std::vector<std::int16_t> values;    ///< [voxels], indices into the mapper's tables
    std::vector<std::uint16_t> normals;  ///< [voxels], encoded
  };
  vtkNew<vtkSphericalDirectionEncoder> m_encoder;
  vtkSmartPointer<vtkImageData> m_image;  ///< that the components are of
  std::array<Component, kComponents> m_components;
  std::vector<Shade> m_shades;  ///< [encoded normals]
  const float* m_weights = nullptr;
};

}  // namespace vxs::scene
