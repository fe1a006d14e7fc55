#include "core/train/Bootstrap.h"

#include "core/base/Random.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::train {
namespace {

/// Columns with mean 0 and sd 1 over all images, so that weighted sums lose no digits.
at::Tensor standardised(std::span<const float> values, std::int64_t images, std::int64_t voxels) {
  const at::Tensor x =
      at::from_blob(const_cast<float*>(values.data()), {images, voxels}, at::kFloat).to(at::kDouble);
  const at::Tensor centred = x - x.mean(0);
  return (centred / centred.square().mean(0).sqrt().clamp_min(1e-300)).to(at::kFloat);
}

at::Tensor resampleWeights(std::int64_t images, int resamples, std::uint64_t seed) {
  at::Tensor weights = at::zeros({resamples, images});
  for (int b = 0; b < resamples; ++b) {
    // hashed: neighbouring states of the generator would give resamples that share most of their draws
    Random random(splitMix64(seed + static_cast<std::uint64_t>(b)));
    float* row = weights[b].data_ptr<float>();
    for (std::int64_t i = 0; i < images; ++i) row[random.below(static_cast<std::uint64_t>(images))] += 1.0F;
  }
  return weights / static_cast<double>(images);
}

}  // namespace

std::vector<float> bootstrapCorrelations(std::span<const float> measured, std::span<const float> predicted,
                                         std::int64_t images, std::int64_t voxels, int resamples,
                                         std::uint64_t seed) {
  const c10::NoGradGuard noGradients;
  const at::Tensor x = standardised(measured, images, voxels), y = standardised(predicted, images, voxels);
  const at::Tensor w = resampleWeights(images, resamples, seed);
  const at::Tensor mx = at::matmul(w, x), my = at::matmul(w, y);
  const at::Tensor covariance = at::matmul(w, x * y) - mx * my;
  const at::Tensor variance = (at::matmul(w, x * x) - mx * mx) * (at::matmul(w, y * y) - my * my);
  const at::Tensor r = (covariance / variance.sqrt()).contiguous();
  return {r.data_ptr<float>(), r.data_ptr<float>() + r.numel()};
}

Interval percentileInterval(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty())
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  std::sort(values.begin(), values.end());
  const auto at = [&](double quantile) {
    const double position = quantile * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
  };
  return {at(0.025), at(0.975)};
}

}  // namespace vxs::train
