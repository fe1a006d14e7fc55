#pragma once

#include "core/scene/Camera.h"
#include "core/scene/ColorMap.h"
#include "core/scene/Cutout.h"
#include "core/volume/Volume.h"

#include <vtkColorTransferFunction.h>
#include <vtkImageData.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkVolume.h>
#include <vtkVolumeMapper.h>
#include <vtkVolumeProperty.h>

#include <optional>
#include <vector>

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// What a VolumeRenderer draws, for whichever mapper draws it: voxels, transfer functions, light, camera. Two
/// mappers: one for two independent components (overlay and brain), one for RGBA voxels (RasImage.h), since
/// the fixed-point mapper does not make the table that it leaps over empty space with anew for more
/// components.
class VolumeScene {
 public:
  /// Whether the plain mapper has weights() by other ways, or as a third component. It multiplies the
  /// overlay's opacity by them.
  enum class Weighting { ByMapper, InVoxels };
  VolumeScene(vtkSmartPointer<vtkVolumeMapper> plainMapper, vtkSmartPointer<vtkVolumeMapper> directMapper,
              Weighting weighting);

  void setVolumes(const Volume& overlay, const Volume* underlay);
  void setScale(const ColorScale& scale);
  void setWeights(const Volume& weights);
  void setMaximumIntensity(bool on);
  void setRemoved(const std::optional<Box>& box) { m_removed = box; }
  bool empty() const { return !m_image; }
  /// In RAS order, [voxels of the image once it is prepared]; empty: none.
  const std::vector<float>& weights() const { return m_weights; }

  /// Everything in its place for one picture; the mapper that is to draw it. Not for an empty scene.
  vtkVolumeMapper& prepare(const Camera& camera, int width, int height);

  vtkRenderer& renderer() { return *m_renderer; }
  vtkVolume& volume() { return *m_volume; }
  double voxelMm() const { return m_voxelMm; }  ///< the shortest side

 private:
  void prepareProperties();
  void chooseInput();
  vtkImageData* plainVoxels();
  vtkImageData* strengths();
  void applyRemoved();
  void place(const Camera& camera, int width, int height);

  vtkNew<vtkRenderer> m_renderer;
  vtkNew<vtkVolume> m_volume;
  vtkSmartPointer<vtkVolumeMapper> m_plainMapper, m_directMapper;
  vtkVolumeMapper* m_mapper;  ///< in use
  Weighting m_weighting;
  vtkNew<vtkLight> m_light;
  vtkNew<vtkColorTransferFunction> m_overlayColor, m_fogColor;
  vtkNew<vtkPiecewiseFunction> m_overlayOpacity, m_fogOpacity, m_noOpacity, m_strengthOpacity;
  vtkNew<vtkVolumeProperty> m_plain, m_direct;                     ///< of the two mappers
  vtkSmartPointer<vtkImageData> m_image, m_weighted, m_strengths;  ///< the latter two when they are needed
  ColorScale m_strengthScale;                                      ///< that m_strengths were made with
  std::vector<float> m_weights;                                    ///< RAS order; empty: none
  ColorScale m_scale;
  bool m_maximum = false;
  std::optional<Box> m_removed;
  double m_voxelMm = 1;
};

}  // namespace vxs::scene
