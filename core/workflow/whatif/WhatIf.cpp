#include "core/workflow/whatif/WhatIf.h"

#include "core/workflow/whatif/CaptionWords.h"

#include <algorithm>

namespace vxs::workflow {
namespace {

/// Changes of many captions against one prediction, batch by batch.
std::vector<CaptionChange> changesOf(const std::vector<std::string>& captions, const std::vector<float>& from,
                                     Predictor& predictor, const Mask& mask,
                                     const std::vector<Region>& regions, Progress& progress,
                                     std::int64_t& done) {
  std::vector<CaptionChange> changes;
  for (std::size_t first = 0; first < captions.size(); first += kCaptionBatch) {
    progress.throwIfCancelled();
    const std::size_t end = std::min(captions.size(), first + kCaptionBatch);
    const std::vector<std::string> batch(captions.begin() + static_cast<std::ptrdiff_t>(first),
                                         captions.begin() + static_cast<std::ptrdiff_t>(end));
    const std::vector<Prediction> predictions = predictor.predictMany(batch);
    for (std::size_t i = 0; i < batch.size(); ++i)
      changes.push_back(changeOf(batch[i], from, mask.gather(predictions[i].volume), regions));
    progress.update(done += static_cast<std::int64_t>(batch.size()));
  }
  return changes;
}

}  // namespace

WhatIfResult whatIf(const WhatIfParams& params, Predictor& predictor, const Mask& mask,
                    const std::vector<LabelAtlas>& atlases, Progress& progress) {
  WhatIfResult result;
  result.regions = regionsOf(atlases, mask);
  const bool multimodal = predictor.info().features != "image";
  const std::vector<NullCaption> plan = multimodal
                                            ? planNull(params.original, params.coco, params.pool,
                                                       params.paraphrases, params.shuffled, params.seed)
                                            : std::vector<NullCaption>{};
  const std::vector<std::string> words = wordsOf(params.edited);
  std::vector<std::string> shortened, others;
  for (std::size_t i = 0; i < words.size(); ++i) shortened.push_back(withoutWord(words, i));
  for (const NullCaption& each : plan) others.push_back(each.caption);

  progress.begin("predicting captions", static_cast<std::int64_t>(2 + shortened.size() + others.size()),
                 "captions");
  result.original = predictor.predict(params.original);
  const std::vector<float> from = mask.gather(result.original.volume);
  result.predictionRms = rmsOf(from);
  progress.update(1);
  progress.throwIfCancelled();
  const Prediction edited = predictor.predict(params.edited);
  const std::vector<float> to = mask.gather(edited.volume);
  result.editMs = edited.textMs + edited.headMs;
  result.edited = changeOf(params.edited, from, to, result.regions);
  std::int64_t done = 2;
  progress.update(done);

  std::vector<CaptionChange> dropped =
      changesOf(shortened, to, predictor, mask, result.regions, progress, done);
  for (std::size_t i = 0; i < words.size(); ++i) result.dropped.push_back({words[i], std::move(dropped[i])});
  std::vector<CaptionChange> null = changesOf(others, from, predictor, mask, result.regions, progress, done);
  for (std::size_t i = 0; i < plan.size(); ++i) result.null.push_back({plan[i].kind, std::move(null[i])});

  result.standings =
      standingsOf(result.null, result.edited, [](const CaptionChange& change) { return change.rms; });
  result.regionChanges = regionChanges(result.null, result.edited, result.regions);
  result.moved = movedMost(result.edited.values, mask, params.moved, params.apartMm);
  result.textUse = textUseOf(result.null, result.predictionRms, multimodal);
  return result;
}

}  // namespace vxs::workflow
