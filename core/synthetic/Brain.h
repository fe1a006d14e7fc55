#pragma once

#include "core/volume/LabelAtlas.h"
#include "core/volume/Mask.h"

#include <cstdint>
#include <vector>

namespace vxs::synthetic {

enum class Tissue : std::uint8_t { Outside, Fluid, Gray, White };

/// Areas of the invented visual system.
enum class Area : std::uint8_t {
  None,
  V1v,
  V1d,
  V2v,
  V2d,
  V3v,
  V3d,
  hV4,
  OFA,
  FFA1,
  FFA2,
  EBA,
  FBA1,
  OPA,
  PPA,
  RSC,
  OWFA,
  VWFA1
};

/// What one voxel of the brain is and sees. Angles of the visual field in degrees; x to the right, y up.
struct BrainVoxel {
  std::uint32_t index = 0;  ///< linear index into the grid
  Tissue tissue = Tissue::Outside;
  Area area = Area::None;
  bool rightHemisphere = false;
  bool visual = false;           ///< part of nsdgeneral
  float fieldX = 0, fieldY = 0;  ///< receptive field centre, V1 to hV4 only
  float fieldSize = 0;           ///< its Gaussian sd
};

/// A brain of two folded hemispheres, invented: ellipsoids whose cortex is folded by a gyroid, with V1 to hV4
/// at the occipital pole (upper field ventral, lower dorsal, each hemisphere seeing the other side, periphery
/// anterior) and category areas at typical places. RAS mm, origin at the grid's centre.
struct Brain {
  Grid grid;
  Affine affine;
  std::vector<BrainVoxel> voxels;  ///< inside the brain mask, ascending index

  Mask mask() const;
  Mask visualMask() const;  ///< nsdgeneral
  /// T1-like intensities of the whole head: brain, fluid, skull and scalp, each voxel the mean over its
  /// octants.
  Volume underlay() const;
  /// prf-visualrois, floc-faces, floc-bodies, floc-places, floc-words, nsdgeneral, streams; -1 outside gray
  /// matter.
  std::vector<LabelAtlas> atlases() const;
};
Brain makeBrain(const Grid& grid, double voxelSizeMm);
/// T1-like intensity at a point of the head, 0 in the air around it.
double t1At(const Vec3& rasMm);

}  // namespace vxs::synthetic
