#pragma once

#include "core/base/Random.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStoreWriter.h"
#include "core/train/TrainRun.h"

#include <cmath>
#include <filesystem>
#include <vector>

namespace vxs::test {

/// A store of a few images, two trials each. Six hidden numbers an image make its features (16 tokens of 768,
/// as wide as the CNN needs them); the response of voxel v is a sum over tokens of column v, weighted alike
/// for all voxels as the MLP and SIREN share their weights, plus noise: every head can learn it, and features
/// of other images are worth nothing.
struct LinearSubject {
  static constexpr int kTokens = 16, kWidth = 768, kVoxels = 48, kHidden = 6;
  std::filesystem::path store;
  int images;

  explicit LinearSubject(const std::filesystem::path& folder, double noise = 0.5, int imageCount = 150)
      : store(folder / "store"), images(imageCount) {
    const Mask mask = makeMask();
    store::VoxelStoreWriter writer(store, {1, "b3", "brain", folder, true, {1}, 0, {}}, mask);
    std::vector<float> betas;
    Random random(11);
    std::vector<nsd::Trial> trials;
    for (int t = 0; t < 2 * images; ++t) {
      const int image = t % images;
      trials.push_back({t + 1, 1, t, 100 + image, t / images, image % 5 == 0});
      for (const float value : response(image))
        betas.push_back(value + static_cast<float>(noise * random.normal()));
    }
    writer.writeSession(1, betas, trials.size());
    Volume ncsnr(mask.grid, mask.affine, static_cast<float>(1 / std::max(noise, 0.1)));
    LabelAtlas halves{
        "halves", mask.grid, mask.affine, std::vector<std::int32_t>(mask.grid.voxelCount(), 0), {}};
    for (std::size_t i = 0; i < mask.voxels.size(); ++i) halves.labels[mask.voxels[i]] = i < 24 ? 1 : 2;
    halves.names = {{1, "first"}, {2, "second"}};
    writer.finish(trials, ncsnr, {halves}, std::nullopt);
    fillFeatures();
  }

  static std::vector<float> features(int image) {
    static const std::vector<float> map = randomMap(kTokens * kWidth, 31);
    return mapped(map, hidden(image));
  }

  static std::vector<float> response(int image) {
    const std::vector<float> x = features(image);
    std::vector<float> y(kVoxels, 0.0F);
    for (std::size_t t = 0; t < kTokens; ++t)
      for (std::size_t v = 0; v < y.size(); ++v) y[v] += x[t * kWidth + v] * (t % 3 ? 0.25F : -0.25F);
    return y;
  }

  train::TrainParams params(const std::filesystem::path& out, const std::string& head) const {
    train::TrainParams p;
    p.store = store;
    p.out = out;
    p.head = head;
    p.epochs = 12;
    p.batchSize = 16;
    p.hidden = 32;
    p.learningRate = 3e-3;
    return p;
  }
  /// For runs that are broken off and resumed: three epochs of few, small batches.
  train::TrainParams threeEpochs(const std::filesystem::path& out, const std::string& head) const {
    train::TrainParams p = params(out, head);
    p.epochs = 3;
    p.batchSize = 5;
    return p;
  }
  /// In an epoch of such a run.
  static int batchesOf(const train::TrainResult& threeEpochs) {
    return static_cast<int>((threeEpochs.trainImages + 4) / 5);
  }

 private:
  static Mask makeMask() {
    Mask mask{{6, 5, 4}, Affine{}, {}};
    for (std::uint32_t i = 0; i < kVoxels; ++i) mask.voxels.push_back(2 * i + 1);
    return mask;
  }

  static std::vector<float> hidden(int image) {
    Random random(splitMix64(5000 + static_cast<std::uint64_t>(image)));
    std::vector<float> values(kHidden);
    for (float& value : values) value = static_cast<float>(random.normal());
    return values;
  }

  /// [outputs, kHidden], seeded, outputs of variance 1.
  static std::vector<float> randomMap(std::size_t outputs, std::uint64_t seed) {
    Random random(seed);
    std::vector<float> map(outputs * kHidden);
    for (float& weight : map) weight = static_cast<float>(random.normal() / std::sqrt(kHidden));
    return map;
  }
  static std::vector<float> mapped(const std::vector<float>& map, const std::vector<float>& x) {
    std::vector<float> y(map.size() / x.size(), 0.0F);
    for (std::size_t i = 0; i < map.size(); ++i) y[i / x.size()] += map[i] * x[i % x.size()];
    return y;
  }

  void fillFeatures() const {
    auto cache = store::FeatureCache::openOrCreate(
        store, {"demo (pseudo-weights)", "demo", "f00d", "multimodal", true, kTokens, kWidth});
    for (int i = 0; i < images; ++i) cache.append({100 + i, 0}, features(i));
    cache.flush();
  }
};

}  // namespace vxs::test
