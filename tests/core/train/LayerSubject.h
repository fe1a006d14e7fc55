#pragma once

#include "core/base/Random.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStoreWriter.h"

#include <filesystem>
#include <vector>

namespace vxs::test {

/// A store whose answer is known: an image has kLayers independent sets of kWidth features, and voxel v
/// follows the features of layer v % (kLayers + 1), counted from 1; where that is 0 it is noise.
struct LayerSubject {
  static constexpr int kLayers = 4, kWidth = 6, kVoxels = 60;
  std::filesystem::path store;

  static int layerOf(std::size_t voxel) { return static_cast<int>(voxel) % (kLayers + 1); }

  explicit LayerSubject(const std::filesystem::path& folder, double noise = 0.7, int images = 1200)
      : store(folder / "store") {
    Mask mask{{6, 5, 4}, Affine{}, {}};
    for (std::uint32_t i = 0; i < kVoxels; ++i) mask.voxels.push_back(2 * i + 1);
    store::VoxelStoreWriter writer(store, {1, "b3", "brain", folder, true, {1}, 0, {}}, mask);
    Random random(77);
    std::vector<float> weights(kVoxels * kWidth);
    for (float& weight : weights) weight = static_cast<float>(random.normal() / 2.45);  // variance 1 a voxel
    std::vector<float> betas;
    std::vector<std::vector<float>> all;
    std::vector<nsd::Trial> trials;
    for (int image = 0; image < images; ++image) {
      std::vector<float> features(kLayers * kWidth);
      for (float& value : features) value = static_cast<float>(random.normal());
      all.push_back(features);
      trials.push_back({image + 1, 1, image, 100 + image, 0, image % 4 == 0});
      for (std::size_t v = 0; v < kVoxels; ++v) {
        double response = noise * random.normal();
        if (layerOf(v) > 0)
          for (std::size_t i = 0; i < kWidth; ++i)
            response +=
                weights[v * kWidth + i] * features[static_cast<std::size_t>(layerOf(v) - 1) * kWidth + i];
        betas.push_back(static_cast<float>(response));
      }
    }
    writer.writeSession(1, betas, trials.size());
    LabelAtlas atlas{
        "layers", mask.grid, mask.affine, std::vector<std::int32_t>(mask.grid.voxelCount(), 0), {}};
    for (std::size_t v = 0; v < kVoxels; ++v) atlas.labels[mask.voxels[v]] = layerOf(v);
    for (int layer = 1; layer <= kLayers; ++layer) atlas.names[layer] = "of layer " + std::to_string(layer);
    writer.finish(trials, Volume(mask.grid, mask.affine, 1.0F), {atlas}, std::nullopt);
    auto cache = store::FeatureCache::openOrCreate(
        store, {"demo (pseudo-weights)", "demo", "f00d", "vision-layers", true, kLayers, kWidth});
    for (int image = 0; image < images; ++image)
      cache.append({100 + image, 0}, all[static_cast<std::size_t>(image)]);
    cache.flush();
  }
};

}  // namespace vxs::test
