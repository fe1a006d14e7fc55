#pragma once

#include "core/base/RgbImage.h"

#include <filesystem>

namespace vxs::blip {

/// Reads a PNG or JPEG (or whatever OpenCV decodes) as 8-bit RGB: EXIF rotation ignored, alpha dropped
/// without compositing, grey and palette expanded, 16 bit reduced. Throws Error naming file and reason.
RgbImage readPicture(const std::filesystem::path& path);
/// Pillow's 8-bit bicubic (antialiased, a = -0.5, horizontal pass first), bit for bit (blip.md 1.2).
RgbImage resizeLikePillow(const RgbImage& picture, int width, int height);

}  // namespace vxs::blip
