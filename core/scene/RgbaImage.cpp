#include "core/scene/RgbaImage.h"

#include <algorithm>

namespace vxs::scene {

RgbaImage stretched(RgbaImage in, int width, int height) {
  if (in.width == width && in.height == height) return in;
  RgbaImage out{
      width, height,
      std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  const auto at = [&in](int column, int row, int c) {
    return in.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(in.width) +
                          static_cast<std::size_t>(column)) +
                     static_cast<std::size_t>(c)];
  };
  std::uint8_t* to = out.pixels.data();
  for (int y = 0; y < height; ++y) {
    const double sy = std::clamp((y + 0.5) * in.height / height - 0.5, 0.0, in.height - 1.0);
    const int y0 = static_cast<int>(sy), y1 = std::min(y0 + 1, in.height - 1);
    for (int x = 0; x < width; ++x) {
      const double sx = std::clamp((x + 0.5) * in.width / width - 0.5, 0.0, in.width - 1.0);
      const int x0 = static_cast<int>(sx), x1 = std::min(x0 + 1, in.width - 1);
      const double fx = sx - x0, fy = sy - y0;
      for (int c = 0; c < 4; ++c)
        *to++ = static_cast<std::uint8_t>(0.5 + (1 - fy) * ((1 - fx) * at(x0, y0, c) + fx * at(x1, y0, c)) +
                                          fy * ((1 - fx) * at(x0, y1, c) + fx * at(x1, y1, c)));
    }
  }
  return out;
}

}  // namespace vxs::scene
