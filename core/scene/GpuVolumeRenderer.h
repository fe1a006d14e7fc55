#pragma once

#include "core/scene/GlContext.h"
#include "core/scene/VolumeRenderer.h"

namespace vxs::scene {

/// Draws volumes with VTK's GPU mapper in an off-screen OpenGL context and reads the picture back. A picture
/// under way is not given up: on a graphics card it takes milliseconds. Needed only where there is such a
/// card; software OpenGL is several times slower than VolumeRayCaster.
class GpuVolumeRenderer : public VolumeRenderer {
 public:
  /// Throws Error when the context cannot be made current or is no good for VTK; render() throws it when the
  /// context is lost or OpenGL reports a failure.
  explicit GpuVolumeRenderer(std::unique_ptr<GlContext> context);
  ~GpuVolumeRenderer() override;
  void abort() override;

 private:
  struct Parts;
  explicit GpuVolumeRenderer(std::unique_ptr<Parts> parts);
  RgbaImage draw(const Camera& camera, int width, int height, const Quality& quality) override;
  void prepareWeights();
  void fail(const char* what) const;
  std::unique_ptr<Parts> m_parts;
};

}  // namespace vxs::scene
