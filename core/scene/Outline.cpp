#include "core/scene/Outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace vxs::scene {
namespace {

/// Labels of a slice's pixels, none around them, and the part of it that has any.
struct LabelledSlice {
  int stride = 0;
  std::vector<std::int32_t> labels;              ///< [1 + height + 1][1 + width + 1]; 0 none
  int left = 0, right = 0, top = 0, bottom = 0;  ///< pixels from left to right - 1 have labels
  const std::int32_t* at(int column, int row) const {
    return labels.data() + std::ptrdiff_t{row + 1} * stride + column + 1;
  }
};

/// Nearest to a coordinate that is no less than -0.5; -1 for those below.
int nearest(double coordinate) {
  return coordinate < -0.5 ? -1 : static_cast<int>(coordinate + 0.5);
}

LabelledSlice labelled(const SliceGeometry& g, const LabelAtlas& atlas) {
  LabelledSlice slice{.stride = g.width + 2,
                      .labels = std::vector<std::int32_t>(static_cast<std::size_t>(g.width + 2) *
                                                          static_cast<std::size_t>(g.height + 2)),
                      .left = g.width,
                      .top = g.height};
  const Affine inverse = atlas.affine.inverse();
  const Vec3 start = inverse.toRasMm(g.rasAt(0, 0)), right = inverse.toRasMm(g.rasAt(1, 0)),
             down = inverse.toRasMm(g.rasAt(0, 1));
  for (int row = 0; row < g.height; ++row) {
    std::int32_t* labels = slice.labels.data() + std::ptrdiff_t{row + 1} * slice.stride + 1;
    for (int column = 0; column < g.width; ++column) {
      std::array<int, 3> p{};
      for (std::size_t d = 0; d < 3; ++d)
        p[d] = nearest(start[d] + column * (right[d] - start[d]) + row * (down[d] - start[d]));
      if (!atlas.grid.contains(p[0], p[1], p[2])) continue;
      const std::int32_t label = atlas.labels[atlas.grid.index(p[0], p[1], p[2])];
      if (label <= 0) continue;
      labels[column] = label;
      slice.left = std::min(slice.left, column);
      slice.right = std::max(slice.right, column + 1);
      slice.top = std::min(slice.top, row);
      slice.bottom = row + 1;
    }
  }
  return slice;
}

/// Of edges along one line, `step` labels from pixel to pixel: those of `own` where the pixels beside,
/// `other` labels further, have another one. emit(from, to, label) gets whole pieces.
template <class Emit>
void joined(const std::int32_t* own, std::ptrdiff_t other, std::ptrdiff_t step, int from, int to,
            const Emit& emit) {
  int start = from;
  std::int32_t running = 0;
  for (int cell = from; cell <= to; ++cell) {
    std::int32_t now = 0;
    if (cell < to)
      if (const std::int32_t* label = own + (cell - from) * step; *label != label[other]) now = *label;
    if (now == running) continue;
    if (running > 0) emit(start, cell, running);
    running = now;
    start = cell;
  }
}

}  // namespace

std::vector<OutlineSegment> outlines(const SliceGeometry& g, const LabelAtlas& atlas) {
  const LabelledSlice slice = labelled(g, atlas);
  std::vector<OutlineSegment> segments;
  // side 0: the pixel right of or below the line has the region, side 1: the one left of or above it
  for (const int side : {0, 1}) {
    const int other = side == 0 ? -1 : 1;
    for (int line = slice.left; line <= slice.right; ++line)
      joined(slice.at(line - side, slice.top), other, slice.stride, slice.top, slice.bottom,
             [&](int from, int to, std::int32_t label) {
               segments.push_back({float(line), float(from), float(line), float(to), label});
             });
    for (int line = slice.top; line <= slice.bottom; ++line)
      joined(slice.at(slice.left, line - side), std::ptrdiff_t{other} * slice.stride, 1, slice.left,
             slice.right, [&](int from, int to, std::int32_t label) {
               segments.push_back({float(from), float(line), float(to), float(line), label});
             });
  }
  return segments;
}

std::int32_t labelAt(const LabelAtlas& atlas, const Vec3& rasMm) {
  const Vec3 p = atlas.affine.toVoxel(rasMm);
  const int x = static_cast<int>(std::lround(p[0])), y = static_cast<int>(std::lround(p[1])),
            z = static_cast<int>(std::lround(p[2]));
  return atlas.grid.contains(x, y, z) ? atlas.labels[atlas.grid.index(x, y, z)] : 0;
}

Rgb regionColor(std::int32_t label) {
  // searched for the greatest least distance (CIEDE2000 and CIE 1976) between any two of the first eight,
  // then ten, then twelve, as normal, protan and deutan eyes see them, and from the crosshair's green, the
  // amber of brushed voxels and the greys of a brain; ordered so that visual areas that touch are far apart
  constexpr std::array<Rgb, 12> kColors{{{255, 255, 0},
                                         {0, 200, 255},
                                         {160, 100, 60},
                                         {255, 120, 40},
                                         {40, 140, 255},
                                         {140, 100, 160},
                                         {200, 255, 180},
                                         {255, 255, 255},
                                         {220, 200, 100},
                                         {60, 100, 255},
                                         {60, 160, 100},
                                         {200, 60, 200}}};
  return kColors[static_cast<std::size_t>(std::max(1, label) - 1) % kColors.size()];
}

}  // namespace vxs::scene
