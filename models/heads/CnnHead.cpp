#include "models/heads/CnnHead.h"

#include "core/base/Error.h"

namespace vxs::heads {
namespace {

constexpr int kRows = 32, kColumns = 24;  // 768 = 32 x 24

torch::nn::Conv2d convolution(int in, int out) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1));
}

torch::nn::ConvTranspose2d doubling(int in, int out) {
  return torch::nn::ConvTranspose2d(
      torch::nn::ConvTranspose2dOptions(in, out, 3).stride(2).padding(1).output_padding(1));
}

}  // namespace

CnnHeadImpl::CnnHeadImpl(const HeadOptions& options) : m_options(options) {
  if (options.width != kRows * kColumns)
    throw Error("the CNN head needs features of width 768, these have " + std::to_string(options.width));
  reset();
}

void CnnHeadImpl::reset() {
  const Grid& g = m_options.grid;
  m_conv1 = register_module("conv1", convolution(m_options.tokens, 64));
  m_norm1 = register_module("norm1", torch::nn::BatchNorm2d(64));
  m_conv2 = register_module("conv2", convolution(64, 128));
  m_norm2 = register_module("norm2", torch::nn::BatchNorm2d(128));
  m_conv3 = register_module("conv3", convolution(128, 256));
  m_norm3 = register_module("norm3", torch::nn::BatchNorm2d(256));
  m_up1 = register_module("up1", doubling(256, 128));
  m_norm4 = register_module("norm4", torch::nn::BatchNorm2d(128));
  m_up2 = register_module("up2", doubling(128, g.nx));
  m_norm5 = register_module("norm5", torch::nn::BatchNorm2d(g.nx));
  m_toY = register_module("toY", torch::nn::Linear(4 * kRows, g.ny));
  m_toZ = register_module("toZ", torch::nn::Linear(4 * kColumns, g.nz));
  m_picks = torch::empty({static_cast<std::int64_t>(m_options.voxels.size())}, torch::kLong);
  for (std::size_t i = 0; i < m_options.voxels.size(); ++i) {
    const auto [x, y, z] = g.position(m_options.voxels[i]);
    m_picks.data_ptr<std::int64_t>()[i] = (static_cast<std::int64_t>(x) * g.ny + y) * g.nz + z;
  }
  m_picks = register_buffer("picks", m_picks);
  if (m_options.smallOutput) {
    const torch::NoGradGuard initialising;
    m_toZ->weight.mul_(0.1);
    m_toZ->bias.zero_();
  }
}

at::Tensor CnnHeadImpl::trace(const at::Tensor& features, std::vector<LayerRow>* rows) {
  const auto note = [&](const char* kind, const at::Tensor& x, const torch::nn::Module& layer) {
    if (rows)
      rows->push_back({std::string(kind).append("-").append(std::to_string(rows->size() + 1)),
                       std::vector<std::int64_t>(x.sizes().begin() + 1, x.sizes().end()),
                       parameterCount(layer)});
    return x;
  };
  const auto block = [&](const char* kind, const at::Tensor& x, auto& layer, torch::nn::BatchNorm2d& norm) {
    const at::Tensor y = note(kind, layer(x), *layer);
    return torch::relu(note("BatchNorm2d", norm(y), *norm));
  };
  at::Tensor x = features.reshape({features.size(0), m_options.tokens, kRows, kColumns});
  x = block("Conv2d", x, m_conv1, m_norm1);
  x = block("Conv2d", x, m_conv2, m_norm2);
  x = block("Conv2d", x, m_conv3, m_norm3);
  x = block("ConvTranspose2d", x, m_up1, m_norm4);
  x = block("ConvTranspose2d", x, m_up2, m_norm5);
  x = note("Linear", m_toY(x.transpose(2, 3)), *m_toY);
  return note("Linear", m_toZ(x.transpose(2, 3)), *m_toZ);
}

at::Tensor CnnHeadImpl::forwardGrid(const at::Tensor& features) {
  return trace(features, nullptr);
}

at::Tensor CnnHeadImpl::forward(const at::Tensor& features) {
  return forwardGrid(features).flatten(1).index_select(1, m_picks);
}

std::vector<LayerRow> CnnHeadImpl::describeLayers() {
  const torch::NoGradGuard measuring;
  std::vector<LayerRow> rows;
  const bool training = is_training();
  eval();
  trace(torch::zeros({1, m_options.tokens, m_options.width}), &rows);
  train(training);
  return rows;
}

}  // namespace vxs::heads
