#pragma once

#include "core/scene/Slice.h"

#include <vector>

namespace vxs::scene {

/// A lightbox: which slices and how far apart. Serialised with the state.
struct MosaicParams {
  Plane plane = Plane::Axial;
  int count = 20;
  double spacingMm = 0;  ///< 0: as far apart as the volume allows
  bool operator==(const MosaicParams&) const = default;
};

/// Positions along the normal, ascending, at voxel centres where the spacing allows: evenly over the part of
/// `volume` (an underlay above 0, or any finite value) that is not empty, or around the crosshair with a
/// spacing given.
std::vector<double> mosaicPositions(const Volume& volume, const MosaicParams& params,
                                    const Vec3& crosshairRasMm);

/// Columns and rows for so many tiles of that shape (width / height) in an area of that shape, tiles as large
/// as can be.
struct Tiling {
  int columns = 1, rows = 1;
};
Tiling tilingFor(int count, double tileAspect, double areaAspect);

}  // namespace vxs::scene
