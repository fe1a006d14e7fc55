#include "core/workflow/neural/FindLayers.h"

#include "core/metrics/LayerPreference.h"
#include "core/train/LayerFit.h"
#include "core/train/RunFile.h"
#include "core/workflow/neural/FillFeatures.h"
#include "models/blip/LayerPooling.h"

namespace vxs::workflow {
namespace {

namespace fs = std::filesystem;

struct Place {
  fs::path folder;
  train::Split split;
  std::string splitName;
};

Place placeOf(const LayersParams& params, const store::VoxelStore& store) {
  if (!params.out.empty() && fs::exists(params.out / "run.json")) {
    const train::RunFile run = train::readRunFile(params.out);
    if (run.storeFingerprint != store.info().fingerprint)
      throw Error("the run " + params.out.string() + " was trained on another store than " +
                  store.folder().string());
    return {run.info.run / "layers",
            {run.info.trainImages, run.info.validationImages, run.info.testImages},
            "of run " + run.info.run.filename().string()};
  }
  return {params.out.empty() ? store.folder() / "layers" : params.out,
          train::splitByImage(train::groupByImage(store.trials()), params.split, params.seed), params.split};
}

/// Of one tower: how its features are cached and what they are.
struct Tower {
  const char* name;
  const char* mode;
  int tokensPerLayer;
  const char* pooling;
};

std::vector<Tower> towersOf(const std::string& name) {
  const Tower image{"image", kLayersMode, blip::kPooledTokens, blip::kPoolingText},
      text{"text", kTextLayersMode, blip::kPooledTextTokens, blip::kTextPoolingText};
  if (name == "image") return {image};
  if (name == "text") return {text};
  if (name == "both") return {image, text};
  throw UsageError("'" + name + "' is none of the encoder's towers: use image, text or both");
}

/// Fits the tower's layers and adds what is found to the maps and to `validation`.
void addTower(LayerMaps& maps, std::vector<std::vector<float>>& validation, const Tower& tower,
              const train::TrainingData& data, const train::Split& split, Progress& progress) {
  const int layers = data.encoder().tokens / tower.tokensPerLayer;
  train::LayerCorrelations found = train::correlateLayers(data, split, layers, progress);
  for (int layer = 0; layer < layers; ++layer) {
    const auto index = static_cast<std::size_t>(layer);
    maps.layers.push_back({tower.name, layer + 1, 0, 0});
    maps.r.push_back(std::move(found.test[index]));
    validation.push_back(std::move(found.validation[index]));
  }
  if (!maps.pooling.empty()) maps.pooling = "image: " + maps.pooling + "; text: ";
  maps.pooling += tower.pooling;
}

LayerMaps described(const LayersParams& params, const Place& place, const train::TrainingData& data) {
  LayerMaps maps;
  const store::StoreInfo& store = data.store().info();
  const store::FeatureCacheInfo& encoder = data.encoder();
  maps.folder = place.folder;
  maps.store = data.store().folder();
  maps.storeFingerprint = store.fingerprint;
  maps.maskName = store.maskName;
  maps.subject = store.subject;
  maps.syntheticSubject = store.synthetic;
  maps.encoder = encoder.encoder;
  maps.encoderPath = encoder.encoderPath;
  maps.encoderFingerprint = encoder.fingerprint;
  maps.demoEncoder = encoder.demo;
  maps.split = place.splitName;
  maps.trainImages = static_cast<std::int64_t>(place.split.train.size());
  maps.validationImages = static_cast<std::int64_t>(place.split.validation.size());
  maps.testImages = static_cast<std::int64_t>(place.split.test.size());
  maps.chanceThreshold = params.threshold <= 0;
  maps.threshold =
      maps.chanceThreshold ? metrics::chanceCorrelation(maps.validationImages) : params.threshold;
  maps.mask = data.store().mask();
  return maps;
}

}  // namespace

LayerMaps findLayers(const LayersParams& params, Progress& progress) {
  if (!(params.threshold >= 0 && params.threshold < 1))
    throw UsageError("the threshold on r must be at least 0 and below 1");
  const std::vector<Tower> towers = towersOf(params.tower);
  // before the pictures are encoded, which takes longest
  const Place place = placeOf(params, store::VoxelStore::open(params.store));
  std::vector<FeaturesResult> filled;
  for (const Tower& tower : towers)
    filled.push_back(fillFeatureCache({params.store, params.encoder, tower.mode}, progress));
  LayerMaps maps;
  std::vector<std::vector<float>> validation;
  std::vector<LabelAtlas> atlases;
  for (std::size_t i = 0; i < towers.size(); ++i) {
    const train::TrainingData data(params.store, towers[i].mode, filled[i].fingerprint);
    if (i == 0) {
      maps = described(params, place, data);
      atlases = data.store().atlases();
    }
    addTower(maps, validation, towers[i], data, place.split, progress);
  }
  train::judgeLayers(maps, validation, atlases);
  progress.throwIfCancelled();
  train::writeLayerMaps(maps);
  return maps;
}

}  // namespace vxs::workflow
