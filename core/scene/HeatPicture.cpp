#include "core/scene/HeatPicture.h"

#include "core/base/Error.h"
#include "core/scene/ColorMap.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {
namespace {

constexpr double kDim = 0.8;  ///< of the grey picture, so that colours stand out

/// The map at a place in cells (0.5 is the first cell's centre).
double valueAt(const HeatMap& map, double x, double y, bool smooth) {
  const auto cell = [&](int column, int row) -> double {
    return map.values[static_cast<std::size_t>(std::clamp(row, 0, map.rows - 1)) *
                          static_cast<std::size_t>(map.columns) +
                      static_cast<std::size_t>(std::clamp(column, 0, map.columns - 1))];
  };
  if (!smooth) return cell(static_cast<int>(x), static_cast<int>(y));
  const double left = std::floor(x - 0.5), top = std::floor(y - 0.5);
  const double u = x - 0.5 - left, v = y - 0.5 - top;
  const int column = static_cast<int>(left), row = static_cast<int>(top);
  return (1 - v) * ((1 - u) * cell(column, row) + u * cell(column + 1, row)) +
         v * ((1 - u) * cell(column, row + 1) + u * cell(column + 1, row + 1));
}

std::uint8_t mixed(double below, double above, double alpha) {
  return static_cast<std::uint8_t>(std::clamp(below + alpha * (above - below) + 0.5, 0.0, 255.0));
}

}  // namespace

double heatRange(const std::vector<float>& values) {
  double largest = 0;
  for (const float value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
  return largest > 0 ? largest : 1;
}

RgbImage heatOver(const RgbImage& picture, const HeatMap& map, const HeatStyle& style) {
  if (picture.empty() || map.values.empty() ||
      map.values.size() != static_cast<std::size_t>(map.rows) * static_cast<std::size_t>(map.columns))
    throw Error("there is no picture, or no map, to draw a heat picture from");
  const ColorMap& colors = colorMap(style.diverging ? "blue-red" : "inferno");
  const double scale = double(style.side) / std::max(picture.width, picture.height);
  RgbImage out{std::max(1, static_cast<int>(std::lround(picture.width * scale))),
               std::max(1, static_cast<int>(std::lround(picture.height * scale))),
               {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double u = (x + 0.5) / out.width, v = (y + 0.5) / out.height;
      const auto column = static_cast<std::size_t>(u * picture.width),
                 row = static_cast<std::size_t>(v * picture.height);
      const std::uint8_t* source =
          &picture.pixels[(row * static_cast<std::size_t>(picture.width) + column) * 3];
      const double grey = kDim * (0.299 * source[0] + 0.587 * source[1] + 0.114 * source[2]);
      const double value = valueAt(map, u * map.columns, v * map.rows, style.smooth) / style.range;
      const bool there = std::isfinite(value);
      const double strength = there ? std::min(1.0, std::abs(value)) : 0;
      const Rgb color = colors.at(!there ? 0 : style.diverging ? 0.5 + 0.5 * value : value);
      const double alpha = style.opacity * strength * (2 - strength);  // weak ones show, none has an edge
      std::uint8_t* target = &out.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                                          static_cast<std::size_t>(x)) *
                                         3];
      for (std::size_t c = 0; c < 3; ++c) target[c] = mixed(grey, color[c], alpha);
    }
  return out;
}

}  // namespace vxs::scene
