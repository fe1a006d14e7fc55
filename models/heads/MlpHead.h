#pragma once

#include "models/heads/HeadModule.h"

// Internal to models/heads: this header names Torch types.
namespace vxs::heads {

/// VISION's head as the report describes it: each of the `width` feature dimensions is a query of `tokens`
/// numbers; all go through the same two-layer perceptron tokens -> hidden -> c, c = ceil(voxels / width); the
/// outputs are joined in query order and cropped to the voxel count.
class MlpHeadImpl : public HeadModule {
 public:
  explicit MlpHeadImpl(const HeadOptions& options);
  void reset();
  at::Tensor forward(const at::Tensor& features) override;

 private:
  HeadOptions m_options;
  torch::nn::Linear m_first{nullptr}, m_second{nullptr};
};
TORCH_MODULE(MlpHead);

/// ceil(voxels / width): outputs of each query.
std::int64_t outputsPerQuery(const HeadOptions& options);
/// [batch, width, c] -> [batch, voxels].
at::Tensor joinQueries(const at::Tensor& perQuery, const HeadOptions& options);

}  // namespace vxs::heads
