#pragma once

#include "core/base/Random.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStoreWriter.h"
#include "core/train/RunModel.h"
#include "core/train/TrainRun.h"
#include "models/blip/Encoder.h"
#include "tests/support/TempFolder.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vxs::test {

/// A small picture by formula: a bright disc on a gradient, elsewhere for every `seed`.
inline RgbImage discPicture(int seed) {
  RgbImage picture{64, 64, std::vector<std::uint8_t>(64 * 64 * 3)};
  const int cx = 12 + seed * 7 % 40, cy = 12 + seed * 13 % 40;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) {
      const bool inside = (x - cx) * (x - cx) + (y - cy) * (y - cy) < 100;
      for (int c = 0; c < 3; ++c)
        picture.pixels[static_cast<std::size_t>((y * 64 + x) * 3 + c)] =
            static_cast<std::uint8_t>(inside ? 80 + 60 * ((seed + c) % 3) : x + y + 20 * c);
    }
  return picture;
}

/// A head of some kind trained for a moment on the demo encoder's features of a few such pictures: enough to
/// have weights of every size that training gives. `mode` is the run's features.
class DemoHead {
 public:
  static constexpr int kImages = 24, kVoxels = 30;
  DemoHead(const std::string& head, const std::string& mode = "multimodal")
      : m_encoder(blip::Encoder::load("demo")) {
    const Mask mask{{6, 5, 4}, Affine{}, voxels()};
    const std::filesystem::path store = m_folder / "store";
    store::VoxelStoreWriter writer(store, {1, "b3", "brain", m_folder.path(), true, {1}, 0, {}}, mask);
    std::vector<nsd::Trial> trials;
    std::vector<float> betas;
    Random random(5);
    for (int i = 0; i < kImages; ++i) {
      trials.push_back({i + 1, 1, i, 100 + i, 0, i % 5 == 0});
      for (int v = 0; v < kVoxels; ++v) betas.push_back(static_cast<float>(random.normal()));
    }
    writer.writeSession(1, betas, trials.size());
    writer.finish(trials, Volume(mask.grid, mask.affine, 1.0F), {}, std::nullopt);
    fillFeatures(store, mode);
    train::TrainParams params;
    params.store = store;
    params.out = m_folder / "run";
    params.head = head;
    params.features = mode;
    params.epochs = 2;
    params.batchSize = 8;
    params.hidden = head == "cnn" ? 0 : 16;
    Progress quiet;
    train::trainRun(params, quiet);
    m_model.emplace(train::RunModel::open(params.out));
  }

  const blip::Encoder& encoder() const { return *m_encoder; }
  const train::RunModel& model() const { return *m_model; }
  std::filesystem::path run() const { return m_folder / "run"; }

 private:
  static std::vector<std::uint32_t> voxels() {
    std::vector<std::uint32_t> list;
    for (std::uint32_t i = 0; i < kVoxels; ++i) list.push_back(3 * i + 2);
    return list;
  }
  void fillFeatures(const std::filesystem::path& store, const std::string& mode) const {
    const blip::EncoderInfo& info = m_encoder->info();
    const bool image = mode == "image";
    auto cache = store::FeatureCache::openOrCreate(
        store, {info.name, "demo", info.fingerprint, mode, true,
                image ? info.imageTokens : blip::kCaptionTokens, image ? info.visionWidth : info.width});
    for (int i = 0; i < kImages; ++i) {
      const blip::ImageTokens tokens = m_encoder->encodeImage(discPicture(i));
      cache.append({100 + i, 0}, image ? m_encoder->imageFeatures(tokens).values
                                       : m_encoder->multimodalFeatures(tokens, "a disc on the left").values);
    }
    cache.flush();
  }

  TempFolder m_folder;
  std::unique_ptr<blip::Encoder> m_encoder;
  std::optional<train::RunModel> m_model;
};

}  // namespace vxs::test
