#include "core/scene/ColorMap.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {
namespace {

struct Anchor {
  double at;
  Rgb color;
};

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, double t) {
  // in linear light, so that the way between two colours keeps its brightness
  const double linear = std::pow(a / 255.0, 2.2) * (1 - t) + std::pow(b / 255.0, 2.2) * t;
  return static_cast<std::uint8_t>(std::lround(255 * std::pow(linear, 1 / 2.2)));
}

ColorMap build(const std::string& name, bool diverging, const std::vector<Anchor>& anchors) {
  ColorMap map{name, diverging, {}};
  for (int i = 0; i < 256; ++i) {
    const double at = i / 255.0;
    std::size_t k = 1;
    while (k + 1 < anchors.size() && anchors[k].at < at) ++k;
    const Anchor &low = anchors[k - 1], &high = anchors[k];
    const double t = std::clamp((at - low.at) / (high.at - low.at), 0.0, 1.0);
    for (std::size_t c = 0; c < 3; ++c)
      map.table[static_cast<std::size_t>(i)][c] = mixed(low.color[c], high.color[c], t);
  }
  return map;
}

const std::vector<ColorMap>& allMaps() {
  static const std::vector<ColorMap> kMaps{build("blue-red", true,
                                                 {{0, {20, 60, 160}},
                                                  {0.25, {70, 140, 220}},
                                                  {0.5, {236, 236, 236}},
                                                  {0.75, {236, 130, 80}},
                                                  {1, {165, 20, 40}}}),
                                           build("purple-green", true,
                                                 {{0, {130, 60, 170}},
                                                  {0.25, {165, 120, 190}},
                                                  {0.5, {236, 236, 236}},
                                                  {0.75, {110, 185, 120}},
                                                  {1, {15, 105, 58}}}),
                                           build("viridis", false,
                                                 {{0, {68, 1, 84}},
                                                  {0.25, {59, 82, 139}},
                                                  {0.5, {33, 145, 140}},
                                                  {0.75, {94, 201, 98}},
                                                  {1, {253, 231, 37}}}),
                                           build("inferno", false,
                                                 {{0, {0, 0, 4}},
                                                  {0.25, {87, 16, 110}},
                                                  {0.5, {188, 55, 84}},
                                                  {0.75, {249, 142, 9}},
                                                  {1, {252, 255, 164}}}),
                                           build("gray", false, {{0, {0, 0, 0}}, {1, {255, 255, 255}}})};
  return kMaps;
}

}  // namespace

Rgb ColorMap::at(double t) const {
  return table[static_cast<std::size_t>(std::lround(std::clamp(t, 0.0, 1.0) * 255))];
}

const ColorMap& colorMap(std::string_view name) {
  for (const ColorMap& map : allMaps())
    if (map.name == name) return map;
  std::string known;
  for (const ColorMap& map : allMaps()) known += (known.empty() ? "" : ", ") + map.name;
  throw UsageError("unknown colour map '" + std::string(name) + "': use " + known);
}

std::vector<std::string> colorMapNames() {
  std::vector<std::string> names;
  for (const ColorMap& map : allMaps()) names.push_back(map.name);
  return names;
}

ColorScale ColorScale::forMaps() {
  ColorScale scale;
  scale.map = "viridis";
  scale.fromZero = true;
  return scale;
}

double ColorScale::fraction(double value) const {
  const double part = value / (range > 0 ? range : 1.0);
  return fromZero ? part : 0.5 + 0.5 * part;
}

double ColorScale::magnitude(double value) const {
  return fromZero ? std::max(0.0, value) : std::abs(value);
}

std::array<std::uint8_t, 4> colorOf(float value, const ColorScale& scale) {
  return colorOf(value, scale, colorMap(scale.map));
}

std::array<std::uint8_t, 4> colorOf(float value, const ColorScale& scale, const ColorMap& map) {
  if (std::isnan(value))
    return {scale.nanColor[0], scale.nanColor[1], scale.nanColor[2],
            static_cast<std::uint8_t>(scale.showNan ? 255 : 0)};
  const Rgb color = map.at(scale.fraction(value));
  double alpha = scale.opacity;
  const double magnitude = scale.magnitude(value);
  if (scale.thresholdZ > 0 && magnitude < scale.thresholdZ)
    alpha *= (magnitude / scale.thresholdZ) * (magnitude / scale.thresholdZ);
  return {color[0], color[1], color[2],
          static_cast<std::uint8_t>(std::lround(255 * std::clamp(alpha, 0.0, 1.0)))};
}

double symmetricRange(const std::vector<const std::vector<float>*>& volumes, double percentile) {
  std::vector<float> magnitudes;
  for (const std::vector<float>* values : volumes)
    for (const float value : *values)
      if (std::isfinite(value) && value != 0) magnitudes.push_back(std::abs(value));
  if (magnitudes.empty()) return 1.0;
  const auto rank = static_cast<std::size_t>(std::clamp(percentile / 100, 0.0, 1.0) *
                                             static_cast<double>(magnitudes.size() - 1));
  std::nth_element(magnitudes.begin(), magnitudes.begin() + static_cast<std::ptrdiff_t>(rank),
                   magnitudes.end());
  const double value = magnitudes[rank];
  if (!(value > 0)) return 1.0;
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);  // two digits
  return std::ceil(value / unit - 1e-9) * unit;
}

}  // namespace vxs::scene
