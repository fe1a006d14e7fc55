#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vxs::metrics {

/// Equal bins over [low, high); the last one also holds `high` itself. What lies outside and what is not
/// finite is counted, not lost. high must be > low and bins >= 1 (Error).
struct Histogram {
  double low = 0, high = 1;
  std::vector<std::int64_t> counts;
  std::int64_t below = 0, above = 0, notFinite = 0;

  double binWidth() const { return (high - low) / static_cast<double>(counts.size()); }
  std::int64_t inside() const;
};
/// Over the values at `members`.
Histogram histogramOf(std::span<const float> values, std::span<const std::uint32_t> members, double low,
                      double high, int bins);

/// Two-dimensional: counts [binsY][binsX], x fastest, y ascending. Pairs outside are counted together.
struct Density {
  double lowX = 0, highX = 1, lowY = 0, highY = 1;
  int binsX = 1, binsY = 1;
  std::vector<std::int64_t> counts;
  std::int64_t outside = 0, notFinite = 0;
};
/// `shape` gives ranges and bins; its counts are ignored. Throws Error when the sizes do not agree.
Density densityOf(std::span<const float> x, std::span<const float> y, std::span<const std::uint32_t> members,
                  Density shape);

}  // namespace vxs::metrics
