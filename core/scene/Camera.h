#pragma once

#include "core/volume/Volume.h"

#include <string>

namespace vxs::scene {

/// A camera in RAS mm, shared by every 3-D view of a comparison. Value type; serialised into recipes.
struct Camera {
  Vec3 position{0, 0, 0};
  Vec3 focalPoint{0, 0, 0};
  Vec3 viewUp{0, 0, 1};
  double viewAngleDegrees = 30;  ///< across the shorter side of the frame
  /// Width over height of the frame: the rectangle around the focal point that every picture shows whole and
  /// as large as it can, whatever the picture's shape.
  double frameAspect = 1;

  /// "left", "right", "anterior", "posterior", "superior", "inferior" or "oblique", framing the volume's box.
  static Camera standard(const Volume& volume, const std::string& view);
  /// The same as near as what is above 0 in `part` allows: its outline fills the frame but for room above and
  /// below for the words in a view. Where nothing is above 0: standard().
  static Camera framing(const Volume& part, const std::string& view);
  /// Trackball: rotation by mouse movement in degrees about the view's up and right axes through the focal
  /// point.
  Camera rotated(double azimuthDegrees, double elevationDegrees) const;
  Camera zoomed(double factor) const;
  /// Pixels across the frame's shorter side in a picture of that size.
  double framePixels(int width, int height) const;
  /// Pan by a fraction of the frame's shorter side to the right and up.
  Camera panned(double right, double up) const;
  /// Pixel of a RAS position for a picture of that size (y down), and its depth along the view direction.
  Vec3 project(const Vec3& rasMm, int width, int height) const;
  /// Direction (unit length) from the position through the centre of that pixel; project()'s inverse.
  Vec3 rayThrough(double x, double y, int width, int height) const;
  bool operator==(const Camera&) const = default;
};

}  // namespace vxs::scene
