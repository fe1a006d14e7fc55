#pragma once

#include "core/base/RgbImage.h"

#include <vector>

namespace vxs::scene {

/// A map over a picture: one value a cell, [rows, columns], rows from the top, NaN where there is none.
struct HeatMap {
  int rows = 0, columns = 0;
  std::vector<float> values;
  bool operator==(const HeatMap&) const = default;
};

struct HeatStyle {
  double range = 1;       ///< colours run from -range (0 where not diverging) to range
  bool diverging = true;  ///< blue to red around 0; else inferno from 0 up
  bool smooth = false;    ///< bilinear between the cells' centres; else cells with edges
  double opacity = 0.75;  ///< of the strongest colour; weaker ones let more of the picture through
  int side = 448;         ///< of the longer side of the result, in pixels
  bool operator==(const HeatStyle&) const = default;
};

/// The largest finite |value|; 1 where all are 0 or none is finite, so that nothing is blown up.
double heatRange(const std::vector<float>& values);
/// The picture in dimmed grey under the map's colours. Throws Error when picture or map is empty.
RgbImage heatOver(const RgbImage& picture, const HeatMap& map, const HeatStyle& style);

}  // namespace vxs::scene
