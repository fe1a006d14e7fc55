#pragma once

#include "core/store/VoxelStore.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace vxs::store {

/// Writes a store session by session with one session in memory. Sessions go, z-scored, into
/// OUT.partial/session-BB.f16 over all voxels of the mask; finish() drops the voxels that were invalid in any
/// session, joins the sessions and renames OUT.partial to OUT. A writer made again with the same parameters
/// on the same OUT.partial finds the finished sessions there; other parameters start afresh.
class VoxelStoreWriter {
 public:
  /// `mask` before dropping. Throws Error when `out` exists and is not an empty folder.
  VoxelStoreWriter(std::filesystem::path out, StoreInfo info, Mask mask);
  ~VoxelStoreWriter();

  bool hasSession(int session) const;
  /// `betas` [trials, mask voxels], trial-major, is z-scored in place per voxel (population sd). A voxel
  /// whose values are constant or not finite is invalid in this session and written as 0.
  void writeSession(int session, std::vector<float>& betas, std::size_t trials);
  /// `trials` in the order of info.sessions; volumes on the mask's grid. Throws Error when no voxel is left.
  VoxelStore finish(const std::vector<nsd::Trial>& trials, const Volume& ncsnr,
                    const std::vector<LabelAtlas>& atlases, const std::optional<Volume>& underlay,
                    const std::optional<Mask>& brain = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace vxs::store
