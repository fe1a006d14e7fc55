#include "core/train/RunModel.h"

#include "core/base/Error.h"
#include "core/train/Checkpoint.h"
#include "core/train/HeadOf.h"
#include "core/train/RunFile.h"
#include "core/volume/Nifti.h"

#include <torch/torch.h>

#include <optional>

namespace vxs::train {

struct RunModel::Impl {
  RunFile run;
  Mask mask;
  std::optional<heads::RidgeModel> ridge;
  std::shared_ptr<heads::HeadModule> head;
  FeatureScaling scaling;
  torch::Device device = torch::kCPU;
};

RunModel RunModel::open(const std::filesystem::path& folder, const std::string& device) {
  auto impl = std::make_unique<Impl>();
  impl->run = readRunFile(folder);
  impl->mask = Mask::positive(readNifti(folder / "mask.nii.gz"));
  const std::filesystem::path weights = folder / "best.safetensors";
  if (!std::filesystem::exists(weights))
    throw Error(folder.string() + " has no trained weights yet (no best.safetensors)");
  if (static_cast<std::int64_t>(impl->mask.size()) != impl->run.info.voxels)
    throw Error((folder / "mask.nii.gz").string() + " has " + std::to_string(impl->mask.size()) +
                " voxels, the run " + std::to_string(impl->run.info.voxels));
  if (impl->run.info.head == "ridge") {
    impl->ridge = loadRidge(weights);
    if (impl->ridge->voxels != impl->run.info.voxels ||
        impl->ridge->features != impl->run.tokens * impl->run.width)
      throw Error(weights.string() + " does not fit the run beside it");
  } else {
    impl->device = deviceFrom(device);
    impl->head = heads::makeHead(headOptions(impl->run, impl->mask));
    impl->scaling = loadHead(weights, *impl->head);
    impl->head->eval();
    impl->head->to(impl->device);
  }
  return RunModel(std::move(impl));
}

RunModel::RunModel(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
RunModel::~RunModel() = default;
RunModel::RunModel(RunModel&&) noexcept = default;

const RunInfo& RunModel::info() const {
  return m_impl->run.info;
}
const Mask& RunModel::mask() const {
  return m_impl->mask;
}
const std::string& RunModel::encoderFingerprint() const {
  return m_impl->run.encoderFingerprint;
}

std::vector<float> RunModel::predict(std::span<const float> features) const {
  const std::int64_t tokens = m_impl->run.tokens, width = m_impl->run.width;
  if (static_cast<std::int64_t>(features.size()) != tokens * width)
    throw Error("the run expects " + std::to_string(tokens * width) + " features, got " +
                std::to_string(features.size()));
  if (m_impl->ridge) return m_impl->ridge->predict(features);
  const torch::NoGradGuard inference;
  const at::Tensor raw = at::from_blob(const_cast<float*>(features.data()), {tokens * width}, at::kFloat);
  const at::Tensor input = ((raw - m_impl->scaling.mean) * m_impl->scaling.scale).reshape({1, tokens, width});
  const at::Tensor output = m_impl->head->forward(input.to(m_impl->device)).to(at::kCPU).contiguous();
  return {output.data_ptr<float>(), output.data_ptr<float>() + output.numel()};
}

}  // namespace vxs::train
