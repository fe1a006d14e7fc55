#include "core/scene/RgbaImage.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vxs::scene {
namespace {

constexpr int kOne = 256;  ///< parts of a weight: whole numbers, for every frame of a drag is stretched

/// Of a place along an axis the two pixels around it, and how much the further one counts.
struct Between {
  int first, second;
  std::uint32_t further;
};

std::vector<Between> placesAlong(int from, int to) {
  std::vector<Between> places;
  for (int i = 0; i < to; ++i) {
    const double at = std::clamp((i + 0.5) * from / to - 0.5, 0.0, from - 1.0);
    const int first = static_cast<int>(at);
    places.push_back({first, std::min(first + 1, from - 1),
                      static_cast<std::uint32_t>(std::lround((at - first) * kOne))});
  }
  return places;
}

}  // namespace

RgbaImage stretched(RgbaImage in, int width, int height) {
  if (in.width == width && in.height == height) return in;
  RgbaImage out{
      width, height,
      std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  const std::vector<Between> columns = placesAlong(in.width, width), rows = placesAlong(in.height, height);
  const std::size_t stride = 4 * static_cast<std::size_t>(in.width);
  std::vector<std::uint16_t> mixed(stride);  // a row between two of the image, kOne times
  std::uint8_t* to = out.pixels.data();
  for (const Between& row : rows) {
    const std::uint8_t* upper = in.pixels.data() + static_cast<std::size_t>(row.first) * stride;
    const std::uint8_t* lower = in.pixels.data() + static_cast<std::size_t>(row.second) * stride;
    for (std::size_t i = 0; i < stride; ++i)
      mixed[i] = static_cast<std::uint16_t>(upper[i] * (kOne - row.further) + lower[i] * row.further);
    for (const Between& column : columns) {
      const std::uint16_t* left = mixed.data() + 4 * column.first;
      const std::uint16_t* right = mixed.data() + 4 * column.second;
      for (int c = 0; c < 4; ++c)
        *to++ = static_cast<std::uint8_t>(
            (left[c] * (kOne - column.further) + right[c] * column.further + kOne * kOne / 2) / (kOne * kOne));
    }
  }
  return out;
}

}  // namespace vxs::scene
