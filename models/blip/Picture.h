#pragma once

#include "core/base/RgbImage.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vxs::blip {

/// Reads a PNG or JPEG (or whatever OpenCV decodes) as 8-bit RGB: EXIF rotation ignored, alpha dropped
/// without compositing, grey and palette expanded, 16 bit reduced. Throws Error naming file and reason.
RgbImage readPicture(const std::filesystem::path& path);
/// Pillow's 8-bit bicubic (antialiased, a = -0.5, horizontal pass first), bit for bit (blip.md 1.2).
RgbImage resizeLikePillow(const RgbImage& picture, int width, int height);
/// (x / 255 - mean) / sd per channel with CLIP's constants: [height, width, 3] bytes to [3, height, width]
/// floats (blip.md 1.1).
std::vector<float> normalised(const RgbImage& picture);

/// Writes a PNG aside and renames it; `footer` lines are printed below the picture in white on black, as wide
/// as they need (characters beyond ASCII become '?'). Throws Error naming the file.
void writePng(const std::filesystem::path& path, const RgbImage& picture,
              const std::vector<std::string>& footer = {});

}  // namespace vxs::blip
