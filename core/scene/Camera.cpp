#include "core/scene/Camera.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vxs::scene {
namespace {

Vec3 operator+(const Vec3& a, const Vec3& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
Vec3 operator-(const Vec3& a, const Vec3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
Vec3 operator*(double s, const Vec3& a) {
  return {s * a[0], s * a[1], s * a[2]};
}
double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double length(const Vec3& a) {
  return std::sqrt(dot(a, a));
}
Vec3 normalised(const Vec3& a) {
  return (1.0 / std::max(length(a), 1e-12)) * a;
}

/// Rodrigues' rotation of v about a unit axis.
Vec3 turned(const Vec3& v, const Vec3& axis, double degrees) {
  const double a = degrees * M_PI / 180;
  return std::cos(a) * v + std::sin(a) * cross(axis, v) + ((1 - std::cos(a)) * dot(axis, v)) * axis;
}

struct Frame {
  Vec3 forward, right, up;
};

Frame frameOf(const Camera& camera) {
  const Vec3 forward = normalised(camera.focalPoint - camera.position);
  const Vec3 right = normalised(cross(forward, camera.viewUp));
  return {forward, right, cross(right, forward)};
}

/// In one direction of a picture, both measured from the centre of what is seen: where the camera has to be,
/// and how far from it.
struct Fit {
  double along = 0, distance = 0;
};

/// The nearest place from which no point is seen farther than `tangent` to either side.
Fit nearestFit(const std::vector<Vec3>& points, const Vec3& centre, const Vec3& axis, const Vec3& forward,
               double tangent) {
  double low = 1e30, high = -1e30;
  for (const Vec3& point : points) {
    const double along = dot(point - centre, axis), depth = dot(point - centre, forward);
    high = std::max(high, along - tangent * depth);
    low = std::min(low, along + tangent * depth);
  }
  return {(low + high) / 2, (high - low) / (2 * tangent)};
}

/// In RAS mm, corners of the first and the last voxel above 0 of every row: all others lie between them.
std::vector<Vec3> outerCorners(const Volume& part) {
  std::vector<Vec3> corners;
  const Grid& g = part.grid;
  for (int z = 0; z < g.nz; ++z)
    for (int y = 0; y < g.ny; ++y) {
      int first = g.nx, last = -1;
      for (int x = 0; x < g.nx; ++x)
        if (part.at(x, y, z) > 0) {
          first = std::min(first, x);
          last = x;
        }
      if (last < 0) continue;
      for (const double x : {first - 0.5, last + 0.5})
        for (const double dy : {-0.5, 0.5})
          for (const double dz : {-0.5, 0.5}) corners.push_back(part.affine.toRasMm({x, y + dy, z + dz}));
    }
  return corners;
}

constexpr double kRoomAside = 0.03, kRoomAbove = 0.07;  ///< of the frame, on either side of what it holds

}  // namespace

Camera Camera::standard(const Volume& volume, const std::string& view) {
  const Grid& g = volume.grid;
  const Vec3 centre = volume.affine.toRasMm({(g.nx - 1) / 2.0, (g.ny - 1) / 2.0, (g.nz - 1) / 2.0});
  const Vec3 corner = volume.affine.toRasMm({-0.5, -0.5, -0.5});
  Vec3 direction{}, up{0, 0, 1};  // from the centre to the camera
  if (view == "left")
    direction = {-1, 0, 0};
  else if (view == "right")
    direction = {1, 0, 0};
  else if (view == "anterior")
    direction = {0, 1, 0};
  else if (view == "posterior")
    direction = {0, -1, 0};
  else if (view == "superior")
    direction = {0, 0, 1}, up = {0, 1, 0};
  else if (view == "inferior")
    direction = {0, 0, -1}, up = {0, 1, 0};
  else if (view == "oblique")
    direction = normalised({-0.62, -0.66, 0.42});
  else
    throw UsageError("unknown view '" + view +
                     "': use left, right, anterior, posterior, superior, inferior or oblique");
  Camera camera;
  camera.focalPoint = centre;
  camera.viewUp = up;
  const double radius = 0.72 * length(corner - centre);  // a head fills its box less than the corners suggest
  camera.position = centre + (radius / std::sin(camera.viewAngleDegrees * M_PI / 360)) * direction;
  return camera;
}

Camera Camera::framing(const Volume& part, const std::string& view) {
  Camera camera = standard(part, view);
  const std::vector<Vec3> corners = outerCorners(part);
  if (corners.empty()) return camera;
  Vec3 low = corners.front(), high = low;
  for (const Vec3& corner : corners)
    for (std::size_t d = 0; d < 3; ++d) {
      low[d] = std::min(low[d], corner[d]);
      high[d] = std::max(high[d], corner[d]);
    }
  const Vec3 centre = 0.5 * (low + high);
  const Frame frame = frameOf(camera);
  // the frame's shape: such that both directions ask for the same distance
  const double shorter = std::tan(camera.viewAngleDegrees * M_PI / 360);
  Fit across, up;
  double narrow = std::log(0.2), wide = -narrow;
  for (int i = 0; i < 20; ++i) {
    const double middle = (narrow + wide) / 2;
    camera.frameAspect = std::exp(middle);
    across = nearestFit(corners, centre, frame.right, frame.forward,
                        (1 - 2 * kRoomAside) * shorter * std::max(1.0, camera.frameAspect));
    up = nearestFit(corners, centre, frame.up, frame.forward,
                    (1 - 2 * kRoomAbove) * shorter * std::max(1.0, 1 / camera.frameAspect));
    (across.distance > up.distance ? narrow : wide) = middle;
  }
  camera.focalPoint = centre + across.along * frame.right + up.along * frame.up;
  camera.position = camera.focalPoint - std::max(across.distance, up.distance) * frame.forward;
  return camera;
}

Camera Camera::rotated(double azimuthDegrees, double elevationDegrees) const {
  const Frame frame = frameOf(*this);
  Camera camera = *this;
  Vec3 offset = position - focalPoint;
  offset = turned(offset, frame.up, azimuthDegrees);
  const Vec3 right = turned(frame.right, frame.up, azimuthDegrees);
  camera.position = focalPoint + turned(offset, right, elevationDegrees);
  camera.viewUp = normalised(turned(frame.up, right, elevationDegrees));
  return camera;
}

Camera Camera::zoomed(double factor) const {
  Camera camera = *this;
  camera.position = focalPoint + (1.0 / std::clamp(factor, 0.01, 100.0)) * (position - focalPoint);
  return camera;
}

double Camera::framePixels(int width, int height) const {
  return frameAspect >= 1 ? std::min(width / frameAspect, double(height))
                          : std::min(double(width), height * frameAspect);
}

Camera Camera::panned(double right, double up) const {
  const Frame frame = frameOf(*this);
  const double height = 2 * length(focalPoint - position) * std::tan(viewAngleDegrees * M_PI / 360);
  const Vec3 shift = (-right * height) * frame.right + (-up * height) * frame.up;
  Camera camera = *this;
  camera.position = position + shift;
  camera.focalPoint = focalPoint + shift;
  return camera;
}

Vec3 Camera::project(const Vec3& ras, int width, int height) const {
  const Frame frame = frameOf(*this);
  const Vec3 offset = ras - position;
  const double depth = dot(offset, frame.forward);
  const double scale =
      framePixels(width, height) / 2 / std::tan(viewAngleDegrees * M_PI / 360) / std::max(depth, 1e-9);
  return {width / 2.0 + scale * dot(offset, frame.right), height / 2.0 - scale * dot(offset, frame.up),
          depth};
}

Vec3 Camera::rayThrough(double x, double y, int width, int height) const {
  const Frame frame = frameOf(*this);
  const double perPixel = 2 * std::tan(viewAngleDegrees * M_PI / 360) / framePixels(width, height);
  return normalised(frame.forward + ((x - width / 2.0) * perPixel) * frame.right +
                    ((height / 2.0 - y) * perPixel) * frame.up);
}

}  // namespace vxs::scene
