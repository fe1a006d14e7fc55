#include "core/metrics/Pearson.h"

#include "core/base/Error.h"

#include <cmath>
#include <limits>

namespace vxs::metrics {

PearsonAccumulator::PearsonAccumulator(std::size_t voxels)
    : m_meanX(voxels),
      m_meanY(voxels),
      m_sumXX(voxels),
      m_sumYY(voxels),
      m_sumXY(voxels),
      m_sumError(voxels) {}

void PearsonAccumulator::add(std::span<const float> measured, std::span<const float> predicted) {
  if (measured.size() != m_meanX.size() || predicted.size() != m_meanX.size())
    throw Error("correlation: a sample has " + std::to_string(measured.size()) + " measured and " +
                std::to_string(predicted.size()) + " predicted voxels, expected " +
                std::to_string(m_meanX.size()));
  ++m_samples;
  const double weight = 1.0 / static_cast<double>(m_samples);
  for (std::size_t v = 0; v < m_meanX.size(); ++v) {
    const double x = measured[v], y = predicted[v];
    const double dx = x - m_meanX[v], dy = y - m_meanY[v];
    m_meanX[v] += dx * weight;
    m_meanY[v] += dy * weight;
    m_sumXX[v] += dx * (x - m_meanX[v]);
    m_sumYY[v] += dy * (y - m_meanY[v]);
    m_sumXY[v] += dx * (y - m_meanY[v]);
    m_sumError[v] += (x - y) * (x - y);
  }
}

void PearsonAccumulator::merge(const PearsonAccumulator& other) {
  if (other.m_meanX.size() != m_meanX.size())
    throw Error("correlation: cannot merge sums of different voxels");
  if (other.m_samples == 0) return;
  const double a = static_cast<double>(m_samples), b = static_cast<double>(other.m_samples), n = a + b;
  for (std::size_t v = 0; v < m_meanX.size(); ++v) {
    const double dx = other.m_meanX[v] - m_meanX[v], dy = other.m_meanY[v] - m_meanY[v];
    m_sumXX[v] += other.m_sumXX[v] + dx * dx * a * b / n;
    m_sumYY[v] += other.m_sumYY[v] + dy * dy * a * b / n;
    m_sumXY[v] += other.m_sumXY[v] + dx * dy * a * b / n;
    m_sumError[v] += other.m_sumError[v];
    m_meanX[v] += dx * b / n;
    m_meanY[v] += dy * b / n;
  }
  m_samples += other.m_samples;
}

std::vector<float> PearsonAccumulator::correlation() const {
  std::vector<float> r(m_meanX.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t v = 0; v < r.size(); ++v) {
    const double product = m_sumXX[v] * m_sumYY[v];
    if (product > 0 && std::isfinite(product)) r[v] = static_cast<float>(m_sumXY[v] / std::sqrt(product));
  }
  return r;
}

std::vector<float> PearsonAccumulator::determination() const {
  std::vector<float> result(m_meanX.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t v = 0; v < result.size(); ++v)
    if (m_sumXX[v] > 0 && std::isfinite(m_sumError[v]))
      result[v] = static_cast<float>(1.0 - m_sumError[v] / m_sumXX[v]);
  return result;
}

}  // namespace vxs::metrics
