#include "core/train/NeuralTraining.h"

#include "core/metrics/Pearson.h"
#include "core/train/Checkpoint.h"
#include "core/train/HeadOf.h"
#include "core/train/RidgeFit.h"

namespace vxs::train {
namespace {

std::vector<float> featureRows(const TrainingData& data, const RunFile& run) {
  const std::vector<std::int32_t>& images = run.info.trainImages;
  const std::vector<std::size_t> other =
      run.params.shuffleImages ? derangement(images.size(), run.params.seed) : std::vector<std::size_t>{};
  std::vector<float> rows;
  rows.reserve(images.size() * static_cast<std::size_t>(run.tokens) * static_cast<std::size_t>(run.width));
  for (std::size_t i = 0; i < images.size(); ++i) {
    const auto values = data.features(images[other.empty() ? i : other[i]]);
    rows.insert(rows.end(), values.begin(), values.end());
  }
  return rows;
}

}  // namespace

std::vector<float> correlationOver(const TrainingData& data, const std::vector<std::int32_t>& images,
                                   const std::function<std::vector<float>(std::span<const float>)>& predict) {
  metrics::PearsonAccumulator pearson(data.store().voxelCount());
  for (const std::int32_t id : images) pearson.add(data.response(id), predict(data.features(id)));
  return pearson.correlation();
}

void trainRidge(RunFile& run, const TrainingData& data, const Criterion& criterion, Progress& progress) {
  const std::vector<std::int32_t>& images = run.info.trainImages;
  const std::vector<float> x = featureRows(data, run);
  const heads::RidgeModel model = fitRidgeTo(data, images, x, progress);
  run.info.parameters = model.components * model.voxels + model.voxels;
  run.info.bestEpoch = 1;
  EpochFile epoch{
      1, 1, static_cast<std::int64_t>(run.info.validationImages.size()), {}, keptImagesOf(run.info), {}, {}};
  epoch.validationR = correlationOver(data, run.info.validationImages,
                                      [&](std::span<const float> f) { return model.predict(f); });
  for (const KeptImage& image : epoch.images)
    epoch.predictions.push_back(model.predict(data.features(image.nsdId)));
  run.bestValidationMedianR = medianFinite(epoch.validationR);
  run.bestValidationScore = criterion.score(epoch.validationR);
  saveRidge(run.info.run / "best.safetensors", model);
  writeEpochFile(run.info.run, epoch);
  run.finished = true;
  writeRunFile(run);
}

}  // namespace vxs::train
