#include "app/cli/figure/RunSources.h"

#include "app/cli/ExplainTarget.h"
#include "app/cli/figure/MapSource.h"
#include "core/nsd/Dataset.h"
#include "core/scene/PredictionSource.h"
#include "core/scene/Weights.h"
#include "core/store/VoxelStore.h"
#include "core/train/RunFile.h"
#include "core/train/VolumeNote.h"
#include "core/workflow/Neural.h"
#include "core/workflow/PredictEpochs.h"
#include "models/blip/Picture.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vxs::cli {
namespace {

constexpr std::size_t kMeasured = scene::indexOf(scene::Layer::Measured);
constexpr std::size_t kPredicted = scene::indexOf(scene::Layer::Predicted);
constexpr std::size_t kSecond = scene::indexOf(scene::Layer::Second);

bool listed(const std::vector<std::int32_t>& images, std::int32_t nsdId) {
  return std::find(images.begin(), images.end(), nsdId) != images.end();
}

const nsd::Trial& chooseTrial(const store::VoxelStore& store, const train::RunInfo& run, int number) {
  const std::vector<nsd::Trial>& trials = store.trials();
  if (trials.empty()) throw Error("the store " + store.folder().string() + " has no trials");
  const auto found = std::find_if(trials.begin(), trials.end(), [&](const nsd::Trial& trial) {
    return number > 0 ? trial.number == number : listed(run.testImages, trial.nsdId);
  });
  if (found != trials.end()) return *found;
  if (number > 0)
    throw Error(fmt::format("there is no trial {} in the store {}: it has trials {} to {}", number,
                            store.folder().string(), trials.front().number, trials.back().number));
  return trials.front();
}

/// Which part of the split an image was in, said beside the figure: a prediction for a training image proves
/// nothing.
std::string splitText(const train::RunInfo& run, std::int32_t nsdId) {
  if (listed(run.testImages, nsdId)) return "test image";
  if (listed(run.validationImages, nsdId)) return "validation image";
  return listed(run.trainImages, nsdId) ? "TRAINING IMAGE" : "image of no split";
}

std::string trialLine(const train::RunInfo& run, const nsd::Trial& trial) {
  return fmt::format("subj{:02}, trial {}, image {} ({})", run.subject, trial.number, trial.nsdId,
                     splitText(run, trial.nsdId));
}

std::string pictureLine(const train::RunInfo& run, const std::filesystem::path& picture) {
  return fmt::format("subj{:02}, picture {}", run.subject, picture.filename().string());
}

/// Every presentation of an image.
std::vector<std::size_t> rowsOf(const store::VoxelStore& store, std::int32_t nsdId) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < store.trials().size(); ++row)
    if (store.trials()[row].nsdId == nsdId) rows.push_back(row);
  return rows;
}

/// The number of trials that were averaged.
int fillMeasured(scene::ComparisonData& data, const store::VoxelStore& store, const train::RunInfo& run,
                 const nsd::Trial& trial, bool alone) {
  std::vector<std::size_t> rows = rowsOf(store, trial.nsdId);
  const std::size_t repeats = rows.size();
  if (alone) std::erase_if(rows, [&](std::size_t row) { return store.trials()[row].number != trial.number; });
  data.volumes[kMeasured] = store.mask().scatter(store.meanOf(rows));
  const std::string measured =
      alone && repeats > 1 ? std::string("this trial alone")
                           : fmt::format("mean of {} {}", rows.size(), rows.size() == 1 ? "trial" : "trials");
  data.subjectLine = trialLine(run, trial) + ", measured: " + measured;
  return static_cast<int>(rows.size());
}

/// The ceiling that belongs to what was measured (0 trials: nothing was), under the name that the window
/// gives it.
void addCeiling(scene::ComparisonData& data, const store::VoxelStore& store, int trials) {
  if (store.ncsnr().size() != store.mask().size()) return;
  const int repeats = std::clamp(trials, 1, 3);
  data.ceiling = scene::ceilingVolume(store.mask(), store.ncsnr(), repeats);
  data.ceilingName = trials == 0    ? "noise ceiling a trial would have; none was measured"
                     : repeats == 1 ? "noise ceiling, one trial"
                                    : fmt::format("noise ceiling, mean of {} trials", repeats);
}

/// The store's own, or another of the dataset by its name.
void chooseUnderlay(scene::ComparisonData& data, const store::VoxelStore& store, const train::RunInfo& run,
                    const std::string& name) {
  if (store.underlay()) data.underlay = *store.underlay();
  if (store.brain()) data.brain = std::make_shared<const Volume>(store.brain()->indicator());
  if (name.empty() || !std::filesystem::is_directory(store.info().datasetRoot)) return;
  const nsd::Dataset dataset(store.info().datasetRoot);
  const std::vector<std::string> names = dataset.underlayNames(run.subject);
  if (names.empty() || names.front() == name) return;  // the first is the store's
  data.underlay = dataset.readUnderlay(run.subject, name);
}

/// What belongs to the run, whatever is predicted with it.
std::shared_ptr<scene::ComparisonData> dataOf(const train::RunInfo& run, const store::VoxelStore& store,
                                              const paint::Recipe& recipe) {
  auto data = std::make_shared<scene::ComparisonData>();
  data->synthetic = run.syntheticSubject;
  data->demoEncoder = run.demoEncoder;
  data->modelLine = train::modelLine(run);
  if (!store.trials().empty())
    data->initialLook = scene::initialLook(
        store.mask().scatter(store.meanOf(rowsOf(store, chooseTrial(store, run, 0).nsdId))));
  chooseUnderlay(*data, store, run, recipe.option("underlay"));
  return data;
}

struct Stimulus {
  RgbImage picture;
  std::vector<std::string> captions;          ///< its own
  std::optional<workflow::StoreImage> image;  ///< that it is
};

/// The trial's stimulus; fills in trial and caption.
Stimulus stimulusOf(paint::Recipe& recipe, const store::VoxelStore& store, const nsd::Trial& trial) {
  recipe.trial = trial.number;
  const nsd::Dataset dataset(store.info().datasetRoot);
  workflow::StoreImage image{trial.nsdId, dataset.firstCaption(trial.nsdId)};
  if (!recipe.caption) recipe.caption = image.caption;
  return {dataset.stimulus(trial.nsdId), dataset.captions(trial.nsdId), std::move(image)};
}

void hashStimulus(paint::Recipe& recipe, const RgbImage& picture) {
  recipe.hashes["stimulus"] = paint::sha256OfPicture(picture);
  recipe.hashes["caption"] = paint::sha256(recipe.caption.value_or(""));
}

/// What another run than the first predicts for the same picture and caption.
void addSecond(scene::ComparisonData& data, const train::RunInfo& first, workflow::Neural& neural,
               const std::filesystem::path& folder, const Stimulus& stimulus, const std::string& caption) {
  const std::unique_ptr<workflow::Predictor> predictor = neural.openPredictor(folder);
  data.secondLine = scene::predictionSource(train::modelLine(predictor->info()), predictor->info().features,
                                            caption, stimulus.captions);
  data.secondDemoEncoder = predictor->info().demoEncoder;
  data.firstRun = first.run.filename().string();
  data.secondRun = predictor->info().run.filename().string();
  const bool sameStore = predictor->info().store == first.store;
  predictor->setPicture(stimulus.picture, sameStore ? stimulus.image : std::nullopt);
  Volume volume = predictor->predict(caption).volume;
  if (volume.grid != data.volumes[kPredicted].grid)
    throw Error("the run " + folder.string() + " is of another subject or grid than the first");
  data.volumes[kSecond] = std::move(volume);
}

/// Writes what is meant where the recipe leaves it open.
int wholeNumber(paint::Recipe& recipe, const std::string& name, int otherwise, int least, int most) {
  const std::string text = recipe.option(name, std::to_string(otherwise));
  const double number = paint::numberFrom(text, "a number of " + name);
  if (number != std::floor(number) || number < least || number > most)
    throw UsageError(fmt::format("'{}' is not a number of {}: {} to {}", text, name, least, most));
  if (number > 0) recipe.options[name] = text;
  return static_cast<int>(number);
}

}  // namespace

workflow::Neural& RunSources::neuralFor(paint::Recipe& recipe) {
  if (m_session.options.threads == 0) m_session.options.threads = recipe.threads;
  workflow::Neural& neural = m_session.neural();
  recipe.threads = neural.threads();
  return neural;
}

paint::ComparisonPtr RunSources::comparison(paint::Recipe& recipe, Progress& progress) {
  progress.begin("predicting", 0, {});
  workflow::Neural& neural = neuralFor(recipe);
  const std::unique_ptr<workflow::Predictor> predictor = neural.openPredictor(recipe.run);
  const train::RunInfo run = predictor->info();
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  auto data = dataOf(run, store, recipe);
  int trials = 0;
  Stimulus stimulus;
  if (!recipe.image.empty()) {
    stimulus.picture = blip::readPicture(recipe.image);
    data->subjectLine = pictureLine(run, recipe.image);
    data->why[kMeasured] = "No measured response: this picture was not shown in the scanner";
    data->why[scene::indexOf(scene::Layer::Difference)] = "Needs both measured and predicted";
  } else {
    const nsd::Trial& trial = chooseTrial(store, run, recipe.trial);
    stimulus = stimulusOf(recipe, store, trial);
    trials = fillMeasured(*data, store, run, trial, recipe.option("repeat") == "alone");
  }
  addCeiling(*data, store, trials);
  progress.throwIfCancelled();
  hashStimulus(recipe, stimulus.picture);
  predictor->setPicture(stimulus.picture, stimulus.image);
  const std::string caption = recipe.caption.value_or("");
  data->volumes[kPredicted] = predictor->predict(caption).volume;
  data->modelLine = scene::predictionSource(train::modelLine(run), run.features, caption, stimulus.captions);
  scene::computeDifference(*data);
  if (const std::string second = recipe.option("second"); !second.empty())
    addSecond(*data, run, neural, second, stimulus, caption);
  addMap(*data, recipe, store, {*predictor, neural, progress});
  paint::hashComparison(recipe);
  return data;
}

paint::EpochSeries RunSources::epochs(paint::Recipe& recipe, const std::vector<int>& wanted,
                                      Progress& progress) {
  if (!recipe.image.empty())
    throw Error("predictions after each epoch are made of the store's images, not of a picture of one's own");
  const train::RunInfo run = train::readRunInfo(recipe.run);
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  const nsd::Trial& trial = chooseTrial(store, run, recipe.trial);
  auto data = dataOf(run, store, recipe);
  paint::EpochSeries series;
  series.predictions =
      workflow::predictEpochs({recipe.run, trial.nsdId, wanted}, neuralFor(recipe), progress);
  recipe.caption.reset();  // the features that the store keeps are those of the first
  hashStimulus(recipe, stimulusOf(recipe, store, trial).picture);
  addCeiling(*data, store, fillMeasured(*data, store, run, trial, recipe.option("repeat") == "alone"));
  series.data = std::move(data);
  return series;
}

paint::StimulusPictures RunSources::pictures(paint::Recipe& recipe, Progress& progress) {
  paint::StimulusPictures pictures;
  if (!recipe.image.empty()) {
    pictures.picture = blip::readPicture(recipe.image);
  } else {
    if (recipe.run.empty()) throw UsageError("preprocessing needs --image FILE, or a RUN and --trial N");
    const train::RunInfo run = train::readRunInfo(recipe.run);
    const store::VoxelStore store = store::VoxelStore::open(run.store);
    pictures.picture = stimulusOf(recipe, store, chooseTrial(store, run, recipe.trial)).picture;
    recipe.encoder = run.encoderPath;
    pictures.synthetic = run.syntheticSubject;
  }
  progress.throwIfCancelled();
  const std::unique_ptr<blip::Encoder> encoder = m_session.neural().openEncoder(recipe.encoder);
  hashStimulus(recipe, pictures.picture);
  pictures.seen = encoder->preview(pictures.picture);
  pictures.encoder = encoder->info().name;
  pictures.demoEncoder = encoder->info().demo;
  return pictures;
}

paint::ExplainedStimulus RunSources::explanation(paint::Recipe& recipe, Progress& progress) {
  workflow::ExplainParams params;
  params.method = workflow::explainMethodFrom(recipe.option("method", "integrated"));
  recipe.options["method"] = workflow::toString(params.method);
  const bool attention = params.method == workflow::ExplainMethod::Attention;
  if (!attention && recipe.option("voxel").empty() && recipe.option("roi").empty())
    throw UsageError("figure why needs --voxel I,J,K or --roi NAME");
  const std::unique_ptr<workflow::Predictor> predictor = neuralFor(recipe).openPredictor(recipe.run);
  const train::RunInfo run = predictor->info();
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  paint::ExplainedStimulus explained;
  Stimulus stimulus;
  if (!recipe.image.empty()) {
    stimulus.picture = blip::readPicture(recipe.image);
    explained.subjectLine = pictureLine(run, recipe.image);
  } else {
    const nsd::Trial& trial = chooseTrial(store, run, recipe.trial);
    stimulus = stimulusOf(recipe, store, trial);
    explained.subjectLine = trialLine(run, trial);
  }
  hashStimulus(recipe, stimulus.picture);
  params.caption = recipe.caption.value_or("");
  params.baseline = recipe.option("baseline", params.baseline);
  recipe.options["baseline"] = params.baseline;
  params.steps = wholeNumber(recipe, "steps", params.steps, 1, 1000);
  params.grid = wholeNumber(recipe, "grid", params.grid, 1, 64);
  ExplainTarget target = explainTarget(store, recipe.option("voxel"), recipe.option("roi"));
  params.voxels = std::move(target.voxels);
  explained.target = std::move(target.text);
  predictor->setPicture(stimulus.picture);
  workflow::Explanation explanation = explainPrediction(*predictor, params, progress);
  if (attention)
    explanation.picture = workflow::narrowedAttention(explanation, recipe.option("word"),
                                                      wholeNumber(recipe, "layer", 0, 0, 1000),
                                                      wholeNumber(recipe, "head", 0, 0, 1000));
  explained.explanation = workflow::pictured(explanation);
  explained.modelLine =
      scene::predictionSource(train::modelLine(run), run.features, params.caption, stimulus.captions);
  explained.honesty = {run.syntheticSubject, run.demoEncoder, run.shuffledControl};
  return explained;
}

LabelAtlas RunSources::atlas(const paint::Recipe& recipe, const std::string& name) {
  const store::VoxelStore store = store::VoxelStore::open(train::readRunInfo(recipe.run).store);
  const auto found = std::ranges::find(store.atlases(), name, &LabelAtlas::name);
  if (found == store.atlases().end())
    throw Error("the store " + store.folder().string() + " has no atlas '" + name + "'");
  return *found;
}

}  // namespace vxs::cli
