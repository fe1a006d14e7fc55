#pragma once

#include "models/heads/HeadModule.h"

// Internal to models/heads: this header names Torch types.
namespace vxs::heads {

/// Outputs of each query: ceil(voxels / width) when they are joined, kDenseOutputs before a dense readout.
/// Throws UsageError for an unknown readout and Error for a dense one of more than 2^29 weights (2 GiB, and
/// three times that in training).
std::int64_t outputsPerQuery(const HeadOptions& options);

/// Makes voxels of what the queries give: [batch, width, outputsPerQuery] -> [batch, voxels]. "joined" puts
/// the outputs in query order and crops them, without a parameter; "dense" is one linear layer over all of
/// them.
class QueryReadoutImpl : public torch::nn::Module {
 public:
  explicit QueryReadoutImpl(const HeadOptions& options);
  at::Tensor forward(const at::Tensor& perQuery);
  /// The dense layer; empty when the outputs are joined.
  torch::nn::Linear& dense() { return m_dense; }

 private:
  std::int64_t m_voxels;
  torch::nn::Linear m_dense{nullptr};
};
TORCH_MODULE(QueryReadout);

}  // namespace vxs::heads
