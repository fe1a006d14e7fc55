#include "models/heads/MlpHead.h"

namespace vxs::heads {

MlpHeadImpl::MlpHeadImpl(const HeadOptions& options) : m_options(options) {
  if (m_options.hidden == 0) m_options.hidden = 512;
  reset();
}

void MlpHeadImpl::reset() {
  m_first = register_module("first", torch::nn::Linear(m_options.tokens, m_options.hidden));
  m_second = register_module("second", torch::nn::Linear(m_options.hidden, outputsPerQuery(m_options)));
  m_readout = register_module("readout", QueryReadout(m_options));
  if (m_options.smallOutput && m_readout->dense().is_empty()) {
    const torch::NoGradGuard initialising;
    m_second->weight.mul_(0.05);
    m_second->bias.zero_();
  }
}

at::Tensor MlpHeadImpl::forward(const at::Tensor& features) {
  return m_readout(m_second(torch::relu(m_first(features.transpose(1, 2)))));
}

}  // namespace vxs::heads
