#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::test {

/// 8-bit pictures of `channels` interleaved channels, rows from the top.
struct Pixels {
  int width = 0, height = 0, channels = 4;
  std::vector<std::uint8_t> values;
};

/// How far two pictures are apart. A change may hide from one of these but not from all four: a slight tint moves the
/// mean only, a shifted edge the few strong pixels, a lost detail the structure.
struct ImageDifference {
  double meanAbsolute = 0;   ///< of 255
  double partAbove16 = 0;    ///< pixels with a channel that differs by more than 16
  double partAbove32 = 0;
  double structureLoss = 0;  ///< 1 - mean SSIM of the luminance, 8 x 8 windows (Wang et al. 2004)

  bool within() const {
    return meanAbsolute <= 2 && partAbove16 <= 0.02 && partAbove32 <= 0.001 && structureLoss <= 0.01;
  }
  std::string text() const;
};

/// Sizes and channels must agree; throws std::runtime_error when they do not.
ImageDifference compareImages(const Pixels& a, const Pixels& b);

}  // namespace vxs::test
