#include "core/scene/Highlight.h"

#include "core/base/Error.h"

#include <cmath>

namespace vxs::scene {
namespace {

/// Which pixels of a slice lie in voxels > 0, [height, width].
std::vector<char> insideOf(const SliceGeometry& geometry, const Volume& mask) {
  const Affine toVoxel = mask.affine.inverse();
  std::vector<char> inside(static_cast<std::size_t>(geometry.width) *
                           static_cast<std::size_t>(geometry.height));
  for (int row = 0; row < geometry.height; ++row)
    for (int column = 0; column < geometry.width; ++column) {
      const Vec3 at = toVoxel.toRasMm(geometry.rasAt(column, row));
      const int x = static_cast<int>(std::lround(at[0])), y = static_cast<int>(std::lround(at[1])),
                z = static_cast<int>(std::lround(at[2]));
      inside[static_cast<std::size_t>(row) * static_cast<std::size_t>(geometry.width) +
             static_cast<std::size_t>(column)] = mask.grid.contains(x, y, z) && mask.at(x, y, z) > 0;
    }
  return inside;
}

}  // namespace

void outlineSlice(RgbaImage& picture, const SliceGeometry& geometry, const Volume& mask, const Rgb& color) {
  if (picture.width != geometry.width || picture.height != geometry.height)
    throw Error("outline: the picture is not of the slice's size");
  const std::vector<char> inside = insideOf(geometry, mask);
  const auto width = static_cast<std::size_t>(geometry.width),
             height = static_cast<std::size_t>(geometry.height);
  for (std::size_t row = 0; row < height; ++row)
    for (std::size_t column = 0; column < width; ++column) {
      const std::size_t at = row * width + column;
      if (!inside[at]) continue;
      const bool within = (column == 0 || inside[at - 1]) && (column + 1 == width || inside[at + 1]) &&
                          (row == 0 || inside[at - width]) && (row + 1 == height || inside[at + width]);
      if (within) continue;
      for (std::size_t channel = 0; channel < 3; ++channel) picture.pixels[4 * at + channel] = color[channel];
      picture.pixels[4 * at + 3] = 255;
    }
}

}  // namespace vxs::scene
