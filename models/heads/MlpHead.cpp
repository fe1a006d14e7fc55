#include "models/heads/MlpHead.h"

namespace vxs::heads {

std::int64_t outputsPerQuery(const HeadOptions& options) {
  return (static_cast<std::int64_t>(options.voxels.size()) + options.width - 1) / options.width;
}

at::Tensor joinQueries(const at::Tensor& perQuery, const HeadOptions& options) {
  return perQuery.flatten(1).narrow(1, 0, static_cast<std::int64_t>(options.voxels.size()));
}

MlpHeadImpl::MlpHeadImpl(const HeadOptions& options) : m_options(options) {
  if (m_options.hidden == 0) m_options.hidden = 512;
  reset();
}

void MlpHeadImpl::reset() {
  m_first = register_module("first", torch::nn::Linear(m_options.tokens, m_options.hidden));
  m_second = register_module("second", torch::nn::Linear(m_options.hidden, outputsPerQuery(m_options)));
  if (m_options.smallOutput) {
    const torch::NoGradGuard initialising;
    m_second->weight.mul_(0.05);
    m_second->bias.zero_();
  }
}

at::Tensor MlpHeadImpl::forward(const at::Tensor& features) {
  return joinQueries(m_second(torch::relu(m_first(features.transpose(1, 2)))), m_options);
}

}  // namespace vxs::heads
