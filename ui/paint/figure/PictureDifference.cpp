#include "ui/paint/figure/PictureDifference.h"

#include "core/base/Error.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace vxs::paint {

bool PictureDifference::within() const {
  return maximum <= kMaximumLimit && mean <= kMeanLimit && percentile99 <= kPercentileLimit &&
         static_cast<double>(pixelsAbove32) <= kAbove32Limit * static_cast<double>(pixels);
}

std::string PictureDifference::text() const {
  if (identical()) return "identical pixels";
  return fmt::format("max {}, mean {:.4f}, 99th percentile {}, {} of {} pixels by more than 32 (of 255)",
                     maximum, mean, percentile99, pixelsAbove32, pixels);
}

PictureDifference comparePictures(const QImage& a, const QImage& b) {
  if (a.size() != b.size())
    throw Error(fmt::format("the sizes differ: {} x {} and {} x {} pixels", a.width(), a.height(), b.width(),
                            b.height()));
  const QImage left = a.convertToFormat(QImage::Format_ARGB32_Premultiplied);
  const QImage right = b.convertToFormat(QImage::Format_ARGB32_Premultiplied);
  std::array<long long, 256> counts{};
  for (int y = 0; y < left.height(); ++y) {
    const uchar *p = left.constScanLine(y), *q = right.constScanLine(y);
    for (int x = 0; x < left.width(); ++x, p += 4, q += 4) {
      int most = 0;
      for (int c = 0; c < 4; ++c) most = std::max(most, std::abs(p[c] - q[c]));
      ++counts[static_cast<std::size_t>(most)];
    }
  }
  PictureDifference difference;
  for (const long long count : counts) difference.pixels += count;
  long long below = 0;
  bool ranked = false;
  for (int level = 0; level < 256; ++level) {
    const long long count = counts[static_cast<std::size_t>(level)];
    below += count;
    if (count > 0) difference.maximum = level;
    if (level > 32) difference.pixelsAbove32 += count;
    difference.mean += static_cast<double>(level) * static_cast<double>(count);
    if (!ranked && static_cast<double>(below) >= 0.99 * static_cast<double>(difference.pixels)) {
      difference.percentile99 = level;
      ranked = true;
    }
  }
  if (difference.pixels > 0) difference.mean /= static_cast<double>(difference.pixels);
  return difference;
}

}  // namespace vxs::paint
