#pragma once

#include "core/scene/ColorMap.h"
#include "core/scene/RgbaImage.h"
#include "core/volume/Volume.h"

#include <optional>

namespace vxs::scene {

enum class Plane { Axial, Coronal, Sagittal };
/// Neurological: the subject's left is on the picture's left; radiological: on its right.
enum class Convention { Neurological, Radiological };

/// A slice through RAS millimetres (not through voxel indices): columns run along a world axis, so a volume
/// of any orientation comes out with anterior/superior up. Pixel (0, 0) is top left.
struct SliceGeometry {
  Plane plane = Plane::Axial;
  Convention convention = Convention::Neurological;
  double positionMm = 0;  ///< of the slice along its normal (S, A or R)
  double pixelMm = 1;
  int width = 0, height = 0;
  double leftMm =
      0;             ///< world coordinate at the centre of column 0 (along the column axis, signed direction)
  double topMm = 0;  ///< world coordinate at the centre of row 0

  /// World position of a pixel centre and back (fractional pixels).
  Vec3 rasAt(double column, double row) const;
  std::array<double, 2> pixelOf(const Vec3& rasMm) const;
  /// Letters at the left, right, top and bottom edge, e.g. "L", "R", "A", "P".
  std::array<char, 4> edgeLetters() const;
  /// One pixel a voxel (finest voxel edge), covering the volume's bounding box.
  static SliceGeometry covering(const Volume& volume, Plane plane, Convention convention, double positionMm,
                                double pixelMm = 0);
  bool operator==(const SliceGeometry&) const = default;
};

/// Composes underlay (gray, windowed to its 1st-99th percentile, trilinear) and overlay (nearest voxel or
/// trilinear by `smooth`) to pixels. Either may be absent. Plain loops, no VTK, no Qt.
struct SliceLayers {
  const Volume* underlay = nullptr;
  const Volume* overlay = nullptr;
  ColorScale scale;
  bool smooth = false;
  /// What the overlay's opacity is multiplied by (Weights.h), on its grid; null: 1 everywhere.
  const Volume* weights = nullptr;
  /// 1 inside the head, 0 outside (HeadMask.h), on the underlay's grid: what lies outside is transparent.
  /// Null: the underlay is opaque everywhere, black where it is dark.
  const Volume* head = nullptr;
  /// 1 in the brain, 0 around it: values of NaN have their colour there only. Null: where the underlay is not
  /// black.
  const Volume* brain = nullptr;
  /// The underlay as it was drawn before, alone and with the same geometry and head; null: it is drawn now.
  const RgbaImage* drawnUnderlay = nullptr;
};
RgbaImage renderSlice(const SliceGeometry& geometry, const SliceLayers& layers);

}  // namespace vxs::scene
