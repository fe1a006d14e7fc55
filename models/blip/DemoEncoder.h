#pragma once

#include "models/blip/BlipNetwork.h"

#include <memory>
#include <string>
#include <vector>

namespace vxs::blip {

/// The encoder that needs no file: BLIP's architecture in a small configuration (128 x 128 pixels, text width
/// 768) with deterministic pseudo-weights. It was never trained; it is a fixed random projection that keeps
/// where things are in a picture and which words a caption has, good for trying the program and for teaching,
/// and named "demo" everywhere. Its rule differs from blip.md 9 in scale only: weights are spread by fan-in
/// so that every layer keeps the variance, queries and keys are larger so that attention selects, and
/// positions are as strong as content.
BlipConfig demoConfig();
std::unique_ptr<BlipNetwork> demoNetwork();
/// A WordPiece vocabulary of our own: special tokens at BERT's ids, single characters, and common words of
/// captions.
std::vector<std::string> demoVocabulary();

}  // namespace vxs::blip
