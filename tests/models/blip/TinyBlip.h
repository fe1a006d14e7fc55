#pragma once

#include "models/blip/BlipNetwork.h"
#include "models/blip/PseudoWeights.h"

#include <functional>
#include <numeric>

namespace vxs::blip::test {

/// The smallest network that has every part of BLIP; the golden values named "tiny" are of it.
inline BlipConfig tinyConfig() {
  BlipConfig c;
  c.imageSize = 32;
  c.visionWidth = c.textWidth = 32;
  c.visionDepth = c.textDepth = 2;
  c.visionHeads = c.textHeads = 4;
  c.visionHidden = 128;
  c.textHidden = 64;
  c.vocabularySize = 100;
  c.maxPositions = 16;
  c.projectionWidth = 8;
  c.encToken = 99;
  return c;
}

/// The deterministic values of a parameter, for BlipNetwork::fromRule.
inline std::vector<float> byRule(const std::string& name, const std::vector<std::int64_t>& shape) {
  return pseudoWeights(name, static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(),
                                                                      std::int64_t{1}, std::multiplies<>())));
}

}  // namespace vxs::blip::test
