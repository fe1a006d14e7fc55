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
  maps.pooling = blip::kPoolingText;
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
  // before the pictures are encoded, which takes longest
  const Place place = placeOf(params, store::VoxelStore::open(params.store));
  const FeaturesResult filled = fillFeatureCache({params.store, params.encoder, kLayersMode}, progress);
  const train::TrainingData data(params.store, kLayersMode, filled.fingerprint);
  LayerMaps maps = described(params, place, data);
  const int layers = filled.tokens / blip::kPooledTokens;
  train::LayerCorrelations found = train::correlateLayers(data, place.split, layers, progress);
  maps.r = std::move(found.test);
  train::judgeLayers(maps, found.validation, data.store().atlases());
  progress.throwIfCancelled();
  train::writeLayerMaps(maps);
  return maps;
}

}  // namespace vxs::workflow
