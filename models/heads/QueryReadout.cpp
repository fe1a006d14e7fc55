#include "models/heads/QueryReadout.h"

#include "core/base/Error.h"

namespace vxs::heads {
namespace {

constexpr std::int64_t kMostWeights = std::int64_t{1} << 29;
constexpr double kSmallStart = 0.05;

std::int64_t voxelCount(const HeadOptions& options) {
  return static_cast<std::int64_t>(options.voxels.size());
}

}  // namespace

std::int64_t outputsPerQuery(const HeadOptions& options) {
  if (options.readout == "joined") return (voxelCount(options) + options.width - 1) / options.width;
  if (options.readout != "dense")
    throw UsageError("unknown readout '" + options.readout + "': use joined or dense");
  if (voxelCount(options) * options.width * kDenseOutputs > kMostWeights)
    throw Error(
        "a dense readout to " + std::to_string(voxelCount(options)) +
        " voxels is too large to train: prepare the store with a smaller mask, or use the joined readout");
  return kDenseOutputs;
}

QueryReadoutImpl::QueryReadoutImpl(const HeadOptions& options) : m_voxels(voxelCount(options)) {
  const std::int64_t outputs = outputsPerQuery(options);
  if (options.readout != "dense") return;
  m_dense = register_module("dense", torch::nn::Linear(options.width * outputs, m_voxels));
  if (!options.smallOutput) return;
  const torch::NoGradGuard initialising;
  m_dense->weight.mul_(kSmallStart);
  m_dense->bias.zero_();
}

at::Tensor QueryReadoutImpl::forward(const at::Tensor& perQuery) {
  const at::Tensor joined = perQuery.flatten(1);
  return m_dense.is_empty() ? joined.narrow(1, 0, m_voxels) : m_dense(joined);
}

}  // namespace vxs::heads
