#include "core/scene/Mix.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {

RgbaImage mixed(const RgbaImage& first, const RgbaImage& second, PairMode mode, double amount) {
  RgbaImage result = first;
  if (mode == PairMode::SideBySide || second.width != first.width || second.height != first.height)
    return result;
  const double part = std::clamp(amount, 0.0, 1.0);
  if (mode == PairMode::Fade) {
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
      result.pixels[i] =
          static_cast<std::uint8_t>(std::lround((1 - part) * first.pixels[i] + part * second.pixels[i]));
    return result;
  }
  const int from = std::clamp(static_cast<int>(std::ceil(part * first.width - 0.5)), 0, first.width);
  const std::size_t row = 4 * static_cast<std::size_t>(first.width),
                    left = 4 * static_cast<std::size_t>(from);
  for (std::size_t y = 0; y < static_cast<std::size_t>(first.height); ++y)
    std::copy(second.pixels.begin() + static_cast<std::ptrdiff_t>(y * row + left),
              second.pixels.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
              result.pixels.begin() + static_cast<std::ptrdiff_t>(y * row + left));
  return result;
}

}  // namespace vxs::scene
