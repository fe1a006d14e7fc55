#include "core/train/LayerFit.h"
#include "models/blip/LayerPooling.h"
#include "tests/core/workflow/neural/DemoHead.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace vxs;

namespace {

constexpr int kImages = 300, kVoxels = 40;

/// A disc of any colour, size and place on a ground of any colour: nine free numbers.
RgbImage anyDisc(Random& random) {
  RgbImage picture{64, 64, {}};
  const double x0 = 64 * random.uniform(), y0 = 64 * random.uniform(), radius = 6 + 20 * random.uniform();
  std::array<std::uint8_t, 6> colours{};
  for (std::uint8_t& colour : colours) colour = static_cast<std::uint8_t>(random.below(256));
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) {
      const bool inside = std::hypot(x - x0, y - y0) < radius;
      for (std::size_t c = 0; c < 3; ++c) picture.pixels.push_back(colours[c + (inside ? 3 : 0)]);
    }
  return picture;
}

/// A store of drawn pictures whose even voxels answer to the demo encoder's first layer and odd ones to its
/// second: a random projection of that layer's pooled, standardised features, and noise.
void makeStore(const std::filesystem::path& store, const std::vector<blip::Features>& pooled) {
  Mask mask{{5, 4, 2}, Affine{}, {}};
  for (std::uint32_t v = 0; v < kVoxels; ++v) mask.voxels.push_back(v);
  const std::size_t width = pooled.front().values.size() / 2;
  std::vector<double> mean(2 * width), deviation(2 * width);
  for (std::size_t i = 0; i < 2 * width; ++i) {
    for (const auto& image : pooled) mean[i] += image.values[i] / double(kImages);
    for (const auto& image : pooled) deviation[i] += std::pow(image.values[i] - mean[i], 2) / double(kImages);
    deviation[i] = std::sqrt(deviation[i]) + 1e-6;
  }
  Random random(3);
  std::vector<std::vector<double>> weights(kVoxels, std::vector<double>(width));
  for (auto& row : weights)
    for (double& weight : row) weight = random.normal() / std::sqrt(static_cast<double>(width));
  std::vector<float> betas;
  std::vector<nsd::Trial> trials;
  for (int image = 0; image < kImages; ++image) {
    trials.push_back({image + 1, 1, image, 100 + image, 0, image % 4 == 0});
    for (std::size_t v = 0; v < kVoxels; ++v) {
      double response = 0.02 * random.normal();
      for (std::size_t i = 0; i < width; ++i) {
        const std::size_t at = (v % 2) * width + i;
        response +=
            weights[v][i] * (pooled[static_cast<std::size_t>(image)].values[at] - mean[at]) / deviation[at];
      }
      betas.push_back(static_cast<float>(response));
    }
  }
  store::VoxelStoreWriter writer(store, {1, "b3", "brain", store.parent_path(), true, {1}, 0, {}}, mask);
  writer.writeSession(1, betas, trials.size());
  writer.finish(trials, Volume(mask.grid, mask.affine, 1.0F), {}, std::nullopt);
}

}  // namespace

TEST_CASE("Responses made from a layer of the demo encoder prefer that layer") {
  const test::TempFolder folder;
  const auto encoder = blip::Encoder::load("demo");
  REQUIRE(encoder->info().visionLayers == 2);
  std::vector<blip::Features> pooled;
  Random pictures(8);
  for (int i = 0; i < kImages; ++i)
    pooled.push_back(blip::pooledLayers(encoder->imageLayers(anyDisc(pictures))));
  CHECK(pooled.front().tokens == 2 * blip::kPooledTokens);
  makeStore(folder / "store", pooled);
  {
    auto cache = store::FeatureCache::openOrCreate(
        folder / "store", {encoder->info().name, "demo", encoder->info().fingerprint, "vision-layers", true,
                           pooled.front().tokens, pooled.front().width});
    for (int i = 0; i < kImages; ++i) cache.append({100 + i, 0}, pooled[static_cast<std::size_t>(i)].values);
  }
  const train::TrainingData data(folder / "store", "vision-layers");
  Progress quiet;
  const train::LayerCorrelations found =
      train::correlateLayers(data, train::splitByImage(data.images(), "shared", 1), 2, quiet);
  int right = 0;
  for (std::size_t v = 0; v < kVoxels; ++v)
    right += (found.validation[1][v] > found.validation[0][v]) == (v % 2 == 1);
  MESSAGE(right << " of " << kVoxels << " voxels prefer their own layer");
  // the layers share most of what they know of such pictures; by chance it would be 20
  CHECK(right >= 34);
}
