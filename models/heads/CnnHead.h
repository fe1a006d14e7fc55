#pragma once

#include "models/heads/HeadModule.h"

// Internal to models/heads: this header names Torch types.
namespace vxs::heads {

/// The report's convolutional head for a grid X x Y x Z: features [tokens, 768] as `tokens` channels of 32 x
/// 24; three convolutions, two transposed convolutions (stride 2, the last with X channels), then linear maps
/// of the axis of 128 to Y and of the axis of 96 to Z. Batch norm and ReLU after every convolution. The grid
/// is read out at the voxels.
class CnnHeadImpl : public HeadModule {
 public:
  explicit CnnHeadImpl(const HeadOptions& options);
  void reset();
  at::Tensor forward(const at::Tensor& features) override;
  /// [batch, X, Y, Z], before the voxels are picked.
  at::Tensor forwardGrid(const at::Tensor& features);
  /// The report's table for these options, measured on a forward pass.
  std::vector<LayerRow> describeLayers();

 private:
  at::Tensor trace(const at::Tensor& features, std::vector<LayerRow>* rows);
  HeadOptions m_options;
  torch::nn::Conv2d m_conv1{nullptr}, m_conv2{nullptr}, m_conv3{nullptr};
  torch::nn::ConvTranspose2d m_up1{nullptr}, m_up2{nullptr};
  torch::nn::BatchNorm2d m_norm1{nullptr}, m_norm2{nullptr}, m_norm3{nullptr}, m_norm4{nullptr},
      m_norm5{nullptr};
  torch::nn::Linear m_toY{nullptr}, m_toZ{nullptr};
  at::Tensor m_picks;  ///< positions of the voxels in [X, Y, Z] order
};
TORCH_MODULE(CnnHead);

}  // namespace vxs::heads
