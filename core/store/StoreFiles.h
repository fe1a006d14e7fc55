#pragma once

#include "core/store/VoxelStore.h"

#include <nlohmann/json_fwd.hpp>

namespace vxs::store {

/// A store is a folder. Version 1:
///
/// - store.json: {"magic": "voxelscope-store", "version": 1, and the fields of StoreInfo}; written last, so
/// that a
///   folder without it is no store
/// - responses.f16: trials x voxels IEEE half floats, little endian, trial-major, no header
/// - trials.tsv: a header line, then number, session, indexInSession, nsdId, repeat, shared; one line a trial
/// - mask.nii.gz: 1 where a voxel belongs to the store; ascending linear index is the voxel order
/// - ncsnr.nii.gz: NaN outside the mask
/// - underlay.nii.gz: optional
/// - brain.nii.gz: optional, 1 where the subject's brain is, whatever the mask
/// - atlases/NAME.nii.gz and atlases/atlases.json: labels (-1, 0, >= 1) and their names
/// - features/: feature caches, see FeatureCache.cpp
inline constexpr int kStoreVersion = 1;

nlohmann::json toJson(const StoreInfo& info);
/// Throws Error naming `file` when a field is missing or of the wrong type.
StoreInfo storeInfoFrom(const nlohmann::json& json, const std::filesystem::path& file);

void writeTrials(const std::filesystem::path& file, const std::vector<nsd::Trial>& trials);
std::vector<nsd::Trial> readTrials(const std::filesystem::path& file);

void writeAtlases(const std::filesystem::path& folder, const std::vector<LabelAtlas>& atlases);
std::vector<LabelAtlas> readAtlases(const std::filesystem::path& folder);

}  // namespace vxs::store
