#pragma once

#include <string>
#include <vector>

namespace vxs::scene {

/// Where a predicted volume comes from: the model's line, and before it, where a view cuts off least, what
/// must be said of the caption: `edited caption "a dog", ` when it is none of the image's own, `caption "a
/// dog", ` of a picture without captions of its own, `no caption, ` when it is empty. Nothing is said of an
/// own caption, or where `features` are "image", which no caption changes.
std::string predictionSource(const std::string& modelLine, const std::string& features,
                             const std::string& caption, const std::vector<std::string>& ownCaptions);

}  // namespace vxs::scene
