#include "ui/paint/figure/SlicePositions.h"

#include "core/base/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vxs::paint {
namespace {

constexpr double kNone = 1e30;

/// The axis of the grid (0 to 2) that is nearest to the plane's normal.
std::size_t gridAxisOf(const Volume& volume, scene::Plane plane) {
  const std::string codes = volume.affine.axisCodes();
  const std::string wanted = plane == scene::Plane::Axial     ? "SI"
                             : plane == scene::Plane::Coronal ? "AP"
                                                              : "RL";
  return codes.find_first_of(wanted);
}

}  // namespace

const char* planeTitle(scene::Plane plane) {
  return plane == scene::Plane::Axial ? "Axial" : plane == scene::Plane::Coronal ? "Coronal" : "Sagittal";
}

const char* axisOf(scene::Plane plane) {
  return plane == scene::Plane::Axial ? "S" : plane == scene::Plane::Coronal ? "A" : "R";
}

std::size_t normalOf(scene::Plane plane) {
  return plane == scene::Plane::Axial ? 2 : plane == scene::Plane::Coronal ? 1 : 0;
}

scene::Plane planeFrom(const std::string& name) {
  if (name == "axial") return scene::Plane::Axial;
  if (name == "coronal") return scene::Plane::Coronal;
  if (name == "sagittal") return scene::Plane::Sagittal;
  throw UsageError("'" + name + "' is not a plane: use axial, coronal or sagittal");
}

double numberFrom(const std::string& text, const std::string& what) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    throw UsageError("'" + text + "' is not " + what);
  return value;
}

std::vector<double> positionsFrom(const std::string& list) {
  std::vector<double> positions;
  std::size_t from = 0;
  while (from <= list.size()) {
    const std::size_t comma = std::min(list.find(',', from), list.size());
    positions.push_back(numberFrom(list.substr(from, comma - from), "a list of positions in mm"));
    from = comma + 1;
  }
  if (positions.size() > 60) throw UsageError("more than 60 slices do not fit a figure");
  return positions;
}

int layerCount(const Volume& volume, scene::Plane plane) {
  return std::array{volume.grid.nx, volume.grid.ny, volume.grid.nz}.at(gridAxisOf(volume, plane));
}

double layerPositionMm(const Volume& volume, scene::Plane plane, int layer) {
  Vec3 voxel{(volume.grid.nx - 1) / 2.0, (volume.grid.ny - 1) / 2.0, (volume.grid.nz - 1) / 2.0};
  voxel.at(gridAxisOf(volume, plane)) = layer;
  return volume.affine.toRasMm(voxel)[normalOf(plane)];
}

int layerNear(const Volume& volume, scene::Plane plane, double positionMm) {
  const double first = layerPositionMm(volume, plane, 0), step = layerPositionMm(volume, plane, 1) - first;
  return static_cast<int>(std::lround((positionMm - first) / step));
}

/// Evenly through what has values, without the outermost slices, where there is little to see.
std::vector<double> evenPositions(const Volume& volume, scene::Plane plane, int count) {
  double low = kNone, high = -kNone;
  for (std::size_t i = 0; i < volume.values.size(); ++i) {
    if (!std::isfinite(volume.values[i])) continue;
    const std::array<int, 3> voxel = volume.grid.position(i);
    const double at =
        volume.affine.toRasMm({double(voxel[0]), double(voxel[1]), double(voxel[2])})[normalOf(plane)];
    low = std::min(low, at);
    high = std::max(high, at);
  }
  if (low > high) return {0};
  std::vector<double> positions;
  for (int i = 0; i < count; ++i)
    positions.push_back(std::round((low + (high - low) * (i + 1) / (count + 1)) * 10) / 10);
  return positions;
}

void requireInside(const Volume& volume, std::size_t axis, double positionMm) {
  double low = kNone, high = -kNone;
  for (int corner = 0; corner < 8; ++corner) {
    const double at = volume.affine.toRasMm({corner & 1 ? volume.grid.nx - 0.5 : -0.5,
                                             corner & 2 ? volume.grid.ny - 0.5 : -0.5,
                                             corner & 4 ? volume.grid.nz - 0.5 : -0.5})[axis];
    low = std::min(low, at);
    high = std::max(high, at);
  }
  if (positionMm < low || positionMm > high)
    throw UsageError(
        fmt::format("{0} = {1:.4g} mm lies outside the volume: it reaches from {0} = {2:.4g} to {3:.4g} mm",
                    "RAS"[axis], positionMm, low, high));
}

std::string positionsText(const std::vector<double>& positionsMm) {
  return fmt::format("{}", fmt::join(positionsMm, ","));
}

}  // namespace vxs::paint
