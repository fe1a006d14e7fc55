#pragma once

#include "models/blip/BlipNetwork.h"
#include "models/blip/Layers.h"

// Internal to models/blip: this header names Torch types.
namespace vxs::blip {

/// Tensors of a checkpoint under their original names, checked against the configuration.
Weights weightsFrom(const BlipConfig& config, const weights::TensorMap& stored);
Weights weightsFrom(const BlipConfig& config, const BlipNetwork::WeightRule& rule);
/// Every tensor drawn anew, uniform with its own mean and standard deviation, from its name and `seed`.
Weights redrawn(const Weights& weights, std::uint64_t seed);
std::string fingerprintOf(const BlipConfig& config, const Weights& weights);

}  // namespace vxs::blip
