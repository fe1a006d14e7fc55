#include "models/heads/Ridge.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::heads {
namespace {

constexpr std::int64_t kBlockVoxels = 4096;
constexpr double kRelativeRank = 1e-7;  // eigenvalues below this part of the largest are float32 rounding

struct Standardised {
  at::Tensor x;  ///< [n, p] float, centred, scaled, rows times sqrt(k)
  at::Tensor mean, scale;
};

Standardised standardise(const RidgeData& data) {
  const at::Tensor raw =
      at::from_blob(const_cast<float*>(data.x.data()), {data.rows, data.features}, at::kFloat);
  if (!at::isfinite(raw).all().item<bool>()) throw Error("the features hold values that are not finite");
  const at::Tensor k = at::from_blob(const_cast<float*>(data.repeats.data()), {data.rows, 1}, at::kFloat);
  const at::Tensor total = k.sum();
  Standardised s;
  s.mean = (raw * k).sum(0) / total;
  at::Tensor centred = raw - s.mean;
  const at::Tensor deviation = ((centred * centred * k).sum(0) / total).sqrt();
  // a column that varies by less than its own rounding carries nothing
  const at::Tensor usable = deviation > 1e-6 * (s.mean.abs() + 1e-6);
  s.scale = at::where(usable, 1.0 / deviation.clamp_min(1e-30), at::zeros_like(deviation));
  s.x = centred.mul_(s.scale).mul_(k.sqrt());
  return s;
}

struct Spectrum {
  at::Tensor values;  ///< [k] double, descending
  at::Tensor left;    ///< U [n, k] float: orthonormal columns
  at::Tensor basis;   ///< [k, p] float: principal directions as rows
};

/// Thin SVD by the smaller Gram matrix: x = left sqrt(values) basis.
Spectrum decompose(const at::Tensor& x) {
  const bool primal = x.size(1) <= x.size(0);
  const at::Tensor gram = (primal ? at::matmul(x.t(), x) : at::matmul(x, x.t())).to(at::kDouble);
  auto [values, vectors] = at::linalg_eigh(gram);
  values = values.flip(0).clamp_min(0);
  vectors = vectors.flip(1);
  const std::int64_t rank =
      std::max<std::int64_t>(1, (values > values[0] * kRelativeRank).sum().item<std::int64_t>());
  Spectrum s;
  s.values = values.slice(0, 0, rank);
  const at::Tensor root = s.values.clamp_min(1e-300).rsqrt().to(at::kFloat);
  vectors = vectors.slice(1, 0, rank).to(at::kFloat);
  s.left = primal ? at::matmul(x, vectors) * root : vectors.contiguous();
  s.basis = primal ? vectors.t().contiguous() : at::matmul((vectors * root).t(), x);
  return s;
}

std::vector<double> defaultAlphas() {
  std::vector<double> alphas;
  for (int i = 0; i < 20; ++i) alphas.push_back(std::pow(10.0, -3.0 + 8.0 * i / 19.0));
  return alphas;
}

struct Choice {
  at::Tensor alpha;         ///< [block] double
  at::Tensor coefficients;  ///< [k, block] float
};

/// GCV over the grid for one block of voxels; q = left^T y [k, block], total = sum y^2 [block].
Choice chooseAlpha(const Spectrum& s, const at::Tensor& q, const at::Tensor& total, double rows,
                   const std::vector<double>& alphas) {
  const at::Tensor power = q.to(at::kDouble).square();
  at::Tensor best = at::full({q.size(1)}, std::numeric_limits<double>::infinity(), at::kDouble);
  at::Tensor chosen = at::full({q.size(1)}, alphas.back(), at::kDouble);
  for (auto alpha = alphas.rbegin(); alpha != alphas.rend(); ++alpha) {  // larger first: it wins ties
    const at::Tensor d = s.values / (s.values + *alpha);
    const double freedom = rows - d.sum().item<double>() - 1;
    if (freedom <= 0) continue;
    const at::Tensor residual = total - at::matmul(2 * d - d.square(), power);
    const at::Tensor score = residual.clamp_min(0) * rows / (freedom * freedom);
    const at::Tensor better = score < best;
    best = at::where(better, score, best);
    chosen = at::where(better, at::full_like(chosen, *alpha), chosen);
  }
  const at::Tensor shrink = s.values.sqrt().unsqueeze(1) / (s.values.unsqueeze(1) + chosen.unsqueeze(0));
  return {chosen, (shrink * q.to(at::kDouble)).to(at::kFloat)};
}

at::Tensor view(const std::vector<float>& values, at::IntArrayRef shape) {
  return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat);
}

std::vector<float> toVector(const at::Tensor& tensor) {
  const at::Tensor dense = tensor.to(at::kFloat).contiguous();
  return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

}  // namespace

RidgeModel fitRidge(const RidgeData& data, Progress& progress, std::vector<double> alphas) {
  const c10::NoGradGuard noGradients;
  if (data.rows < 3)
    throw Error("ridge needs at least 3 training images, there are " + std::to_string(data.rows));
  const Standardised s = standardise(data);
  progress.throwIfCancelled();
  const Spectrum spectrum = decompose(s.x);
  progress.throwIfCancelled();
  if (alphas.empty()) alphas = defaultAlphas();
  const double meanEigenvalue =
      spectrum.values.sum().item<double>() / static_cast<double>(std::min(data.rows, data.features));
  for (double& alpha : alphas) alpha *= meanEigenvalue;
  std::sort(alphas.begin(), alphas.end());

  RidgeModel model{data.features,
                   spectrum.values.size(0),
                   data.voxels,
                   toVector(s.mean),
                   toVector(s.scale),
                   toVector(spectrum.basis),
                   {},
                   {},
                   {}};
  model.coefficients.resize(static_cast<std::size_t>(model.components * model.voxels));
  at::Tensor coefficients =
      at::from_blob(model.coefficients.data(), {model.components, model.voxels}, at::kFloat);
  const at::Tensor k = at::from_blob(const_cast<float*>(data.repeats.data()), {data.rows, 1}, at::kFloat);
  progress.begin("fitting ridge", data.voxels, "voxels");
  for (std::int64_t first = 0; first < data.voxels; first += kBlockVoxels) {
    progress.throwIfCancelled();
    const std::int64_t count = std::min(kBlockVoxels, data.voxels - first);
    std::vector<float> block = data.responses(first, count);
    at::Tensor y = at::from_blob(block.data(), {data.rows, count}, at::kFloat);
    const at::Tensor mean = (y * k).sum(0) / k.sum();
    y = (y - mean) * k.sqrt();
    const Choice choice =
        chooseAlpha(spectrum, at::matmul(spectrum.left.t(), y), y.to(at::kDouble).square().sum(0),
                    static_cast<double>(data.rows), alphas);
    coefficients.slice(1, first, first + count).copy_(choice.coefficients);
    const std::vector<float> intercept = toVector(mean), alpha = toVector(choice.alpha);
    model.intercept.insert(model.intercept.end(), intercept.begin(), intercept.end());
    model.alpha.insert(model.alpha.end(), alpha.begin(), alpha.end());
    progress.update(first + count);
  }
  return model;
}

std::vector<float> RidgeModel::predict(std::span<const float> x) const {
  if (static_cast<std::int64_t>(x.size()) != features)
    throw Error("ridge expects " + std::to_string(features) + " features, got " + std::to_string(x.size()));
  return predictMany(x);
}

std::vector<float> RidgeModel::predictMany(std::span<const float> x) const {
  const c10::NoGradGuard noGradients;
  const auto count = static_cast<std::int64_t>(x.size());
  if (count % features != 0)
    throw Error("ridge expects rows of " + std::to_string(features) + " features, got " +
                std::to_string(count));
  const std::int64_t rows = count / features;
  const at::Tensor input = at::from_blob(const_cast<float*>(x.data()), {rows, features}, at::kFloat);
  const at::Tensor standardised = (input - view(mean, {features})) * view(scale, {features});
  const at::Tensor directions = view(basis, {components, features}),
                   map = view(coefficients, {components, voxels});
  if (rows == 1) {
    const at::Tensor scores = at::mv(directions, standardised[0]);
    return toVector(at::mv(map.t(), scores) + view(intercept, {voxels}));
  }
  return toVector(at::matmul(at::matmul(standardised, directions.t()), map) + view(intercept, {voxels}));
}

std::vector<float> RidgeModel::gradient(std::span<const float> weights) const {
  const c10::NoGradGuard noGradients;
  if (static_cast<std::int64_t>(weights.size()) != voxels)
    throw Error("ridge predicts " + std::to_string(voxels) + " voxels, got weights for " +
                std::to_string(weights.size()));
  const at::Tensor w = at::from_blob(const_cast<float*>(weights.data()), {voxels}, at::kFloat);
  const at::Tensor scores = at::mv(view(coefficients, {components, voxels}), w);
  return toVector(at::mv(view(basis, {components, features}).t(), scores) * view(scale, {features}));
}

}  // namespace vxs::heads
