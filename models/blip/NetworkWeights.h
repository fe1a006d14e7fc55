#pragma once

#include "models/blip/BlipNetwork.h"
#include "models/blip/Layers.h"

// Internal to models/blip: this header names Torch types.
namespace vxs::blip {

/// Tensors of a checkpoint under their original names, checked against the configuration.
Weights weightsFrom(const BlipConfig& config, const weights::TensorMap& stored);
Weights weightsFrom(const BlipConfig& config, const BlipNetwork::WeightRule& rule);
std::string fingerprintOf(const BlipConfig& config, const Weights& weights);

}  // namespace vxs::blip
