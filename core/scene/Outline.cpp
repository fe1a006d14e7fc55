#include "core/scene/Outline.h"

#include <array>
#include <cmath>

namespace vxs::scene {
namespace {

/// Labels of every pixel, [height][width].
std::vector<std::int32_t> labelsOf(const SliceGeometry& g, const LabelAtlas& atlas) {
  std::vector<std::int32_t> labels(static_cast<std::size_t>(g.width) * static_cast<std::size_t>(g.height));
  const Affine inverse = atlas.affine.inverse();
  const Vec3 start = inverse.toRasMm(g.rasAt(0, 0)), right = inverse.toRasMm(g.rasAt(1, 0)),
             down = inverse.toRasMm(g.rasAt(0, 1));
  std::size_t at = 0;
  for (int row = 0; row < g.height; ++row)
    for (int column = 0; column < g.width; ++column, ++at) {
      std::array<int, 3> p{};
      for (std::size_t d = 0; d < 3; ++d)
        p[d] = static_cast<int>(
            std::lround(start[d] + column * (right[d] - start[d]) + row * (down[d] - start[d])));
      if (atlas.grid.contains(p[0], p[1], p[2]))
        labels[at] = std::max<std::int32_t>(0, atlas.labels[atlas.grid.index(p[0], p[1], p[2])]);
    }
  return labels;
}

/// Edges of one direction: `lines` lines of `length` cells; label(line, cell) is the region whose edge it is,
/// 0 none.
template <class Label, class Emit>
void joined(int lines, int length, const Label& label, const Emit& emit) {
  for (int line = 0; line < lines; ++line) {
    int start = 0;
    std::int32_t running = 0;
    for (int cell = 0; cell <= length; ++cell) {
      const std::int32_t now = cell < length ? label(line, cell) : 0;
      if (now == running) continue;
      if (running > 0) emit(line, start, cell, running);
      running = now;
      start = cell;
    }
  }
}

}  // namespace

std::vector<OutlineSegment> outlines(const SliceGeometry& g, const LabelAtlas& atlas) {
  const auto labels = labelsOf(g, atlas);
  const auto at = [&](int column, int row) -> std::int32_t {
    if (column < 0 || row < 0 || column >= g.width || row >= g.height) return 0;
    return labels[static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width) +
                  static_cast<std::size_t>(column)];
  };
  std::vector<OutlineSegment> segments;
  for (const int side : {0, 1}) {
    // side 0: the pixel right of or below the line has the region, side 1: the one left of or above it
    joined(
        g.width + 1, g.height,
        [&](int line, int cell) {
          const std::int32_t own = at(line - side, cell);
          return own != at(line - 1 + side, cell) ? own : 0;
        },
        [&](int line, int from, int to, std::int32_t label) {
          segments.push_back({float(line), float(from), float(line), float(to), label});
        });
    joined(
        g.height + 1, g.width,
        [&](int line, int cell) {
          const std::int32_t own = at(cell, line - side);
          return own != at(cell, line - 1 + side) ? own : 0;
        },
        [&](int line, int from, int to, std::int32_t label) {
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
