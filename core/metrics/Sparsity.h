#pragma once

#include <span>

namespace vxs::metrics {

/// How unequally non-negative weights are spread: 0 when all are equal, 1 - 1/n when one has everything
/// (sum_i (2i - n - 1) x_(i) / (n sum x), x ascending). NaN when there are none, or they sum to 0.
double gini(std::span<const float> weights);

/// The smallest part of the weights, as a fraction of their number, that together hold `mass` (0..1) of the
/// sum. NaN when there are none, or they sum to 0.
double fractionHolding(std::span<const float> weights, double mass);

/// Spearman's rank correlation, ties sharing their mean rank. NaN where either side is constant, shorter than
/// 2 or not finite. Throws Error when the lengths differ.
double rankCorrelation(std::span<const float> a, std::span<const float> b);

}  // namespace vxs::metrics
