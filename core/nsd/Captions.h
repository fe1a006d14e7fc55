#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace vxs::nsd {

using CaptionsByImage = std::unordered_map<std::int64_t, std::vector<std::string>>;

/// Reads a COCO captions_*.json without holding its document (the train file is about 90 MB), keeping only
/// the images that are keys of `wanted`; captions are appended in file order, white space at both ends
/// removed. Throws Error naming the file when it is no JSON, has no list "annotations", or an annotation
/// without whole image_id and text caption.
void readCocoCaptions(const std::filesystem::path& path, CaptionsByImage& wanted);

}  // namespace vxs::nsd
