#include "core/metrics/Pattern.h"

#include "core/base/Error.h"

#include <cmath>
#include <limits>
#include <string>

namespace vxs::metrics {
namespace {

class Moments {
 public:
  void add(double x, double y) {
    if (!std::isfinite(x) || !std::isfinite(y)) return;
    m_count += 1;
    const double dx = x - m_meanX, dy = y - m_meanY;
    m_meanX += dx / m_count;
    m_meanY += dy / m_count;
    m_xx += dx * (x - m_meanX);
    m_yy += dy * (y - m_meanY);
    m_xy += dx * (y - m_meanY);
  }
  double correlation() const {
    const double product = m_xx * m_yy;
    if (m_count < 2 || !(product > 0)) return std::numeric_limits<double>::quiet_NaN();
    return m_xy / std::sqrt(product);
  }

 private:
  double m_count = 0, m_meanX = 0, m_meanY = 0, m_xx = 0, m_yy = 0, m_xy = 0;
};

void requireSameSize(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size())
    throw Error("pattern correlation: patterns of " + std::to_string(a.size()) + " and " +
                std::to_string(b.size()) + " voxels");
}

}  // namespace

double patternCorrelation(std::span<const float> a, std::span<const float> b) {
  requireSameSize(a, b);
  Moments moments;
  for (std::size_t v = 0; v < a.size(); ++v) moments.add(a[v], b[v]);
  return moments.correlation();
}

double patternCorrelation(std::span<const float> a, std::span<const float> b,
                          std::span<const std::uint32_t> members) {
  requireSameSize(a, b);
  Moments moments;
  for (const std::uint32_t v : members) moments.add(a[v], b[v]);
  return moments.correlation();
}

}  // namespace vxs::metrics
