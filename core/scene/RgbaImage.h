#pragma once

#include <cstdint>
#include <vector>

namespace vxs::scene {

/// 8-bit RGBA, premultiplied alpha, rows from the top, [height, width, 4].
struct RgbaImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

/// The image at another size (bilinear), for pictures that were drawn with fewer rays than pixels.
RgbaImage stretched(RgbaImage image, int width, int height);

}  // namespace vxs::scene
