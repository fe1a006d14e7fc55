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
  // Okabe and Ito's colours, safe for colour-blind readers, without their black and the dark blue of the
  // overlay; then four more, so that no two of ten regions look alike beside their names
  constexpr std::array<Rgb, 10> kColors{{{240, 228, 66},
                                         {86, 200, 233},
                                         {230, 159, 0},
                                         {0, 190, 140},
                                         {220, 140, 190},
                                         {255, 255, 255},
                                         {225, 95, 30},
                                         {175, 160, 255},
                                         {150, 225, 60},
                                         {190, 150, 110}}};
  return kColors[static_cast<std::size_t>(std::max(1, label) - 1) % kColors.size()];
}

}  // namespace vxs::scene
