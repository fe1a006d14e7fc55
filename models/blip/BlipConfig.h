#pragma once

#include <filesystem>

namespace vxs::blip {

/// Sizes of a BLIP network. Defaults are BLIP base at 224 pixels in LAVIS's manner (blip.md 3, 4, 8).
struct BlipConfig {
  int imageSize = 224;
  int patchSize = 16;
  int visionWidth = 768;
  int visionDepth = 12;
  int visionHeads = 12;
  int visionHidden = 3072;
  double visionEpsilon = 1e-6;  ///< LAVIS's value, also for Hugging Face weights: they are the same weights
  int textWidth = 768;
  int textDepth = 12;
  int textHeads = 12;  ///< cannot be told from the weights; 12 where config.json lacks it
  int textHidden = 3072;
  double textEpsilon = 1e-12;
  int vocabularySize = 30524;
  int maxPositions = 512;
  int projectionWidth = 256;
  int encToken = 30523;

  int gridSide() const { return imageSize / patchSize; }
  int imageTokens() const { return 1 + gridSide() * gridSide(); }
};

/// Hugging Face's config.json of a BlipForImageTextRetrieval folder. Fields that are absent keep the
/// defaults; sizes out of any reasonable range throw Error naming the file.
BlipConfig readBlipConfig(const std::filesystem::path& configJson);

}  // namespace vxs::blip
