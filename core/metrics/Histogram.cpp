#include "core/metrics/Histogram.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vxs::metrics {
namespace {

/// The bin of a value, -1 below and `bins` above.
int binOf(double value, double low, double high, int bins) {
  if (value < low) return -1;
  if (value > high) return bins;
  return std::min(static_cast<int>((value - low) / (high - low) * bins), bins - 1);
}

void requireRange(double low, double high, int bins) {
  if (!(high > low) || bins < 1) throw Error("histogram: an empty range, or no bins");
}

}  // namespace

std::int64_t Histogram::inside() const {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

Histogram histogramOf(std::span<const float> values, std::span<const std::uint32_t> members, double low,
                      double high, int bins) {
  requireRange(low, high, bins);
  Histogram result{low, high, std::vector<std::int64_t>(static_cast<std::size_t>(bins)), 0, 0, 0};
  for (const std::uint32_t v : members) {
    if (!std::isfinite(values[v])) {
      ++result.notFinite;
      continue;
    }
    const int bin = binOf(values[v], low, high, bins);
    ++(bin < 0 ? result.below : bin >= bins ? result.above : result.counts[static_cast<std::size_t>(bin)]);
  }
  return result;
}

Density densityOf(std::span<const float> x, std::span<const float> y, std::span<const std::uint32_t> members,
                  Density shape) {
  requireRange(shape.lowX, shape.highX, shape.binsX);
  requireRange(shape.lowY, shape.highY, shape.binsY);
  if (x.size() != y.size()) throw Error("density: two maps of different sizes");
  shape.counts.assign(static_cast<std::size_t>(shape.binsX) * static_cast<std::size_t>(shape.binsY), 0);
  shape.outside = shape.notFinite = 0;
  for (const std::uint32_t v : members) {
    if (!std::isfinite(x[v]) || !std::isfinite(y[v])) {
      ++shape.notFinite;
      continue;
    }
    const int column = binOf(x[v], shape.lowX, shape.highX, shape.binsX),
              row = binOf(y[v], shape.lowY, shape.highY, shape.binsY);
    if (column < 0 || row < 0 || column >= shape.binsX || row >= shape.binsY)
      ++shape.outside;
    else
      ++shape.counts[static_cast<std::size_t>(row) * static_cast<std::size_t>(shape.binsX) +
                     static_cast<std::size_t>(column)];
  }
  return shape;
}

}  // namespace vxs::metrics
