#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::blip {

/// Deterministic numbers in place of trained weights (blip.md 9): u_j in [-0.5, 0.5) from SplitMix64 seeded
/// with the FNV-1a hash of the tensor's name.
std::vector<float> pseudoUniform(const std::string& name, std::size_t count, double scale, double offset = 0);
/// The rule of blip.md 9: layer-norm weights 1 + 0.2 u, everything else 0.1 u; `name` is the original
/// checkpoint's key.
std::vector<float> pseudoWeights(const std::string& name, std::size_t count);
bool isLayerNormWeight(const std::string& name);

}  // namespace vxs::blip
