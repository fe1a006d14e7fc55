#include "core/train/RunModel.h"

#include "core/base/Error.h"
#include "core/train/Checkpoint.h"
#include "core/train/EpochFile.h"
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

  /// [rows, tokens * width], a view of numbers that the caller holds.
  at::Tensor rowsOf(std::span<const float> features) const {
    const std::int64_t width = std::int64_t{run.tokens} * run.width;
    const auto count = static_cast<std::int64_t>(features.size());
    if (count == 0 || count % width != 0)
      throw Error("the run expects rows of " + std::to_string(width) + " features, got " +
                  std::to_string(count));
    return at::from_blob(const_cast<float*>(features.data()), {count / width, width}, at::kFloat);
  }
  /// [rows, tokens * width] -> [rows, voxels] on the CPU.
  at::Tensor forward(const at::Tensor& rows) const {
    const at::Tensor input = ((rows - scaling.mean) * scaling.scale).reshape({-1, run.tokens, run.width});
    return head->forward(input.to(device)).to(at::kCPU);
  }
};

RunModel RunModel::open(const std::filesystem::path& folder, const std::string& device) {
  return load(folder, folder / "best.safetensors", device);
}

RunModel RunModel::openEpoch(const std::filesystem::path& folder, int epoch, const std::string& device) {
  // ridge has one set of weights and one epoch
  const std::filesystem::path kept = epochWeightsPath(folder, epoch);
  const bool ridge = readRunFile(folder).info.head == "ridge" && epoch == 1;
  if (!ridge && !std::filesystem::exists(kept))
    throw Error("epoch " + std::to_string(epoch) + " of " + folder.string() + " was not kept: there is no " +
                kept.string());
  return load(folder, ridge ? folder / "best.safetensors" : kept, device);
}

RunModel RunModel::load(const std::filesystem::path& folder, const std::filesystem::path& weights,
                        const std::string& device) {
  auto impl = std::make_unique<Impl>();
  impl->run = readRunFile(folder);
  impl->mask = Mask::positive(readNifti(folder / "mask.nii.gz"));
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

std::vector<float> RunModel::alpha() const {
  return m_impl->ridge ? m_impl->ridge->alpha : std::vector<float>{};
}

std::vector<float> RunModel::predict(std::span<const float> features) const {
  const std::int64_t expected = std::int64_t{m_impl->run.tokens} * m_impl->run.width;
  if (static_cast<std::int64_t>(features.size()) != expected)
    throw Error("the run expects " + std::to_string(expected) + " features, got " +
                std::to_string(features.size()));
  return predictMany(features);
}

std::vector<float> RunModel::predictMany(std::span<const float> features) const {
  if (m_impl->ridge) return m_impl->ridge->predictMany(features);
  const torch::NoGradGuard inference;
  const at::Tensor output = m_impl->forward(m_impl->rowsOf(features)).contiguous();
  return {output.data_ptr<float>(), output.data_ptr<float>() + output.numel()};
}

bool RunModel::linear() const {
  return m_impl->ridge.has_value();
}

std::vector<float> RunModel::gradient(std::span<const float> features,
                                      std::span<const float> voxelWeights) const {
  if (static_cast<std::int64_t>(voxelWeights.size()) != m_impl->run.info.voxels)
    throw Error("the run predicts " + std::to_string(m_impl->run.info.voxels) + " voxels, got weights for " +
                std::to_string(voxelWeights.size()));
  if (m_impl->ridge) return m_impl->ridge->gradient(voxelWeights);
  at::Tensor input = m_impl->rowsOf(features).clone();
  input.set_requires_grad(true);
  const at::Tensor seed = at::from_blob(const_cast<float*>(voxelWeights.data()),
                                        {1, static_cast<std::int64_t>(voxelWeights.size())}, at::kFloat);
  m_impl->forward(input).backward(seed);
  const at::Tensor gradient = input.grad().contiguous();
  return {gradient.data_ptr<float>(), gradient.data_ptr<float>() + gradient.numel()};
}

}  // namespace vxs::train
