#pragma once

#include "core/scene/VolumeRenderer.h"

namespace vxs::scene {

/// Draws volumes without any GL context: VTK's fixed-point ray caster driven by hand (its picture is the same
/// in the window, in tests and on the command line).
class VolumeRayCaster : public VolumeRenderer {
 public:
  VolumeRayCaster();
  ~VolumeRayCaster() override;
  void abort() override;

 private:
  struct Parts;
  explicit VolumeRayCaster(std::unique_ptr<Parts> parts);
  RgbaImage draw(const Camera& camera, int width, int height, const Quality& quality) override;
  void prepareRays(const Camera& camera);
  std::unique_ptr<Parts> m_parts;
};

}  // namespace vxs::scene
