#pragma once

#include "core/scene/Comparison.h"

#include <string>
#include <vector>

namespace vxs::paint {

/// How a statistic map is named, scaled and drawn, in the window and in figures alike. Scales are the same
/// for every run and subject: nothing is fitted to a map.
struct MapLook {
  std::string key;  ///< in actions, recipes and on the command line: "r"
  std::string name;
  std::string unit;  ///< beneath a colour bar or axis
  double range = 1;  ///< where the colours end at first; they begin at 0, or at -range when `bothSigns`
  double lowest = 0, highest = 1;  ///< of the window's histogram; what lies outside is counted beside it
  bool bothSigns = false;
  bool inPercent = false;  ///< shown as percentages, and `unit` says of what; files hold fractions
};
const std::vector<MapLook>& mapLooks();
/// Null for what is none of them.
const MapLook* mapLook(const std::string& key);
/// Colours, range and signs that a map of the kind is drawn with until someone chooses others; no threshold.
scene::ColorScale scaleOf(const MapLook& look);
/// The same of values that are of no kind: up to their 99.5th percentile, and both ways where there are some
/// below 0.
scene::ColorScale scaleOfValues(const std::vector<float>& values);
/// The same of a file's, with a threshold of a hundredth of the range: its zeros, as outside a mask, would
/// hide the anatomy.
scene::ColorScale scaleOfFile(const std::vector<float>& values);
/// The same of a comparison's map: that of its kind, of layers up to the last, of a file; of any other that
/// of its values.
scene::ColorScale firstMapScale(const scene::ComparisonData& data);

}  // namespace vxs::paint
