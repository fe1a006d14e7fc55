#include "tests/support/ImageCompare.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace vxs::test {
namespace {

double luminance(const Pixels& image, int x, int y) {
  const std::uint8_t* p = &image.values[static_cast<std::size_t>((y * image.width + x) * image.channels)];
  return image.channels < 3 ? p[0] : 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
}

double structuralSimilarity(const Pixels& a, const Pixels& b) {
  constexpr int kWindow = 8;
  constexpr double kC1 = 0.01 * 255 * 0.01 * 255, kC2 = 0.03 * 255 * 0.03 * 255;
  double sum = 0;
  int windows = 0;
  for (int y = 0; y + kWindow <= a.height; y += kWindow / 2)
    for (int x = 0; x + kWindow <= a.width; x += kWindow / 2) {
      double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
      for (int j = 0; j < kWindow; ++j)
        for (int i = 0; i < kWindow; ++i) {
          const double va = luminance(a, x + i, y + j), vb = luminance(b, x + i, y + j);
          ma += va, mb += vb, aa += va * va, bb += vb * vb, ab += va * vb;
        }
      constexpr double n = kWindow * kWindow;
      ma /= n, mb /= n;
      const double varA = aa / n - ma * ma, varB = bb / n - mb * mb, cov = ab / n - ma * mb;
      sum += (2 * ma * mb + kC1) * (2 * cov + kC2) / ((ma * ma + mb * mb + kC1) * (varA + varB + kC2));
      ++windows;
    }
  return windows ? sum / windows : 1;
}

}  // namespace

std::string ImageDifference::text() const {
  std::ostringstream out;
  out << "mean " << meanAbsolute << " (2), above 16: " << 100 * partAbove16 << " % (2 %), above 32: "
      << 100 * partAbove32 << " % (0.1 %), structure lost " << structureLoss << " (0.01)";
  return out.str();
}

ImageDifference compareImages(const Pixels& a, const Pixels& b) {
  if (a.width != b.width || a.height != b.height || a.channels != b.channels)
    throw std::runtime_error("pictures of unlike size: " + std::to_string(a.width) + " x " +
                             std::to_string(a.height) + " and " + std::to_string(b.width) + " x " +
                             std::to_string(b.height));
  ImageDifference difference;
  const std::size_t pixels = static_cast<std::size_t>(a.width) * static_cast<std::size_t>(a.height);
  const auto channels = static_cast<std::size_t>(a.channels);
  std::size_t above16 = 0, above32 = 0;
  double sum = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    int worst = 0;
    for (std::size_t c = 0; c < channels; ++c) {
      const int d = std::abs(a.values[i * channels + c] - b.values[i * channels + c]);
      sum += d;
      worst = std::max(worst, d);
    }
    above16 += worst > 16;
    above32 += worst > 32;
  }
  difference.meanAbsolute = sum / static_cast<double>(pixels * channels);
  difference.partAbove16 = static_cast<double>(above16) / static_cast<double>(pixels);
  difference.partAbove32 = static_cast<double>(above32) / static_cast<double>(pixels);
  difference.structureLoss = 1 - structuralSimilarity(a, b);
  return difference;
}

}  // namespace vxs::test
