#include "core/train/Bootstrap.h"

#include <torch/torch.h>

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
  const metrics::ResampleCounts counts(images, resamples, seed);
  const at::Tensor all =
      at::from_blob(const_cast<float*>(counts.row(0).data()), {resamples, images}, at::kFloat);
  return all / static_cast<double>(images);
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

}  // namespace vxs::train
