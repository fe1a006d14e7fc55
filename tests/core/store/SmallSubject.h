#pragma once

#include "core/store/VoxelStoreWriter.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace vxs::test {

/// Two sessions of eight trials on a mask of 6 voxels in a grid of 3 x 2 x 2; the betas and what must come of
/// them are numpy's: tests/reference/store/make_store_reference.py.
struct SmallSubject {
  static constexpr std::size_t kTrials = 8, kVoxels = 6;
  nlohmann::json reference;
  Mask mask{{3, 2, 2}, Affine{}, {0, 2, 3, 7, 8, 11}};

  SmallSubject() {
    std::ifstream stream(std::string(VXS_TEST_REFERENCE_DIR) + "/store/store.json");
    reference = nlohmann::json::parse(stream);
  }
  std::vector<float> betas(int session) const {
    std::vector<float> values;
    const auto& all = reference.at("sessions").at("betas");
    for (std::size_t i = 0; i < kTrials * kVoxels; ++i) {
      const auto& value = all.at(static_cast<std::size_t>(session - 1) * kTrials * kVoxels + i);
      values.push_back(value.is_null() ? std::nanf("") : value.get<float>());
    }
    return values;
  }
  static store::StoreInfo info() { return {3, "b2", "brain", "/data/nsd", true, {1, 2}, 0, {}}; }
  static std::vector<nsd::Trial> trials() {
    std::vector<nsd::Trial> trials;
    for (int i = 0; i < 16; ++i) trials.push_back({i + 1, i / 8 + 1, i % 8, 1000 + i % 5, i / 5, i % 5 == 0});
    return trials;
  }
  Volume ncsnr() const {
    Volume volume(mask.grid, mask.affine);
    for (const std::uint32_t voxel : mask.voxels) volume.values[voxel] = static_cast<float>(voxel) / 8;
    return volume;
  }
  LabelAtlas atlas() const {
    LabelAtlas atlas{
        "streams", mask.grid, mask.affine, std::vector<std::int32_t>(mask.grid.voxelCount(), -1), {}};
    atlas.labels[3] = 1;
    atlas.labels[8] = 5;
    atlas.names = {{1, "early"}, {5, "ventral"}};
    return atlas;
  }
  static void writeSession(store::VoxelStoreWriter& writer, int session, std::vector<float> betas) {
    writer.writeSession(session, betas, kTrials);
  }
  store::VoxelStore finish(store::VoxelStoreWriter& writer) const {
    return writer.finish(trials(), ncsnr(), {atlas()}, Volume(mask.grid, mask.affine, 7),
                         Mask{mask.grid, mask.affine, {0, 1, 2, 5}});
  }
  store::VoxelStore write(const std::filesystem::path& out) const {
    store::VoxelStoreWriter writer(out, info(), mask);
    writeSession(writer, 1, betas(1));
    writeSession(writer, 2, betas(2));
    return finish(writer);
  }
};

}  // namespace vxs::test
