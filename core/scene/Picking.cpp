#include "core/scene/Picking.h"

#include "core/scene/Brain.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {
namespace {

constexpr double kStepVoxels = 0.25, kSeenPart = 0.25, kVisibleWeight = 0.2;
/// As the fog of the ray caster: below this part of the brain's brightness nothing is seen.
constexpr double kSurface = 0.25;

struct Voxel {
  std::size_t index;
  Vec3 centre;
};

std::optional<Voxel> voxelAt(const Volume& volume, const Affine& inverse, const Vec3& ras) {
  const Vec3 p = inverse.toRasMm(ras);
  const int x = static_cast<int>(std::lround(p[0])), y = static_cast<int>(std::lround(p[1])),
            z = static_cast<int>(std::lround(p[2]));
  if (!volume.grid.contains(x, y, z)) return std::nullopt;
  return Voxel{volume.grid.index(x, y, z), volume.affine.toRasMm({double(x), double(y), double(z)})};
}

/// Distances from the camera between which the ray can be inside the volume: those of its bounding sphere.
std::pair<double, double> reach(const Volume& volume, const Camera& camera, const Vec3& direction) {
  const Grid& g = volume.grid;
  const Vec3 centre = volume.affine.toRasMm({(g.nx - 1) / 2.0, (g.ny - 1) / 2.0, (g.nz - 1) / 2.0});
  const Vec3 corner = volume.affine.toRasMm({-0.5, -0.5, -0.5});
  double along = 0, radius = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    along += (centre[d] - camera.position[d]) * direction[d];
    radius += (corner[d] - centre[d]) * (corner[d] - centre[d]);
  }
  radius = std::sqrt(radius) * 1.05;
  return {std::max(0.0, along - radius), along + radius};
}

/// How strongly a voxel of the overlay counts: 0 below what can be seen.
double strengthAt(const PickTarget& target, std::size_t index) {
  const float value = target.overlay->values[index];
  if (!std::isfinite(value)) return 0;
  if (target.weights && target.weights->values[index] < kVisibleWeight) return 0;
  const double magnitude = target.scale.magnitude(value);
  const double least = std::max(target.scale.thresholdZ, kSeenPart * target.scale.range);
  return magnitude >= least ? magnitude : 0;
}

}  // namespace

std::optional<Picked> pick(const PickTarget& target, const Camera& camera, double x, double y, int width,
                           int height) {
  const Volume* frame = target.overlay && !target.overlay->empty() ? target.overlay : target.underlay;
  if (!frame || frame->empty() || width < 1 || height < 1) return std::nullopt;
  const Vec3 direction = camera.rayThrough(x, y, width, height), size = frame->affine.voxelSizeMm();
  const double step = kStepVoxels * std::min({size[0], size[1], size[2]});
  const auto [from, to] = reach(*frame, camera, direction);
  const bool overlay = frame == target.overlay, brain = target.underlay && !target.underlay->empty();
  const Affine overlayInverse = frame->affine.inverse();
  const Affine underlayInverse = brain ? target.underlay->affine.inverse() : Affine();
  const double bright = brain ? kSurface * static_cast<double>(brainBrightness(*target.underlay)) : 0;
  std::optional<Picked> best, surface;
  double strongest = 0, surfaceAt = to;
  for (double t = from; t <= to; t += step) {
    Vec3 ras{};
    for (std::size_t d = 0; d < 3; ++d) ras[d] = camera.position[d] + t * direction[d];
    if (target.removed && target.removed->contains(ras)) continue;
    if (brain && !surface)
      if (const auto voxel = voxelAt(*target.underlay, underlayInverse, ras);
          voxel && static_cast<double>(target.underlay->values[voxel->index]) > bright) {
        surface = Picked{voxel->centre, true};
        surfaceAt = t;
      }
    if (overlay)
      if (const auto voxel = voxelAt(*target.overlay, overlayInverse, ras)) {
        const double strength = strengthAt(target, voxel->index);
        if (strength > strongest) {
          strongest = strength;
          best = Picked{voxel->centre, false, std::max(0.0, t - surfaceAt)};
          if (!target.maximumIntensity) return best;
        }
      }
  }
  return best ? best : surface;
}

}  // namespace vxs::scene
