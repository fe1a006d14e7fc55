#pragma once

#include "models/heads/HeadModule.h"
#include "models/heads/QueryReadout.h"

// Internal to models/heads: this header names Torch types.
namespace vxs::heads {

/// The MLP head's interface with sine activations (Sitzmann et al. 2020): two layers sin(w0 (W x + b)), then
/// a linear one. "official": w0 = 30 in both, hidden and last weights U(+-sqrt(6/n)/30), biases as nn.Linear
/// leaves them. "lucid" (lucidrains/siren-pytorch): w0 = 30 then 1, hidden and last weights and biases
/// U(+-sqrt(6/n)). First weights U(+-1/n) in both; lucid's first bias has the same bound. encoding.md 3.
class SirenHeadImpl : public HeadModule {
 public:
  explicit SirenHeadImpl(const HeadOptions& options);
  void reset();
  at::Tensor forward(const at::Tensor& features) override;

 private:
  bool official() const { return m_options.sirenConvention == "official"; }
  HeadOptions m_options;
  torch::nn::Linear m_first{nullptr}, m_hidden{nullptr}, m_last{nullptr};
  QueryReadout m_readout{nullptr};
};
TORCH_MODULE(SirenHead);

}  // namespace vxs::heads
