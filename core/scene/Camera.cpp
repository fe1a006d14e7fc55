#include "core/scene/Camera.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>

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
      std::min(width, height) / 2.0 / std::tan(viewAngleDegrees * M_PI / 360) / std::max(depth, 1e-9);
  return {width / 2.0 + scale * dot(offset, frame.right), height / 2.0 - scale * dot(offset, frame.up),
          depth};
}

Vec3 Camera::rayThrough(double x, double y, int width, int height) const {
  const Frame frame = frameOf(*this);
  const double perPixel = 2 * std::tan(viewAngleDegrees * M_PI / 360) / std::min(width, height);
  return normalised(frame.forward + ((x - width / 2.0) * perPixel) * frame.right +
                    ((height / 2.0 - y) * perPixel) * frame.up);
}

}  // namespace vxs::scene
