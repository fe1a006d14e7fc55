#include "core/scene/PredictionSource.h"

#include <algorithm>

namespace vxs::scene {

std::string predictionSource(const std::string& modelLine, const std::string& features,
                             const std::string& caption, const std::vector<std::string>& ownCaptions) {
  if (features == "image" || std::ranges::find(ownCaptions, caption) != ownCaptions.end()) return modelLine;
  if (caption.empty()) return "no caption, " + modelLine;
  return (ownCaptions.empty() ? "caption \"" : "edited caption \"") + caption + "\", " + modelLine;
}

}  // namespace vxs::scene
