#pragma once

#include "core/base/Progress.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vxs::heads {

/// A fitted ridge in compact form: features are standardised, projected on the `components` principal
/// directions of the training features and mapped to voxels. All arrays row-major.
struct RidgeModel {
  std::int64_t features = 0, components = 0, voxels = 0;
  std::vector<float> mean,
      scale;                 ///< [features]; standardised = (x - mean) * scale, scale 0 for constant columns
  std::vector<float> basis;  ///< [components, features]
  std::vector<float> coefficients;  ///< [components, voxels]
  std::vector<float> intercept;     ///< [voxels]
  std::vector<float> alpha;         ///< [voxels], the penalty chosen for each

  /// [features] -> [voxels].
  std::vector<float> predict(std::span<const float> x) const;
  /// [rows, features] -> [rows, voxels]: the matrices are read once for all rows.
  std::vector<float> predictMany(std::span<const float> rows) const;
  /// Gradient of sum_v weights_v prediction_v with respect to the features, [features]. Ridge is linear: it
  /// does not depend on them.
  std::vector<float> gradient(std::span<const float> weights) const;
};

/// min_b sum_i k_i (y_i - x_i b - b0)^2 + alpha_v ||b||^2 for every voxel v, with alpha_v chosen by
/// generalised cross-validation over a relative grid (encoding.md 2.3). `x` [n, features] raw, `repeats` k_i
/// >= 1 [n]. responses(first, count) gives y [n, count] of voxels first .. first+count-1; called block by
/// block. Primal when features <= n, else dual; the eigenproblem is solved in double. `alphas`: multiples of
/// the mean eigenvalue; empty means 20 steps from 1e-3 to 1e5. Constant voxels get zero coefficients. Throws
/// Error for fewer than 3 rows or non-finite features, Cancelled.
using ResponseBlock = std::function<std::vector<float>(std::int64_t first, std::int64_t count)>;
struct RidgeData {
  std::int64_t rows = 0, features = 0, voxels = 0;
  std::span<const float> x;
  std::span<const float> repeats;
  ResponseBlock responses;
};
RidgeModel fitRidge(const RidgeData& data, Progress& progress, std::vector<double> alphas = {});

}  // namespace vxs::heads
