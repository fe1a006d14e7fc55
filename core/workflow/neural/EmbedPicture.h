#pragma once

#include "core/workflow/Neural.h"

namespace vxs::workflow {

/// BLIP's features of one picture and caption as float32 [tokens, width] in a .npy file: mode "image" needs
/// the picture only, "text" the caption only, "multimodal" the picture and a caption (which may be empty).
/// Throws UsageError, Error.
EmbedResult embedPicture(const EmbedParams& params, Progress& progress);

}  // namespace vxs::workflow
