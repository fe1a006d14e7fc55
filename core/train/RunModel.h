#pragma once

#include "core/train/Run.h"
#include "core/volume/Mask.h"

#include <memory>
#include <span>
#include <vector>

namespace vxs::train {

/// The trained head of a run, ready to predict from features. One thread at a time.
class RunModel {
 public:
  /// Loads run.json, mask and best.safetensors. `device`: "cpu" or "cuda:N". Throws Error naming the file.
  static RunModel open(const std::filesystem::path& run, const std::string& device = "cpu");
  /// The head as it was after an epoch that was kept (EpochFile.h). Throws Error when that one was not.
  static RunModel openEpoch(const std::filesystem::path& run, int epoch, const std::string& device = "cpu");
  ~RunModel();
  RunModel(RunModel&&) noexcept;

  const RunInfo& info() const;
  const Mask& mask() const;
  const std::string& encoderFingerprint() const;
  /// The penalty chosen for each voxel, [voxels]; empty when the head is not ridge.
  std::vector<float> alpha() const;
  /// [tokens * width] of the encoder the run was trained with -> [voxels] in z-scored units.
  std::vector<float> predict(std::span<const float> features) const;
  /// [rows * tokens * width] -> [rows * voxels], in one pass.
  std::vector<float> predictMany(std::span<const float> features) const;
  /// Whether the prediction is linear in the features (ridge), so that one gradient says everything.
  bool linear() const;
  /// Gradient of sum_v voxelWeights_v * prediction_v with respect to the features, [tokens * width];
  /// voxelWeights [voxels].
  std::vector<float> gradient(std::span<const float> features, std::span<const float> voxelWeights) const;

 private:
  struct Impl;
  static RunModel load(const std::filesystem::path& run, const std::filesystem::path& weights,
                       const std::string& device);
  explicit RunModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace vxs::train
