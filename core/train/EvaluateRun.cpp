#include "core/train/EvaluateRun.h"

#include "core/base/Error.h"
#include "core/metrics/Pearson.h"
#include "core/train/Bootstrap.h"
#include "core/train/EvaluationFiles.h"
#include "core/train/Regions.h"
#include "core/train/RunFile.h"
#include "core/train/RunModel.h"
#include "core/train/TestResponses.h"
#include "core/train/TrainingData.h"
#include "core/volume/GridText.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace vxs::train {
namespace {

constexpr int kResamples = 200;
constexpr std::uint64_t kBootstrapSeed = 20250101;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMaxIntervalVoxels = 4000;  // of a region; more are thinned evenly

Members maskMembers(const store::VoxelStore& store, const std::string& name) {
  if (name.empty()) return everyVoxel(store.mask());
  for (const LabelAtlas& atlas : store.atlases())
    if (atlas.name == name) return labelledVoxels(atlas, store.mask());
  if (!std::filesystem::exists(name)) {
    std::string known;
    for (const LabelAtlas& atlas : store.atlases()) known += (known.empty() ? "" : ", ") + atlas.name;
    throw UsageError("unknown mask '" + name + "': give a NIfTI file or one of " + known);
  }
  const Volume volume = readNifti(name);
  const Grid &grid = volume.grid, &own = store.mask().grid;
  if (grid != own)
    throw Error(name + ": it has " + sizeText(grid) + " voxels and the store " + sizeText(own) +
                "; only a mask on the store's own grid can be used");
  Members members;
  for (std::size_t v = 0; v < store.mask().size(); ++v)
    if (volume.values[store.mask().voxels[v]] > 0) members.push_back(static_cast<std::uint32_t>(v));
  if (members.empty()) throw Error(name + " has no voxel > 0 in the run's mask");
  return members;
}

/// Maps that need every test image once, and the responses on disk, from which intervals are computed: whole
/// brains over a thousand images do not fit into memory.
struct Predicted {
  metrics::PearsonAccumulator pearson;
  TestResponses responses;
};

Predicted predictTestImages(const RunModel& model, const TrainingData& data, const RunFile& run,
                            const std::filesystem::path& file, Progress& progress) {
  const std::vector<std::int32_t>& ids = model.info().testImages;
  std::vector<TestImage> images;
  for (const std::int32_t id : ids) images.push_back({id, data.repeats(id)});
  const std::size_t voxels = data.store().voxelCount();
  TestResponsesWriter writer(file, images, {voxels, fingerprintOf(data.store().mask()), runFingerprint(run)});
  metrics::PearsonAccumulator pearson(voxels);
  progress.begin("predicting test images", static_cast<std::int64_t>(ids.size()), "images");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    progress.throwIfCancelled();
    const std::vector<float> measured = data.response(ids[i]),
                             predicted = model.predict(data.features(ids[i]));
    pearson.add(measured, predicted);
    writer.add(measured, predicted);
    progress.update(static_cast<std::int64_t>(i + 1));
  }
  writer.finish();
  return {std::move(pearson), TestResponses::open(file)};
}

struct RegionIntervals {
  Interval headline, medianR;
};

RegionIntervals intervalsOf(const TestResponses& all, const Members& members, const EvaluationMaps& maps,
                            metrics::AccuracyPreset preset) {
  const auto headline = metrics::summarise(maps.r, maps.ceiling, preset, members).headline;
  if (!headline) return {{kNan, kNan}, {kNan, kNan}};
  Members picks;
  const std::size_t step = (members.size() + kMaxIntervalVoxels - 1) / kMaxIntervalVoxels;
  for (std::size_t i = 0; i < members.size(); i += step) picks.push_back(members[i]);
  std::vector<float> ceilings;
  for (const std::uint32_t v : picks) ceilings.push_back(maps.ceiling[v]);
  const std::vector<float> r = bootstrapCorrelations(
      all.measuredAt(picks), all.predictedAt(picks), static_cast<std::int64_t>(all.images().size()),
      static_cast<std::int64_t>(picks.size()), kResamples, kBootstrapSeed);
  std::vector<std::uint32_t> everyPick(picks.size());
  std::iota(everyPick.begin(), everyPick.end(), 0U);
  std::vector<double> headlines, medians;
  for (int b = 0; b < kResamples; ++b) {
    const std::span<const float> row(r.data() + static_cast<std::size_t>(b) * picks.size(), picks.size());
    const metrics::AccuracySummary summary = metrics::summarise(row, ceilings, preset, everyPick);
    if (!summary.headline) continue;
    headlines.push_back(metrics::signedHeadline(row, ceilings, preset, everyPick));
    medians.push_back(summary.medianR);
  }
  return {metrics::holding(percentileInterval(std::move(headlines)), *headline, 0),
          percentileInterval(std::move(medians))};
}

void judgeRegions(EvaluateResult& result, const store::VoxelStore& store, const TestResponses& responses,
                  const EvaluationMaps& maps, metrics::AccuracyPreset preset, Progress& progress) {
  const std::vector<Region> regions = regionsOf(store.atlases(), store.mask());
  progress.begin("intervals by region", static_cast<std::int64_t>(regions.size()), "regions");
  for (const Region& region : regions) {
    progress.throwIfCancelled();
    const RegionIntervals intervals = intervalsOf(responses, region.members, maps, preset);
    result.rois.push_back({region.atlas, region.name, static_cast<std::int64_t>(region.members.size()),
                           metrics::summarise(maps.r, maps.ceiling, preset, region.members),
                           intervals.headline.low, intervals.headline.high, intervals.medianR.low,
                           intervals.medianR.high});
    progress.update(static_cast<std::int64_t>(result.rois.size()));
  }
}

void makeFolder(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) throw Error("cannot make the folder " + folder.string() + ": " + code.message());
}

}  // namespace

EvaluateResult evaluateRun(const EvaluateParams& params, Progress& progress) {
  const metrics::AccuracyPreset preset = metrics::accuracyPresetFrom(params.metric);
  const RunFile run = readRunFile(params.run);
  const RunModel model = RunModel::open(params.run);
  const TrainingData data(run.info.store, run.info.features, run.encoderFingerprint);
  if (data.store().info().fingerprint != run.storeFingerprint)
    throw Error("the store " + run.info.store.string() + " has changed since " + params.run.string() +
                " was trained");
  const Members inMask = maskMembers(data.store(), params.mask);

  EvaluateResult result;
  result.folder = params.out.empty() ? run.info.run / "evaluation" : params.out;
  makeFolder(result.folder);
  const Predicted predicted =
      predictTestImages(model, data, run, result.folder / kTestResponsesFile, progress);
  result.repeats = data.repeatCounts(run.info.testImages);
  result.testImages = static_cast<std::int64_t>(run.info.testImages.size());
  result.maskName = params.mask.empty() ? run.info.maskName : params.mask;
  EvaluationMaps maps{predicted.pearson.correlation(),
                      predicted.pearson.determination(),
                      data.store().ncsnr(),
                      {},
                      model.alpha()};
  for (float& value : maps.ceiling) value = static_cast<float>(metrics::noiseCeiling(value, result.repeats));
  maps.accuracy = metrics::noiseNormalised(maps.r, maps.ceiling, preset);
  result.accuracy = metrics::summarise(maps.r, maps.ceiling, preset, inMask);
  judgeRegions(result, data.store(), predicted.responses, maps, preset, progress);
  writeEvaluation(result, run.info, data.store().mask(), maps,
                  {runFingerprint(run), predicted.responses.checksum()});
  return result;
}

}  // namespace vxs::train
