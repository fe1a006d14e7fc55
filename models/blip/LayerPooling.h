#pragma once

#include "models/blip/Encoder.h"

#include <span>

namespace vxs::blip {

/// Rows that are kept of a layer: its class token and the mean of the patch tokens in each quarter of the
/// picture.
inline constexpr int kPooledTokens = 5;
/// The same in words, for people.
inline constexpr const char* kPoolingText = "class token and mean of the patch tokens in each quarter";

/// A vision transformer's layers, each [1 + side^2, width] (class token first, then patches in rows from the
/// top), made small enough to keep for every picture of a subject: [layers * kPooledTokens, width], layer by
/// layer as class, upper left, upper right, lower left, lower right. Quarters keep where in the picture
/// something is, which early visual areas need and the mean over all patches loses (encoding.md 2.7). Of an
/// odd side the middle row and column belong to the lower and the right quarters. Throws Error when the
/// layers have different shapes or no square of patches of at least 2 x 2.
Features pooledLayers(std::span<const Features> layers);

/// The same of a caption's layers: the class token and the mean of the caption's other tokens (its words and
/// the end mark; padding is left out).
inline constexpr int kPooledTextTokens = 2;
inline constexpr const char* kTextPoolingText = "class token and mean of the caption's other tokens";

/// A text encoder's layers, each [tokens, width], class token first, of which the first `used` belong to the
/// caption (TokenizedCaption::count): [layers * kPooledTextTokens, width]. Throws Error when the layers have
/// different shapes or the caption has fewer than two tokens.
Features pooledTextLayers(std::span<const Features> layers, int used);

}  // namespace vxs::blip
