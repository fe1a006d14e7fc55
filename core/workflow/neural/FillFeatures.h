#pragma once

#include "core/workflow/Neural.h"

namespace vxs::workflow {

/// Mode of a cache that holds what the layers of the vision transformer make of a picture, pooled
/// (blip::pooledLayers): what layer preference is fitted from.
inline constexpr const char* kLayersMode = "vision-layers";
/// The same of the text encoder's layers and a caption (blip::pooledTextLayers).
inline constexpr const char* kTextLayersMode = "text-layers";

/// Encodes every distinct image of the store's trials with its first caption (an image without captions: the
/// empty one) and appends the outputs to the store's feature cache. What is in the cache is not computed
/// again, so a cancelled fill continues. The pictures come from the dataset that the store was made from.
/// Throws UsageError for an unknown mode, Error, Cancelled.
FeaturesResult fillFeatureCache(const FeaturesParams& params, Progress& progress);

/// What the head of a cache in `mode` is fed: [kCaptionTokens, width] for "multimodal", [imageTokens,
/// visionWidth] for "image", where the caption does not matter. Throws UsageError for another mode.
blip::Features encode(const blip::Encoder& encoder, const blip::ImageTokens& tokens,
                      const std::string& caption, const std::string& mode);

}  // namespace vxs::workflow
