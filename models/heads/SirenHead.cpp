#include "models/heads/SirenHead.h"

#include "core/base/Error.h"

#include <cmath>

namespace vxs::heads {
namespace {

constexpr double kFirstFrequency = 30;
constexpr double kOfficialFrequency = 30;

void uniform(at::Tensor& parameter, double bound) {
  torch::nn::init::uniform_(parameter, -bound, bound);
}

}  // namespace

SirenHeadImpl::SirenHeadImpl(const HeadOptions& options) : m_options(options) {
  if (m_options.hidden == 0) m_options.hidden = 256;
  if (!official() && m_options.sirenConvention != "lucid")
    throw UsageError("unknown SIREN convention '" + m_options.sirenConvention + "': use official or lucid");
  reset();
}

void SirenHeadImpl::reset() {
  m_first = register_module("first", torch::nn::Linear(m_options.tokens, m_options.hidden));
  m_hidden = register_module("hidden", torch::nn::Linear(m_options.hidden, m_options.hidden));
  m_last = register_module("last", torch::nn::Linear(m_options.hidden, outputsPerQuery(m_options)));
  const double firstBound = 1.0 / m_options.tokens;
  const double bound = std::sqrt(6.0 / m_options.hidden) / (official() ? kOfficialFrequency : 1.0);
  uniform(m_first->weight, firstBound);
  uniform(m_hidden->weight, bound);
  uniform(m_last->weight, bound);
  if (!official()) {
    uniform(m_first->bias, firstBound);
    uniform(m_hidden->bias, bound);
    uniform(m_last->bias, bound);
  }
  m_readout = register_module("readout", QueryReadout(m_options));
  if (m_options.smallOutput && m_readout->dense().is_empty()) {
    const torch::NoGradGuard initialising;
    m_last->weight.mul_(official() ? 1.0 : 1.0 / kOfficialFrequency);
    m_last->bias.zero_();
  }
}

at::Tensor SirenHeadImpl::forward(const at::Tensor& features) {
  const double hiddenFrequency = official() ? kOfficialFrequency : 1.0;
  const at::Tensor first = torch::sin(kFirstFrequency * m_first(features.transpose(1, 2)));
  const at::Tensor hidden = torch::sin(hiddenFrequency * m_hidden(first));
  return m_readout(m_last(hidden));
}

}  // namespace vxs::heads
