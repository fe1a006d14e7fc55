#include "core/metrics/LayerPreference.h"

#include "core/base/Error.h"

#include <cmath>
#include <limits>

namespace vxs::metrics {
namespace {

constexpr double kNormalQuantile = 3.090232306167813;  // of 0.999

}  // namespace

LayerPreference preferredLayers(std::span<const std::vector<float>> r, double threshold) {
  const std::size_t voxels = r.empty() ? 0 : r.front().size();
  for (const std::vector<float>& layer : r)
    if (layer.size() != voxels) throw Error("the layers are over different voxels");
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  LayerPreference result{std::vector<float>(voxels, kNan), std::vector<float>(voxels, kNan), 0, 0, 0};
  for (std::size_t v = 0; v < voxels; ++v) {
    double best = -std::numeric_limits<double>::infinity(), weights = 0, sum = 0;
    std::size_t chosen = 0;
    for (std::size_t layer = 0; layer < r.size(); ++layer) {
      const double value = r[layer][v];
      if (!std::isfinite(value)) continue;
      const auto number = static_cast<double>(layer + 1);
      if (value > best) {
        best = value;
        chosen = layer + 1;
      }
      if (value <= 0) continue;
      weights += value * value;
      sum += number * value * value;
    }
    if (chosen == 0) {
      ++result.notFinite;
    } else if (best < threshold || best <= 0) {
      ++result.below;
    } else {
      ++result.judged;
      result.preferred[v] = static_cast<float>(chosen);
      result.depth[v] = static_cast<float>(sum / weights);
    }
  }
  return result;
}

double chanceCorrelation(std::int64_t images) {
  return images < 4 ? 1.0 : std::tanh(kNormalQuantile / std::sqrt(static_cast<double>(images - 3)));
}

}  // namespace vxs::metrics
