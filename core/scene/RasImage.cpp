#include "core/scene/RasImage.h"

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

/// Brightness of the brain that scales its fog: the 95th percentile of what is above 0.
float brainScale(const Volume& underlay) {
  std::vector<float> positive;
  for (std::size_t i = 0; i < underlay.values.size(); i += 7)
    if (underlay.values[i] > 0) positive.push_back(underlay.values[i]);
  if (positive.empty()) return 1;
  const auto at =
      positive.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(positive.size() - 1));
  std::nth_element(positive.begin(), at, positive.end());
  return *at;
}

}  // namespace

vtkSmartPointer<vtkImageData> rasImage(const Volume& overlay, const Volume* underlay) {
  const Order order = orderOf(overlay.affine);
  const std::array<int, 3> size{overlay.grid.nx, overlay.grid.ny, overlay.grid.nz};
  const Vec3 voxel = overlay.affine.voxelSizeMm();
  std::array<int, 3> dims{};
  Vec3 spacing{};
  for (std::size_t w = 0; w < 3; ++w) {
    dims[w] = size[static_cast<std::size_t>(order.axis[w])];
    spacing[w] = voxel[static_cast<std::size_t>(order.axis[w])];
  }
  const auto voxelAt = [&](const std::array<int, 3>& ras) {
    std::array<int, 3> p{};
    for (std::size_t w = 0; w < 3; ++w)
      p[static_cast<std::size_t>(order.axis[w])] = order.flipped[w] ? dims[w] - 1 - ras[w] : ras[w];
    return p;
  };
  const auto first = voxelAt({0, 0, 0});
  const Vec3 origin = overlay.affine.toRasMm({double(first[0]), double(first[1]), double(first[2])});

  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(dims.data());
  image->SetSpacing(spacing.data());
  image->SetOrigin(origin.data());
  image->AllocateScalars(VTK_FLOAT, 2);
  auto* out = static_cast<float*>(image->GetScalarPointer());
  const bool brain = underlay && underlay->grid == overlay.grid;
  const float scale = brain ? brainScale(*underlay) : 1;
  for (int z = 0; z < dims[2]; ++z)
    for (int y = 0; y < dims[1]; ++y)
      for (int x = 0; x < dims[0]; ++x) {
        const auto p = voxelAt({x, y, z});
        const std::size_t index = overlay.grid.index(p[0], p[1], p[2]);
        const float value = overlay.values[index];
        *out++ = std::isfinite(value) ? value : 0.0F;
        *out++ = brain ? std::clamp(underlay->values[index] / scale, 0.0F, 1.0F)
                       : (std::isfinite(value) ? 0.6F : 0.0F);
      }
  return image;
}

}  // namespace vxs::scene
