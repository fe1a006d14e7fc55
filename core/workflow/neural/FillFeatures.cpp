#include "core/workflow/neural/FillFeatures.h"

#include "core/nsd/Dataset.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStore.h"
#include "models/blip/LayerPooling.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

namespace vxs::workflow {
namespace {

/// An interrupted fill loses at most this many images.
constexpr std::int64_t kImagesPerFlush = 32;

void checkMode(const std::string& mode) {
  if (mode != "multimodal" && mode != "image")
    throw UsageError("feature mode '" + mode + "' is neither multimodal nor image");
}

void checkCacheMode(const std::string& mode) {
  if (mode != kLayersMode && mode != kTextLayersMode && mode != "multimodal" && mode != "image")
    throw UsageError("feature mode '" + mode + "' is none of multimodal, image, " + kLayersMode + " and " +
                     kTextLayersMode);
}

store::FeatureCacheInfo cacheInfo(const blip::EncoderInfo& encoder, const std::string& mode) {
  store::FeatureCacheInfo info;
  info.encoder = encoder.name;
  info.encoderPath = encoder.path;
  info.fingerprint = encoder.fingerprint;
  info.mode = mode;
  info.demo = encoder.demo;
  info.tokens = mode == kLayersMode       ? encoder.visionLayers * blip::kPooledTokens
                : mode == kTextLayersMode ? encoder.textLayers * blip::kPooledTextTokens
                : mode == "image"         ? encoder.imageTokens
                                          : blip::kCaptionTokens;
  info.width = mode == "multimodal" || mode == kTextLayersMode ? encoder.width : encoder.visionWidth;
  return info;
}

std::vector<store::FeatureKey> missingKeys(const store::VoxelStore& store, const store::FeatureCache& cache) {
  std::set<std::int32_t> images;
  for (const nsd::Trial& trial : store.trials()) images.insert(trial.nsdId);
  std::vector<store::FeatureKey> missing;
  for (const std::int32_t image : images)
    if (const store::FeatureKey key{image, 0}; !cache.contains(key)) missing.push_back(key);
  return missing;
}

blip::Features featuresOf(const store::FeatureKey& key, const nsd::Dataset& dataset,
                          const blip::Encoder& encoder, const std::string& mode) {
  const std::string caption = dataset.firstCaption(key.nsdId);
  if (mode == kTextLayersMode)
    return blip::pooledTextLayers(encoder.textLayers(caption), encoder.tokenize(caption).count);
  const RgbImage picture = dataset.stimulus(key.nsdId);
  if (mode == kLayersMode) return blip::pooledLayers(encoder.imageLayers(picture));
  return encode(encoder, encoder.encodeImage(picture), caption, mode);
}

void computeOne(const store::FeatureKey& key, const nsd::Dataset& dataset, const blip::Encoder& encoder,
                store::FeatureCache& cache) {
  withContext("encoding image " + std::to_string(key.nsdId), [&] {
    const blip::Features features = featuresOf(key, dataset, encoder, cache.info().mode);
    const bool finite =
        std::all_of(features.values.begin(), features.values.end(), [](float v) { return std::isfinite(v); });
    if (!finite) throw Error("the encoder " + encoder.info().name + " gave values that are not finite");
    cache.append(key, features.values);
  });
}

}  // namespace

blip::Features encode(const blip::Encoder& encoder, const blip::ImageTokens& tokens,
                      const std::string& caption, const std::string& mode) {
  checkMode(mode);
  return mode == "image" ? encoder.imageFeatures(tokens) : encoder.multimodalFeatures(tokens, caption);
}

FeaturesResult fillFeatureCache(const FeaturesParams& params, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  checkCacheMode(params.mode);
  const store::VoxelStore store = store::VoxelStore::open(params.store);
  const nsd::Dataset dataset(store.info().datasetRoot);
  const std::unique_ptr<blip::Encoder> encoder = blip::Encoder::load(params.encoder);
  store::FeatureCache cache =
      store::FeatureCache::openOrCreate(params.store, cacheInfo(encoder->info(), params.mode));

  const std::vector<store::FeatureKey> missing = missingKeys(store, cache);
  progress.begin("encoding images", static_cast<std::int64_t>(missing.size()), "images");
  std::int64_t done = 0;
  for (const store::FeatureKey& key : missing) {
    if (progress.cancelled()) break;
    computeOne(key, dataset, *encoder, cache);
    progress.update(++done);
    if (done % kImagesPerFlush == 0) cache.flush();
  }
  cache.flush();
  progress.throwIfCancelled();

  FeaturesResult result;
  result.encoder = cache.info().encoder;
  result.fingerprint = cache.info().fingerprint;
  result.demo = cache.info().demo;
  result.tokens = cache.info().tokens;
  result.width = cache.info().width;
  result.items = static_cast<std::int64_t>(cache.keys().size());
  result.computed = done;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace vxs::workflow
