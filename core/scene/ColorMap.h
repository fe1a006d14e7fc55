#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vxs::scene {

using Rgb = std::array<std::uint8_t, 3>;

/// A named table of 256 colours. Diverging maps have their neutral colour at the middle.
struct ColorMap {
  std::string name;
  bool diverging = false;
  std::array<Rgb, 256> table{};
  /// Colour at t in [0, 1], clamped.
  Rgb at(double t) const;
};

/// The built-in maps, safe for colour-blind readers first: "blue-red" (diverging, default), "purple-green",
/// "viridis", "inferno", "gray". Throws UsageError for an unknown name.
const ColorMap& colorMap(std::string_view name);
std::vector<std::string> colorMapNames();

/// How values become colours in every view of a comparison: the same in slices, 3-D, colour bar and export.
struct ColorScale {
  std::string map = "blue-red";
  double range = 1.0;       ///< symmetric: -range .. +range; with `fromZero` 0 .. range
  double thresholdZ = 0.0;  ///< |value| below this fades out (quadratically) instead of being cut hard
  double opacity = 1.0;     ///< of the overlay at and above threshold
  Rgb nanColor{128, 128, 128};
  bool showNan = false;  ///< NaN inside the underlay's brain drawn in nanColor, else transparent
  /// For maps of a quantity that starts at zero (correlation, noise ceiling): colours run from 0 to range,
  /// negative values take the colour of 0 and are below every threshold.
  bool fromZero = false;
  /// Above 1: only clusters of at least this many voxels above the threshold are drawn (6 neighbours, one
  /// sign).
  int smallestCluster = 1;

  /// What a statistic map starts with: viridis, 0 .. 1.
  static ColorScale forMaps();
  /// Smallest value that has a colour of its own: -range, or 0.
  double lowest() const { return fromZero ? 0 : -range; }
  /// Place of a value in the colour map, 0 .. 1 within the range (not clamped).
  double fraction(double value) const;
  /// What is compared with the threshold: |value|, or the value itself when `fromZero`.
  double magnitude(double value) const;
  bool operator==(const ColorScale&) const = default;
};

/// Colour and alpha of one value under a scale (NaN handled).
std::array<std::uint8_t, 4> colorOf(float value, const ColorScale& scale);
/// The same for many values: `map` is colorMap(scale.map), looked up once.
std::array<std::uint8_t, 4> colorOf(float value, const ColorScale& scale, const ColorMap& map);
/// A range for several volumes at once: the given percentile of |finite values|, rounded up to two digits.
double symmetricRange(const std::vector<const std::vector<float>*>& volumes, double percentile = 99.5);

}  // namespace vxs::scene
