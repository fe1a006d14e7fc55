#pragma once

#include "models/heads/HeadModule.h"
#include "models/heads/QueryReadout.h"

// Internal to models/heads: this header names Torch types.
namespace vxs::heads {

/// VISION's head as the report describes it: each of the `width` feature dimensions is a query of `tokens`
/// numbers; all go through the same two-layer perceptron tokens -> hidden -> c, c = outputsPerQuery(); a
/// QueryReadout makes voxels of them.
class MlpHeadImpl : public HeadModule {
 public:
  explicit MlpHeadImpl(const HeadOptions& options);
  void reset();
  at::Tensor forward(const at::Tensor& features) override;

 private:
  HeadOptions m_options;
  torch::nn::Linear m_first{nullptr}, m_second{nullptr};
  QueryReadout m_readout{nullptr};
};
TORCH_MODULE(MlpHead);

}  // namespace vxs::heads
