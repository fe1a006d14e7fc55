#pragma once

#include "core/scene/VolumeOutline.h"

// Internal to core/scene.
namespace vxs::scene {

/// Which region is seen at a point of a picture (VolumeOutline.h has the rule). Copies what it needs of the
/// volumes. Any number of threads may ask.
class RegionRays {
 public:
  RegionRays(const OutlinedBrain& brain, const Camera& camera, int width, int height);
  /// Label at a point in pixels; 0: none.
  std::int32_t labelThrough(double x, double y) const;
  double voxelMm() const { return m_voxelMm; }  ///< the shortest side of the atlas's voxels

 private:
  /// From 0 to `to` along each axis of a padded grid; positions are in its voxels.
  struct Frame {
    Affine toVoxel;  ///< RAS mm to padded voxels
    Vec3 to{};
  };
  struct Brain : Frame {
    std::vector<float> values;        ///< parts of the surface's brightness, padded by 1
    std::array<std::size_t, 3> step;  ///< to the next voxel along each axis
    std::vector<std::uint8_t> solid;  ///< [blocks], whether any of its cells may be above 1
    std::array<std::size_t, 3> blockStep;
  };
  struct Regions : Frame {
    std::vector<std::int32_t> labels;  ///< -1 no cortex, padded by 2
    std::array<std::size_t, 3> step;
    std::vector<std::uint8_t> labelled;  ///< [blocks], whether a label >= 1 is near
    std::array<std::size_t, 3> blockStep;
  };
  /// In mm from the camera.
  struct Span {
    double from, to;
    bool empty() const { return !(from < to); }
  };
  /// A ray in voxels of a grid: a position is start + t * along.
  struct Line {
    Vec3 start, along;
    Vec3 at(double t) const {
      return {start[0] + t * along[0], start[1] + t * along[1], start[2] + t * along[2]};
    }
    /// Where it is between the corners.
    Span within(const Vec3& low, const Vec3& high) const;
  };
  struct Shares;

  void padBrain(const Volume& underlay);
  void padRegions(const LabelAtlas& atlas);
  Vec3 directionThrough(double x, double y) const;
  Line lineIn(const Frame& frame, const Vec3& direction) const;
  double brightnessAt(const Vec3& p) const;
  std::optional<double> surfaceIn(const Line& line, const Span& span) const;
  bool nearRegion(const Vec3& q) const;
  Shares sharesAt(const Vec3& q) const;
  std::int32_t faceLabel(const Line& line, double t) const;
  std::int32_t ribbonLabel(const Line& line, const Span& span) const;

  Vec3 m_position, m_forward, m_right, m_down;  ///< the latter two per pixel
  double m_middleX, m_middleY;
  std::optional<Box> m_removed;
  bool m_hasBrain = false;
  Brain m_brain;
  Regions m_regions;
  double m_voxelMm = 1, m_surfaceStepMm = 1, m_depthMm = 0, m_layerMm = 0;
};

}  // namespace vxs::scene
