#include "core/metrics/Resample.h"

#include "core/base/Error.h"
#include "core/base/Random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace vxs::metrics {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
/// What is left of a constant column's variance after rounding; relative to the standardised variance of 1.
constexpr float kConstant = 1e-6F;

/// Columns with mean 0 and sd 1 over all images, so that weighted sums lose no digits; NaN for constant ones.
std::vector<float> standardised(std::span<const float> values, std::size_t images, std::size_t voxels) {
  std::vector<double> mean(voxels), squares(voxels);
  for (std::size_t i = 0; i < images; ++i)
    for (std::size_t v = 0; v < voxels; ++v) {
      const double delta = values[i * voxels + v] - mean[v];
      mean[v] += delta / static_cast<double>(i + 1);
      squares[v] += delta * (values[i * voxels + v] - mean[v]);
    }
  std::vector<float> result(values.size());
  for (std::size_t v = 0; v < voxels; ++v) squares[v] = std::sqrt(static_cast<double>(images) / squares[v]);
  for (std::size_t i = 0; i < images; ++i)
    for (std::size_t v = 0; v < voxels; ++v) {
      const double z = (values[i * voxels + v] - mean[v]) * squares[v];
      result[i * voxels + v] = std::isfinite(squares[v]) ? static_cast<float>(z) : kNan;
    }
  return result;
}

/// Weighted sums of one resample, per voxel.
struct Sums {
  std::vector<float> x, y, xx, yy, xy;
  explicit Sums(std::size_t voxels) : x(voxels), y(voxels), xx(voxels), yy(voxels), xy(voxels) {}
  void clear() {
    for (auto* each : {&x, &y, &xx, &yy, &xy}) std::fill(each->begin(), each->end(), 0.0F);
  }
  void add(float weight, const float* a, const float* b, std::size_t voxels) {
    for (std::size_t v = 0; v < voxels; ++v) {
      const float wa = weight * a[v], wb = weight * b[v];
      x[v] += wa;
      y[v] += wb;
      xx[v] += wa * a[v];
      yy[v] += wb * b[v];
      xy[v] += wa * b[v];
    }
  }
  float correlation(std::size_t v, float n) const {
    const float varianceX = xx[v] / n - (x[v] / n) * (x[v] / n);
    const float varianceY = yy[v] / n - (y[v] / n) * (y[v] / n);
    if (!(varianceX > kConstant) || !(varianceY > kConstant)) return kNan;
    return (xy[v] / n - (x[v] / n) * (y[v] / n)) / std::sqrt(varianceX * varianceY);
  }
};

}  // namespace

double quantile(std::vector<double> values, double part) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double position = part * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

Interval percentileInterval(std::vector<double> values) {
  const double low = quantile(values, 0.025);
  return {low, quantile(std::move(values), 0.975)};
}

Interval holding(Interval interval, double estimate, double lowest) {
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high) || !std::isfinite(estimate))
    return {kNan, kNan};
  return {std::min(std::max(interval.low, lowest), estimate), std::max(interval.high, estimate)};
}

ResampleCounts::ResampleCounts(std::int64_t images, int resamples, std::uint64_t seed)
    : m_images(images), m_resamples(resamples) {
  if (images < 1 || resamples < 1) throw Error("bootstrap: no images, or no resamples");
  const auto n = static_cast<std::size_t>(images);
  m_counts.assign(n * static_cast<std::size_t>(resamples), 0.0F);
  for (std::size_t b = 0; b < static_cast<std::size_t>(resamples); ++b) {
    // hashed: neighbouring states of the generator would give resamples that share most of their draws
    Random random(splitMix64(seed + b));
    for (std::size_t i = 0; i < n; ++i) m_counts[b * n + random.below(n)] += 1.0F;
  }
}

std::span<const float> ResampleCounts::row(int resample) const {
  const auto n = static_cast<std::size_t>(m_images);
  return std::span<const float>(m_counts).subspan(static_cast<std::size_t>(resample) * n, n);
}

std::vector<float> resampledCorrelations(std::span<const float> measured, std::span<const float> predicted,
                                         std::int64_t voxels, const ResampleCounts& counts) {
  const auto n = static_cast<std::size_t>(counts.images()), count = static_cast<std::size_t>(voxels);
  if (measured.size() != n * count || predicted.size() != n * count)
    throw Error("bootstrap: " + std::to_string(measured.size()) + " measured and " +
                std::to_string(predicted.size()) + " predicted values, expected " + std::to_string(n) +
                " images of " + std::to_string(count) + " voxels");
  const std::vector<float> x = standardised(measured, n, count), y = standardised(predicted, n, count);
  std::vector<float> r(static_cast<std::size_t>(counts.resamples()) * count);
  Sums sums(count);
  for (int b = 0; b < counts.resamples(); ++b) {
    sums.clear();
    const std::span<const float> weights = counts.row(b);
    for (std::size_t i = 0; i < n; ++i)
      if (weights[i] > 0) sums.add(weights[i], x.data() + i * count, y.data() + i * count, count);
    for (std::size_t v = 0; v < count; ++v)
      r[static_cast<std::size_t>(b) * count + v] = sums.correlation(v, static_cast<float>(n));
  }
  return r;
}

}  // namespace vxs::metrics
