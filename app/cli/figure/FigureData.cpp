#include "app/cli/figure/FigureData.h"

#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "core/workflow/Neural.h"
#include "models/blip/Picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace vxs::cli {
namespace {

constexpr auto kMeasured = static_cast<std::size_t>(scene::Layer::Measured);
constexpr auto kPredicted = static_cast<std::size_t>(scene::Layer::Predicted);

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

void fillMeasured(scene::ComparisonData& data, const store::VoxelStore& store, const train::RunInfo& run,
                  const nsd::Trial& trial) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < store.trials().size(); ++row)
    if (store.trials()[row].nsdId == trial.nsdId) rows.push_back(row);
  data.volumes[kMeasured] = store.mask().scatter(store.meanOf(rows));
  data.subjectLine = fmt::format("subj{:02}, trial {}, image {} ({}), measured: mean of {} {}", run.subject,
                                 trial.number, trial.nsdId, splitText(run, trial.nsdId), rows.size(),
                                 rows.size() == 1 ? "trial" : "trials");
}

Vec3 parsePoint(const std::string& text) {
  Vec3 point{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%lf,%lf,%lf%n", &point[0], &point[1], &point[2], &used) != 3 ||
      static_cast<std::size_t>(used) != text.size())
    throw UsageError("'" + text + "' is not a position x,y,z in mm");
  return point;
}

/// The voxel of the strongest response: where something is to be seen.
Vec3 strongestPoint(const Volume& volume) {
  std::size_t best = 0;
  float strongest = -1;
  for (std::size_t i = 0; i < volume.values.size(); ++i)
    if (std::abs(volume.values[i]) > strongest) {  // NaN compares false
      strongest = std::abs(volume.values[i]);
      best = i;
    }
  const std::array<int, 3> voxel = volume.grid.position(best);
  return volume.affine.toRasMm({double(voxel[0]), double(voxel[1]), double(voxel[2])});
}

}  // namespace

scene::ComparisonData comparisonData(Session& session, Recipe& recipe) {
  const std::unique_ptr<workflow::Predictor> predictor = session.neural().openPredictor(recipe.run);
  const train::RunInfo run = predictor->info();
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  scene::ComparisonData data;
  data.synthetic = run.syntheticSubject;
  data.demoEncoder = run.demoEncoder;
  data.modelLine = fmt::format("run {}, {}, {}{}", run.run.filename().string(), run.head, run.encoder,
                               run.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "");
  if (store.underlay()) data.underlay = *store.underlay();

  RgbImage picture;
  if (!recipe.image.empty()) {
    picture = blip::readPicture(recipe.image);
    data.subjectLine = fmt::format("subj{:02}, picture {}", run.subject, recipe.image.filename().string());
    data.why[kMeasured] = "No measured response: a picture of your own";
    data.why[static_cast<std::size_t>(scene::Layer::Difference)] =
        "No difference without a measured response";
  } else {
    const nsd::Trial& trial = chooseTrial(store, run, recipe.trial);
    recipe.trial = trial.number;
    const nsd::Dataset dataset(store.info().datasetRoot);
    picture = dataset.stimulus(trial.nsdId);
    const std::vector<std::string>& captions = dataset.captions(trial.nsdId);
    if (!recipe.caption) recipe.caption = captions.empty() ? std::string() : captions.front();
    fillMeasured(data, store, run, trial);
  }
  session.progress().throwIfCancelled();
  predictor->setPicture(picture);
  data.volumes[kPredicted] = predictor->predict(recipe.caption.value_or("")).volume;
  scene::computeDifference(data);
  return data;
}

scene::ComparisonState comparisonState(const Recipe& recipe, const scene::ComparisonData& data) {
  if (!recipe.state.empty()) return scene::comparisonStateFromJson(recipe.state);
  const Volume& predicted = data.volumes[kPredicted];
  std::vector<const std::vector<float>*> values{&predicted.values};
  if (!data.volumes[kMeasured].empty()) values.push_back(&data.volumes[kMeasured].values);
  scene::ComparisonState state;
  state.scale.range = recipe.range ? *recipe.range : scene::symmetricRange(values);
  // weak responses would hide the brain, and in 3-D the strong ones behind them; the colour bar marks the
  // threshold
  state.scale.thresholdZ = recipe.thresholdZ.value_or(0.3 * state.scale.range);
  state.crosshairRasMm =
      recipe.crosshairRasMm ? parsePoint(*recipe.crosshairRasMm) : strongestPoint(predicted);
  state.camera = scene::Camera::standard(data.underlay.empty() ? predicted : data.underlay, recipe.view);
  state.convention = recipe.radiological ? scene::Convention::Radiological : scene::Convention::Neurological;
  return state;
}

}  // namespace vxs::cli
