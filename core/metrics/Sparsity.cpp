#include "core/metrics/Sparsity.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

namespace vxs::metrics {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Ranks from 1, ties at their mean.
std::vector<double> ranksOf(std::span<const float> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double mean = (static_cast<double>(first) + static_cast<double>(end) + 1) / 2;
    for (; first < end; ++first) ranks[order[first]] = mean;
  }
  return ranks;
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : kNan;
}

}  // namespace

double gini(std::span<const float> weights) {
  std::vector<double> sorted(weights.begin(), weights.end());
  std::sort(sorted.begin(), sorted.end());
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  if (sorted.empty() || !(sum > 0)) return kNan;
  const auto n = static_cast<double>(sorted.size());
  double total = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    total += (2 * (static_cast<double>(i) + 1) - n - 1) * sorted[i];
  return total / (n * sum);
}

double fractionHolding(std::span<const float> weights, double mass) {
  std::vector<double> sorted(weights.begin(), weights.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  if (sorted.empty() || !(sum > 0)) return kNan;
  // a rounding's worth less, so that equal weights do not need one more than they do on paper
  const double wanted = mass * sum * (1 - 1e-6);
  double held = 0;
  std::size_t count = 0;
  while (count < sorted.size() && held < wanted) held += sorted[count++];
  return static_cast<double>(count) / static_cast<double>(sorted.size());
}

double rankCorrelation(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) throw Error("a rank correlation needs two series of one length");
  const auto finite = [](float v) { return std::isfinite(v); };
  if (a.size() < 2 || !std::all_of(a.begin(), a.end(), finite) || !std::all_of(b.begin(), b.end(), finite))
    return kNan;
  return pearson(ranksOf(a), ranksOf(b));
}

}  // namespace vxs::metrics
