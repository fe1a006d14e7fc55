#pragma once

#include <cstdint>
#include <vector>

namespace vxs {

/// An 8-bit picture, [height, width, 3], rows from the top, channel order R, G, B. Empty when width is 0.
struct RgbImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;

  bool empty() const { return width == 0 || height == 0; }
  bool operator==(const RgbImage&) const = default;
};

}  // namespace vxs
