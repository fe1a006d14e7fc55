#pragma once

#include "core/scene/Camera.h"
#include "core/scene/ColorMap.h"
#include "core/scene/Cutout.h"
#include "core/scene/RgbaImage.h"
#include "core/volume/Volume.h"

#include <memory>
#include <optional>

namespace vxs::scene {

class VolumeScene;

/// Draws volumes into pictures. What is drawn is the same for every renderer (colours, opacities, light,
/// weights, what is cut away); only who does the work differs. One object belongs to one thread, except
/// abort(), which any thread may call. The colour scale's change does not upload voxels again, except where
/// setMaximumIntensity() says so.
class VolumeRenderer {
 public:
  virtual ~VolumeRenderer();

  /// `overlay` drawn by `scale` (transparent below threshold) inside the translucent brain `underlay` (may be
  /// null). Copies what it needs. Same grid for both.
  void setVolumes(const Volume& overlay, const Volume* underlay);
  void setScale(const ColorScale& scale);
  /// What the overlay's opacity is multiplied by (Weights.h), on the overlay's grid; empty: 1 everywhere.
  void setWeights(const Volume& weights);
  /// The strongest value along each ray, in its colour, over a faint brain. Colours are baked into voxels: a
  /// new range, colour map or weight uploads them again, a new threshold does not.
  void setMaximumIntensity(bool on);
  /// A part of the world in which nothing is drawn.
  void setRemoved(const std::optional<Box>& box);

  struct Quality {
    double imageSampleDistance = 1;  ///< pixels per ray
    double sampleDistance = 0.5;     ///< step along a ray, in voxels
    static Quality full() { return {1, 0.5}; }
    static Quality interactive() { return {2, 1}; }
  };
  /// Empty image when abort() was called meanwhile. Background is transparent; without a volume all of it is.
  RgbaImage render(const Camera& camera, int width, int height, const Quality& quality);
  virtual void abort() = 0;

 protected:
  explicit VolumeRenderer(std::unique_ptr<VolumeScene> scene);
  VolumeScene& scene() { return *m_scene; }

 private:
  /// render() for a size of at least one pixel and a scene that has voxels.
  virtual RgbaImage draw(const Camera& camera, int width, int height, const Quality& quality) = 0;
  std::unique_ptr<VolumeScene> m_scene;
};

}  // namespace vxs::scene
