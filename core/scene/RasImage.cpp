#include "core/scene/RasImage.h"

#include "core/base/Parallel.h"
#include "core/scene/Brain.h"

#include <vtkImageData.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace vxs::scene {
namespace {

/// For each world axis: which voxel axis runs along it, and whether it runs the other way.
struct Order {
  std::array<int, 3> axis{};
  std::array<bool, 3> flipped{};
};

Order orderOf(const Affine& affine) {
  const std::string codes = affine.axisCodes();
  Order order;
  for (int voxelAxis = 0; voxelAxis < 3; ++voxelAxis) {
    const char code = codes[static_cast<std::size_t>(voxelAxis)];
    const std::size_t world = code == 'R' || code == 'L' ? 0 : code == 'A' || code == 'P' ? 1 : 2;
    order.axis[world] = voxelAxis;
    order.flipped[world] = code == 'L' || code == 'P' || code == 'I';
  }
  return order;
}

/// The walk through a volume in RAS order: sizes along the world's axes, and the voxel at a RAS index.
struct RasWalk {
  explicit RasWalk(const Volume& volume) : order(orderOf(volume.affine)) {
    const std::array<int, 3> size{volume.grid.nx, volume.grid.ny, volume.grid.nz};
    for (std::size_t w = 0; w < 3; ++w) dims[w] = size[static_cast<std::size_t>(order.axis[w])];
  }
  std::array<int, 3> voxelAt(const std::array<int, 3>& ras) const {
    std::array<int, 3> p{};
    for (std::size_t w = 0; w < 3; ++w)
      p[static_cast<std::size_t>(order.axis[w])] = order.flipped[w] ? dims[w] - 1 - ras[w] : ras[w];
    return p;
  }
  /// Calls visit(linear index in the volume) for every voxel, R fastest.
  template <class Visit>
  void forEach(const Grid& grid, const Visit& visit) const {
    const auto indexAt = [&](const std::array<int, 3>& ras) {
      const auto p = voxelAt(ras);
      return static_cast<std::ptrdiff_t>(grid.index(p[0], p[1], p[2]));
    };
    const std::ptrdiff_t first = indexAt({0, 0, 0}), alongR = indexAt({1, 0, 0}) - first;
    for (int z = 0; z < dims[2]; ++z)
      for (int y = 0; y < dims[1]; ++y) {
        std::ptrdiff_t index = indexAt({0, y, z});
        for (int x = 0; x < dims[0]; ++x, index += alongR) visit(static_cast<std::size_t>(index));
      }
  }
  Order order;
  std::array<int, 3> dims{};
};

constexpr double kFogFull = 0.045;  // of the brain around the overlay, per voxel
constexpr double kFogFrom = 0.12, kFogTo = 0.5;
constexpr Rgb kFogColor{208, 208, 211};

}  // namespace

float brainBrightness(const Volume& underlay) {
  std::vector<float> positive;
  for (std::size_t i = 0; i < underlay.values.size(); i += 7)
    if (underlay.values[i] > 0) positive.push_back(underlay.values[i]);
  if (positive.empty()) return 1;
  const auto at =
      positive.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(positive.size() - 1));
  std::nth_element(positive.begin(), at, positive.end());
  return *at;
}

std::vector<float> rasValues(const Volume& volume, float missing) {
  std::vector<float> values;
  values.reserve(volume.values.size());
  RasWalk(volume).forEach(volume.grid, [&](std::size_t i) {
    values.push_back(std::isnan(volume.values[i]) ? missing : volume.values[i]);
  });
  return values;
}

vtkSmartPointer<vtkImageData> rasImage(const Volume& overlay, const Volume* underlay) {
  const RasWalk walk(overlay);
  const Vec3 voxel = overlay.affine.voxelSizeMm();
  Vec3 spacing{};
  for (std::size_t w = 0; w < 3; ++w) spacing[w] = voxel[static_cast<std::size_t>(walk.order.axis[w])];
  const auto first = walk.voxelAt({0, 0, 0});
  const Vec3 origin = overlay.affine.toRasMm({double(first[0]), double(first[1]), double(first[2])});

  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(walk.dims.data());
  image->SetSpacing(spacing.data());
  image->SetOrigin(origin.data());
  image->AllocateScalars(VTK_FLOAT, 2);
  auto* out = static_cast<float*>(image->GetScalarPointer());
  const bool brain = underlay && underlay->grid == overlay.grid;
  const float scale = brain ? brainBrightness(*underlay) : 1;
  walk.forEach(overlay.grid, [&](std::size_t index) {
    const float value = overlay.values[index];
    *out++ = std::isfinite(value) ? value : 0.0F;
    *out++ = brain ? std::clamp(underlay->values[index] / scale, 0.0F, 1.0F)
                   : (std::isfinite(value) ? 0.6F : 0.0F);
  });
  return image;
}

double overlayOpacity(double value, const ColorScale& scale) {
  const double range = scale.range > 0 ? scale.range : 1, magnitude = scale.magnitude(value);
  const double strength = std::min(1.0, magnitude / range);
  const double below = scale.thresholdZ > 0 ? std::min(1.0, magnitude / scale.thresholdZ) : 1.0;
  return std::clamp(0.75 * scale.opacity * std::pow(strength, 1.6) * below * below, 0.0, 1.0);
}

double fogOpacity(double brightness) {
  return kFogFull * std::clamp((brightness - kFogFrom) / (kFogTo - kFogFrom), 0.0, 1.0);
}

namespace {

std::uint8_t byteOf(double part) {
  return static_cast<std::uint8_t>(255 * part + 0.5);
}

/// `in`: a voxel of rasImage's; `out`: its red, green, blue and alpha.
void bakeVoxel(const float* in, double weight, const ColorScale& scale, const ColorMap& map,
               std::uint8_t* out) {
  const double value = in[0], range = scale.range > 0 ? scale.range : 1;
  const double strength = weight * std::min(1.0, scale.magnitude(value) / range);
  const double around = strength > kFogStrength ? 0 : kFogStrength * fogOpacity(in[1]) / kFogFull;
  out[3] = byteOf(std::max(strength, around));
  if (strength <= 0) {
    std::ranges::copy(kFogColor, out);
    return;
  }
  const Rgb color = map.at(scale.fraction(value));
  const double part = strength / (strength + around);
  for (std::size_t c = 0; c < 3; ++c) out[c] = byteOf((part * color[c] + (1 - part) * kFogColor[c]) / 255);
}

/// An image like another but for its scalars.
vtkSmartPointer<vtkImageData> imageLike(vtkImageData& other, int scalarType, int components) {
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(other.GetDimensions());
  image->SetSpacing(other.GetSpacing());
  image->SetOrigin(other.GetOrigin());
  image->AllocateScalars(scalarType, components);
  return image;
}

}  // namespace

vtkSmartPointer<vtkImageData> strengthImage(vtkImageData& ras, const std::vector<float>& weights,
                                            const ColorScale& scale) {
  auto image = imageLike(ras, VTK_UNSIGNED_CHAR, 4);
  const auto* in = static_cast<const float*>(ras.GetScalarPointer());
  auto* out = static_cast<std::uint8_t*>(image->GetScalarPointer());
  const ColorMap& map = colorMap(scale.map);
  parallelFor(static_cast<std::size_t>(image->GetNumberOfPoints()), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      bakeVoxel(in + 2 * i, weights.empty() ? 1.0 : static_cast<double>(weights[i]), scale, map, out + 4 * i);
  });
  return image;
}

vtkSmartPointer<vtkImageData> weightedImage(vtkImageData& ras, const std::vector<float>& weights) {
  auto image = imageLike(ras, VTK_FLOAT, 3);
  const auto* in = static_cast<const float*>(ras.GetScalarPointer());
  auto* out = static_cast<float*>(image->GetScalarPointer());
  for (const float weight : weights) {
    *out++ = *in++;
    *out++ = *in++;
    *out++ = weight;
  }
  return image;
}

}  // namespace vxs::scene
