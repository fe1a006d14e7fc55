#include "core/scene/HeadMask.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::scene {
namespace {

float brightOf(const Volume& underlay) {
  std::vector<float> positive;
  for (const float value : underlay.values)
    if (std::isfinite(value) && value > 0) positive.push_back(value);
  if (positive.empty()) return 0;
  const auto at = positive.begin() + static_cast<std::ptrdiff_t>(0.99 * double(positive.size() - 1));
  std::nth_element(positive.begin(), at, positive.end());
  return *at;
}

}  // namespace

Volume headMask(const Volume& underlay, double part) {
  const Grid& grid = underlay.grid;
  Volume mask(grid, underlay.affine, 1.0F);
  const float bright = brightOf(underlay);
  const auto limit = static_cast<float>(part * bright);
  std::vector<std::array<int, 3>> waiting;
  const auto visit = [&](int x, int y, int z) {
    if (!grid.contains(x, y, z)) return;
    const std::size_t at = grid.index(x, y, z);
    const bool dark = bright == 0 || !(underlay.values[at] >= limit);  // NaN is dark
    if (mask.values[at] == 0 || !dark) return;
    mask.values[at] = 0;
    waiting.push_back({x, y, z});
  };
  for (std::size_t i = 0; i < underlay.values.size(); ++i) {
    const auto [x, y, z] = grid.position(i);
    if (x == 0 || y == 0 || z == 0 || x + 1 == grid.nx || y + 1 == grid.ny || z + 1 == grid.nz)
      visit(x, y, z);
  }
  while (!waiting.empty()) {
    const auto [x, y, z] = waiting.back();
    waiting.pop_back();
    for (const int step : {-1, 1}) {
      visit(x + step, y, z);
      visit(x, y + step, z);
      visit(x, y, z + step);
    }
  }
  return mask;
}

}  // namespace vxs::scene
