#include "ui/session/PatternCorrelation.h"

#include <cmath>
#include <limits>

namespace vxs::ui {

double patternCorrelation(const Volume& a, const Volume& b) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  if (a.empty() || b.empty() || !(a.grid == b.grid)) return kNan;
  double count = 0, meanA = 0, meanB = 0, varianceA = 0, varianceB = 0, covariance = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double x = a.values[i], y = b.values[i];
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    // Welford's update, so that a large common offset costs no digits
    count += 1;
    const double deltaA = x - meanA, deltaB = y - meanB;
    meanA += deltaA / count;
    meanB += deltaB / count;
    varianceA += deltaA * (x - meanA);
    varianceB += deltaB * (y - meanB);
    covariance += deltaA * (y - meanB);
  }
  if (count < 2 || varianceA <= 0 || varianceB <= 0) return kNan;
  return covariance / std::sqrt(varianceA * varianceB);
}

}  // namespace vxs::ui
