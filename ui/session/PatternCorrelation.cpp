#include "ui/session/PatternCorrelation.h"

#include "core/metrics/Pattern.h"

#include <limits>

namespace vxs::ui {

double patternCorrelation(const Volume& a, const Volume& b) {
  if (a.empty() || b.empty() || !(a.grid == b.grid)) return std::numeric_limits<double>::quiet_NaN();
  return metrics::patternCorrelation(a.values, b.values);
}

}  // namespace vxs::ui
