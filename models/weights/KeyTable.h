#pragma once

#include <string>

namespace vxs::weights {

/// BLIP's key of an original / LAVIS checkpoint in Hugging Face's spelling (blip.md 6.4; text keys stay as
/// they are).
std::string huggingFaceKey(std::string originalKey);

}  // namespace vxs::weights
