#pragma once

#include "core/nsd/Trial.h"
#include "core/volume/LabelAtlas.h"
#include "core/volume/Mask.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vxs::store {

/// What a store was made from; shown wherever a number of it is shown.
struct StoreInfo {
  int subject = 0;
  std::string betas;     ///< "b1", "b2", "b3"
  std::string maskName;  ///< "nsdgeneral", "brain", "whole" or a file name
  std::filesystem::path datasetRoot;
  bool synthetic = false;
  std::vector<int> sessions;
  std::int64_t droppedVoxels = 0;  ///< of the mask: invalid in at least one session
  std::string fingerprint;         ///< changes when the responses do
};

/// A prepared subject: masked single-trial responses, z-scored per voxel within each session (population sd),
/// trial-major [trials, voxels] as IEEE half floats in a memory-mapped file, beside the mask, ncsnr, underlay
/// and ROI labels. The files are specified in VoxelStore.cpp's format comment (magic, version). Reading is
/// thread safe.
class VoxelStore {
 public:
  /// Throws Error naming the file when `folder` is no store, of another version, or its sizes do not agree.
  static VoxelStore open(const std::filesystem::path& folder);
  ~VoxelStore();
  VoxelStore(VoxelStore&&) noexcept;

  const std::filesystem::path& folder() const;
  const StoreInfo& info() const;
  const Mask& mask() const;
  const std::vector<nsd::Trial>& trials() const;
  std::size_t voxelCount() const { return mask().size(); }

  /// z-scored responses of trial `row` (0-based position in trials()) to `out` [voxels].
  void readTrial(std::size_t row, std::span<float> out) const;
  /// Mean over the given rows, e.g. the repeats of one image, [voxels].
  std::vector<float> meanOf(std::span<const std::size_t> rows) const;

  const std::vector<float>& ncsnr() const;  ///< [voxels]
  const std::vector<LabelAtlas>& atlases() const;
  const std::optional<Volume>& underlay() const;
  /// The subject's whole brain, whatever mask the store was prepared with; empty when that is not known.
  const std::optional<Mask>& brain() const;

 private:
  struct Impl;
  explicit VoxelStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace vxs::store
