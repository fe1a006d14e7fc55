#pragma once

#include "core/train/RunModel.h"
#include "core/workflow/explain/Explanation.h"

#include <memory>

namespace vxs::workflow {

/// Begins an explanation of `picture` and params.caption by the head `model` on `encoder`; both must outlive
/// it. Throws UsageError for no voxels, voxels outside the mask, an unknown baseline, steps or grid out of
/// range, and for the attention of features that have none ("image").
std::unique_ptr<Explaining> beginExplaining(const ExplainParams& params, const RgbImage& picture,
                                            const blip::Encoder& encoder, const train::RunModel& model);

/// Nodes in (0, 1) and weights of Gauss-Legendre quadrature, which integrates polynomials up to degree 2n-1.
struct Quadrature {
  std::vector<double> nodes, weights;
};
Quadrature gaussLegendre(int count);
/// The three planes of [3, side, side] blurred by a Gaussian, edges repeated.
std::vector<float> blurred(const std::vector<float>& pixels, int side, double sigmaPixels);

}  // namespace vxs::workflow
