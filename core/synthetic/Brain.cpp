#include "core/synthetic/Brain.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace vxs::synthetic {
namespace {

// half axes of one hemisphere and its centre's distance from the midline, mm
constexpr double kHalfX = 33, kHalfY = 74, kHalfZ = 53, kCentreX = 30, kFoldWavelength = 24;
constexpr double kHeadX = 72, kHeadY = 90, kHeadZ = 68;  // half axes of the head
constexpr double kFieldRadius = 4.2;                     // half of NSD's 8.4 degrees

struct Shape {
  double depth = 2;   ///< 0 at the centre, 1 at the outer surface, > 1 outside
  double folded = 2;  ///< the same with folds pressed in
  Vec3 unit{};        ///< position in half axes, x from the midline outward
};

double gyroid(const Vec3& p) {
  const double k = 2 * M_PI / kFoldWavelength;
  return std::sin(k * p[0]) * std::cos(k * p[1]) + std::sin(k * p[1]) * std::cos(k * p[2]) +
         std::sin(k * p[2]) * std::cos(k * p[0]);
}

Shape shapeAt(const Vec3& ras) {
  const double x = std::abs(ras[0]);
  const Vec3 mirrored{x, ras[1], ras[2]};
  // flat towards the midline, a little narrower in front, and a flat underside
  const double widthX = (x < kCentreX ? kCentreX - 1.5 : kHalfX) * (1.0 - 0.12 * ras[1] / kHalfY);
  const double heightZ = ras[2] < 0 ? 0.8 * kHalfZ : kHalfZ;
  const Vec3 unit{(x - kCentreX) / widthX, ras[1] / kHalfY, ras[2] / heightZ};
  const double power = x < kCentreX ? 4.0 : 2.0;
  const double depth =
      std::pow(std::pow(std::abs(unit[0]), power) + unit[1] * unit[1] + unit[2] * unit[2], 0.5);
  return {depth, depth + 0.075 * gyroid(mirrored), {x / (kCentreX + kHalfX), unit[1], unit[2]}};
}

Tissue tissueOf(const Shape& s) {
  if (s.depth > 1.0) return Tissue::Outside;
  if (s.folded > 0.97) return Tissue::Fluid;
  return s.folded > 0.72 ? Tissue::Gray : Tissue::White;
}

struct Centre {
  Area area;
  Vec3 unit;
  double radius;
};
// category areas: position in half axes (outward, anterior, superior)
constexpr Centre kCentres[] = {
    {Area::OFA, {0.62, -0.70, -0.38}, 0.13},  {Area::FFA1, {0.55, -0.45, -0.68}, 0.14},
    {Area::FFA2, {0.58, -0.22, -0.74}, 0.13}, {Area::EBA, {0.88, -0.58, 0.02}, 0.18},
    {Area::FBA1, {0.74, -0.34, -0.60}, 0.12}, {Area::OPA, {0.64, -0.68, 0.42}, 0.15},
    {Area::PPA, {0.30, -0.28, -0.62}, 0.16},  {Area::RSC, {0.14, -0.42, 0.12}, 0.15},
    {Area::OWFA, {0.80, -0.64, -0.34}, 0.11}, {Area::VWFA1, {0.78, -0.44, -0.52}, 0.12}};

/// Early areas: bands of height above and below the calcarine level, at the back.
std::optional<Area> earlyArea(const Vec3& u) {
  if (u[1] > -0.52) return std::nullopt;
  const double h = std::abs(u[2]);
  const bool ventral = u[2] < 0;
  if (h < 0.20) return ventral ? Area::V1v : Area::V1d;
  if (h < 0.36) return ventral ? Area::V2v : Area::V2d;
  if (h < 0.50) return ventral ? Area::V3v : Area::V3d;
  if (ventral && h < 0.68) return Area::hV4;
  return std::nullopt;
}

/// Polar angle runs horizontal to vertical meridian in V1, back in V2, forth in V3: mirrored at each border.
void setReceptiveField(BrainVoxel& voxel, const Vec3& u) {
  const double h = std::abs(u[2]);
  double vertical = 0, scale = 1;  // 0 horizontal meridian .. 1 vertical meridian
  switch (voxel.area) {
    case Area::V1v:
    case Area::V1d:
      vertical = h / 0.20;
      break;
    case Area::V2v:
    case Area::V2d:
      vertical = 1 - (h - 0.20) / 0.16, scale = 1.4;
      break;
    case Area::V3v:
    case Area::V3d:
      vertical = (h - 0.36) / 0.14, scale = 1.9;
      break;
    default:
      vertical = (h - 0.50) / 0.09 - 1, scale = 2.6;
      break;  // hV4: the whole hemifield
  }
  const double angle = vertical * M_PI / 2;
  const double forward = std::clamp((u[1] + 1.0) / 0.48, 0.0, 1.0);
  const double eccentricity = 0.25 + (kFieldRadius - 0.5) * std::pow(forward, 1.3);
  const double side = voxel.rightHemisphere ? -1 : 1;
  const bool lower = voxel.area == Area::V1d || voxel.area == Area::V2d || voxel.area == Area::V3d;
  voxel.fieldX = static_cast<float>(side * eccentricity * std::cos(angle));
  voxel.fieldY = static_cast<float>((lower ? -1 : 1) * eccentricity * std::sin(angle));
  voxel.fieldSize = static_cast<float>(scale * (0.35 + 0.16 * eccentricity));
}

Area areaOf(const Vec3& u) {
  for (const Centre& centre : kCentres)
    if (std::hypot(u[0] - centre.unit[0], u[1] - centre.unit[1], u[2] - centre.unit[2]) < centre.radius)
      return centre.area;
  return earlyArea(u).value_or(Area::None);
}

}  // namespace

double t1At(const Vec3& ras) {
  const Shape shape = shapeAt(ras);
  switch (tissueOf(shape)) {
    case Tissue::White:
      return 940;
    case Tissue::Gray:
      return 620;
    case Tissue::Fluid:
      return 180;
    case Tissue::Outside:
      break;
  }
  // an egg of a head that goes on below as a neck: fluid, dark bone, bright scalp, air
  const double down = ras[2] < 0 ? 0.45 : 1.0;
  constexpr double kPower = 2.5;  // a little squarer than an ellipsoid
  const double out =
      std::pow(std::pow(std::abs(ras[0]) / kHeadX, kPower) + std::pow(std::abs(ras[1] + 1) / kHeadY, kPower) +
                   std::pow(down * std::abs(ras[2]) / kHeadZ, kPower),
               1 / kPower);
  return out > 1 ? 0 : out > 0.96 ? 640 : out > 0.905 ? 110 : 150;
}

Brain makeBrain(const Grid& grid, double voxelSizeMm) {
  Brain brain{grid, Affine::centred(grid, voxelSizeMm), {}};
  for (std::uint32_t index = 0; index < grid.voxelCount(); ++index) {
    const auto [x, y, z] = grid.position(index);
    const Vec3 ras = brain.affine.toRasMm({double(x), double(y), double(z)});
    const Shape shape = shapeAt(ras);
    BrainVoxel voxel;
    voxel.index = index;
    voxel.tissue = tissueOf(shape);
    if (voxel.tissue == Tissue::Outside) continue;
    voxel.rightHemisphere = ras[0] > 0;
    if (voxel.tissue == Tissue::Gray) {
      voxel.area = areaOf(shape.unit);
      voxel.visual = voxel.area != Area::None || shape.unit[1] < -0.62;
      if (voxel.area >= Area::V1v && voxel.area <= Area::hV4) setReceptiveField(voxel, shape.unit);
    }
    brain.voxels.push_back(voxel);
  }
  return brain;
}

}  // namespace vxs::synthetic
