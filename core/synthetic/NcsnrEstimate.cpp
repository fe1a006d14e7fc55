#include "core/synthetic/NcsnrEstimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::synthetic {

float estimateNcsnr(std::span<const float> betas, std::span<const int> imageOfTrial, std::size_t images) {
  constexpr std::size_t kTrials = 750;
  std::vector<double> sum(images), squares(images);
  for (std::size_t first = 0; first < betas.size(); first += kTrials) {
    const auto session = betas.subspan(first, kTrials);
    double mean = 0, variance = 0;
    for (const float beta : session) mean += beta;
    mean /= kTrials;
    for (const float beta : session) variance += (beta - mean) * (beta - mean);
    variance /= kTrials - 1;
    if (!(variance > 0)) return std::numeric_limits<float>::quiet_NaN();
    for (std::size_t t = 0; t < session.size(); ++t) {
      const double z = (session[t] - mean) / std::sqrt(variance);
      const auto image = static_cast<std::size_t>(imageOfTrial[first + t]);
      sum[image] += z;
      squares[image] += z * z;
    }
  }
  double noise = 0;
  for (std::size_t i = 0; i < images; ++i) noise += (squares[i] - sum[i] * sum[i] / 3) / 2;
  noise /= static_cast<double>(images);
  return static_cast<float>(std::sqrt(std::max(0.0, 1 - noise) / noise));
}

}  // namespace vxs::synthetic
