#pragma once

#include "core/scene/HeatPicture.h"

#include <string>
#include <vector>

namespace vxs::scene {

/// Why a prediction is what it is, as numbers to draw (see workflow::Explanation, which they are of).
struct ExplainedPicture {
  std::string method;  ///< "gradient", "integrated", "occlusion" or "attention"
  RgbImage seen;       ///< what the encoder sees
  HeatMap heat;        ///< over it, z; for attention the part of it that each patch gets
  struct Word {
    std::string text;
    double weight = 0;  ///< z; for attention how concentrated it is (Gini over patches)
  };
  std::vector<Word> words;                    ///< of the caption
  double output = 0;                          ///< the prediction, z
  double baselineOutput = 0, attributed = 0;  ///< z; NaN where the method has none

  bool isAttention() const { return method == "attention"; }
  bool hasCells() const { return method == "occlusion"; }
};

}  // namespace vxs::scene
