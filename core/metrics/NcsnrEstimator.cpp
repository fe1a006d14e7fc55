#include "core/metrics/NcsnrEstimator.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace vxs::metrics {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Mean and 1 / sd (n - 1) per voxel over the finite betas of a session; NaN where the sd is 0 or undefined.
struct Scaling {
  std::vector<double> mean, inverseSd;
};

Scaling scalingOf(std::span<const float> betas, std::size_t voxels) {
  Scaling scaling{std::vector<double>(voxels), std::vector<double>(voxels)};
  std::vector<std::int64_t> count(voxels);
  for (std::size_t i = 0; i < betas.size(); ++i) {
    if (!std::isfinite(betas[i])) continue;
    const std::size_t v = i % voxels;
    ++count[v];
    const double delta = betas[i] - scaling.mean[v];
    scaling.mean[v] += delta / static_cast<double>(count[v]);
    scaling.inverseSd[v] += delta * (betas[i] - scaling.mean[v]);
  }
  for (std::size_t v = 0; v < voxels; ++v) {
    const double variance = count[v] > 1 ? scaling.inverseSd[v] / static_cast<double>(count[v] - 1) : 0;
    scaling.inverseSd[v] = variance > 0 ? 1 / std::sqrt(variance) : kNan;
  }
  return scaling;
}

}  // namespace

NcsnrEstimator::NcsnrEstimator(std::size_t voxels, int repeats)
    : m_voxels(voxels),
      m_repeats(static_cast<std::size_t>(std::max(repeats, 0))),
      m_varianceSum(voxels),
      m_imageCount(voxels) {
  if (repeats < 2)
    throw Error("ncsnr: at least 2 repeats of an image are needed, not " + std::to_string(repeats));
}

void NcsnrEstimator::addSession(std::span<const float> betas, std::span<const std::int32_t> images) {
  if (betas.size() != images.size() * m_voxels)
    throw Error("ncsnr: a session of " + std::to_string(images.size()) + " trials has " +
                std::to_string(betas.size()) + " betas, expected " +
                std::to_string(images.size() * m_voxels));
  const Scaling scaling = scalingOf(betas, m_voxels);
  for (std::size_t t = 0; t < images.size(); ++t) {
    std::vector<float> z(m_voxels);
    for (std::size_t v = 0; v < m_voxels; ++v)
      z[v] = static_cast<float>((betas[t * m_voxels + v] - scaling.mean[v]) * scaling.inverseSd[v]);
    addTrial(std::move(z), images[t]);
  }
}

void NcsnrEstimator::addTrial(std::vector<float> z, std::int32_t image) {
  if (m_complete.contains(image)) return;
  std::vector<std::vector<float>>& repeats = m_waiting[image];
  repeats.push_back(std::move(z));
  if (repeats.size() < m_repeats) return;
  const auto n = static_cast<double>(m_repeats);
  for (std::size_t v = 0; v < m_voxels; ++v) {
    double mean = 0, squares = 0;
    for (const auto& repeat : repeats) mean += repeat[v] / n;
    for (const auto& repeat : repeats) squares += (repeat[v] - mean) * (repeat[v] - mean);
    if (!std::isfinite(squares)) continue;
    m_varianceSum[v] += squares / (n - 1);
    ++m_imageCount[v];
  }
  m_waiting.erase(image);
  m_complete.insert(image);
  ++m_completeImages;
}

std::vector<float> NcsnrEstimator::ncsnr() const {
  std::vector<float> result(m_voxels, std::numeric_limits<float>::quiet_NaN());
  for (std::size_t v = 0; v < m_voxels; ++v) {
    if (m_imageCount[v] == 0 || !(m_varianceSum[v] > 0)) continue;
    const double noise = m_varianceSum[v] / static_cast<double>(m_imageCount[v]);
    result[v] = static_cast<float>(std::sqrt(std::max(0.0, 1 - noise) / noise));
  }
  return result;
}

}  // namespace vxs::metrics
