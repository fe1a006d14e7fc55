#pragma once

#include <string>

namespace vxs::blip {

/// Why the bytes of a PNG cannot be decoded, found before the decoder takes memory or complains on standard
/// error: cut off, a damaged chunk, or more pixels promised than its data can unpack to (deflate packs 1032
/// to 1 at best). Empty when nothing speaks against it, and for everything that does not begin like a PNG.
/// Chunks as in PNG (third edition) 5.
std::string whatIsWrongWithPng(const std::string& bytes);

}  // namespace vxs::blip
