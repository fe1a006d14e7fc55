#include "models/blip/PseudoWeights.h"

#include "core/base/Random.h"

namespace vxs::blip {

std::vector<float> pseudoUniform(const std::string& name, std::size_t count, double scale, double offset) {
  const std::uint64_t seed = fnv1a64(name);
  std::vector<float> values(count);
  for (std::size_t j = 0; j < count; ++j) {
    const std::uint64_t z = splitMix64(seed + (j + 1) * 0x9E3779B97F4A7C15ULL);
    const double u = static_cast<double>(z >> 40) * 0x1.0p-24 - 0.5;
    values[j] = static_cast<float>(offset + scale * u);
  }
  return values;
}

bool isLayerNormWeight(const std::string& name) {
  return name.ends_with("norm1.weight") || name.ends_with("norm2.weight") ||
         name.ends_with("visual_encoder.norm.weight") || name.ends_with("LayerNorm.weight");
}

std::vector<float> pseudoWeights(const std::string& name, std::size_t count) {
  return isLayerNormWeight(name) ? pseudoUniform(name, count, 0.2, 1.0) : pseudoUniform(name, count, 0.1);
}

}  // namespace vxs::blip
