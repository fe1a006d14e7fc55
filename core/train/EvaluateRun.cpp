#include "core/train/EvaluateRun.h"

#include "core/base/Error.h"
#include "core/metrics/Pearson.h"
#include "core/train/Bootstrap.h"
#include "core/train/EvaluationFiles.h"
#include "core/train/RunFile.h"
#include "core/train/RunModel.h"
#include "core/train/TrainingData.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vxs::train {
namespace {

constexpr int kResamples = 200;
constexpr std::uint64_t kBootstrapSeed = 20250101;
constexpr std::size_t kMaxIntervalVoxels = 4000;  // of a region; more are thinned evenly

using Members = std::vector<std::uint32_t>;  // positions in the store's voxel list

struct Region {
  std::string atlas, name;
  Members members;
};

Members everyVoxel(const Mask& mask) {
  Members all(mask.size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

Members labelled(const LabelAtlas& atlas, const Mask& mask) {
  Members members;
  for (std::size_t v = 0; v < mask.size(); ++v)
    if (atlas.labels[mask.voxels[v]] > 0) members.push_back(static_cast<std::uint32_t>(v));
  return members;
}

std::vector<Region> regionsOf(const store::VoxelStore& store) {
  std::vector<Region> regions;
  for (const LabelAtlas& atlas : store.atlases()) {
    const Members all = labelled(atlas, store.mask());
    if (all.empty()) continue;
    regions.push_back({atlas.name, "all", all});
    std::vector<std::int32_t> labels;
    for (const std::uint32_t v : all) labels.push_back(atlas.labels[store.mask().voxels[v]]);
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    if (labels.size() < 2) continue;
    for (const std::int32_t label : labels)
      regions.push_back({atlas.name, atlas.regionName(label), atlas.membersOf(label, store.mask())});
  }
  return regions;
}

Members maskMembers(const store::VoxelStore& store, const std::string& name) {
  if (name.empty()) return everyVoxel(store.mask());
  for (const LabelAtlas& atlas : store.atlases())
    if (atlas.name == name) return labelled(atlas, store.mask());
  if (!std::filesystem::exists(name)) {
    std::string known;
    for (const LabelAtlas& atlas : store.atlases()) known += (known.empty() ? "" : ", ") + atlas.name;
    throw UsageError("unknown mask '" + name + "': give a NIfTI file or one of " + known);
  }
  const Volume volume = readNifti(name);
  if (volume.grid != store.mask().grid) throw Error(name + " has another grid than the store");
  Members members;
  for (std::size_t v = 0; v < store.mask().size(); ++v)
    if (volume.values[store.mask().voxels[v]] > 0) members.push_back(static_cast<std::uint32_t>(v));
  if (members.empty()) throw Error(name + " has no voxel > 0 in the run's mask");
  return members;
}

/// Test images' measured and predicted responses, [images, voxels] each.
struct Responses {
  std::vector<float> measured, predicted;
  std::size_t images = 0, voxels = 0;
};

Responses predictTestImages(const RunModel& model, const TrainingData& data, Progress& progress) {
  const std::vector<std::int32_t>& images = model.info().testImages;
  Responses all{{}, {}, images.size(), data.store().voxelCount()};
  all.measured.reserve(all.images * all.voxels);
  all.predicted.reserve(all.images * all.voxels);
  progress.begin("predicting test images", static_cast<std::int64_t>(images.size()), "images");
  for (std::size_t i = 0; i < images.size(); ++i) {
    progress.throwIfCancelled();
    const std::vector<float> measured = data.response(images[i]),
                             predicted = model.predict(data.features(images[i]));
    all.measured.insert(all.measured.end(), measured.begin(), measured.end());
    all.predicted.insert(all.predicted.end(), predicted.begin(), predicted.end());
    progress.update(static_cast<std::int64_t>(i + 1));
  }
  return all;
}

std::vector<float> columns(const std::vector<float>& rows, std::size_t images, std::size_t voxels,
                           const Members& picks) {
  std::vector<float> picked;
  picked.reserve(images * picks.size());
  for (std::size_t i = 0; i < images; ++i)
    for (const std::uint32_t v : picks) picked.push_back(rows[i * voxels + v]);
  return picked;
}

Interval intervalOf(const Responses& all, const Members& members, const std::vector<float>& ncsnr,
                    const metrics::RepeatCounts& repeats, metrics::AccuracyPreset preset) {
  Members picks;
  const std::size_t step = (members.size() + kMaxIntervalVoxels - 1) / kMaxIntervalVoxels;
  for (std::size_t i = 0; i < members.size(); i += step) picks.push_back(members[i]);
  std::vector<float> ceilings;
  for (const std::uint32_t v : picks) ceilings.push_back(ncsnr[v]);
  const std::vector<float> r = bootstrapCorrelations(
      columns(all.measured, all.images, all.voxels, picks),
      columns(all.predicted, all.images, all.voxels, picks), static_cast<std::int64_t>(all.images),
      static_cast<std::int64_t>(picks.size()), kResamples, kBootstrapSeed);
  std::vector<double> headlines;
  for (int b = 0; b < kResamples; ++b) {
    const std::span<const float> row(r.data() + static_cast<std::size_t>(b) * picks.size(), picks.size());
    const metrics::AccuracySummary summary = metrics::summarise(row, ceilings, repeats, preset);
    if (summary.headline) headlines.push_back(*summary.headline);
  }
  return percentileInterval(std::move(headlines));
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

  const Responses all = predictTestImages(model, data, progress);
  metrics::PearsonAccumulator pearson(all.voxels);
  for (std::size_t i = 0; i < all.images; ++i)
    pearson.add({all.measured.data() + i * all.voxels, all.voxels},
                {all.predicted.data() + i * all.voxels, all.voxels});

  EvaluateResult result;
  result.folder = params.out.empty() ? run.info.run / "evaluation" : params.out;
  result.repeats = data.repeatCounts(run.info.testImages);
  result.testImages = static_cast<std::int64_t>(all.images);
  result.maskName = params.mask.empty() ? run.info.maskName : params.mask;
  const std::vector<float>& ncsnr = data.store().ncsnr();
  EvaluationMaps maps{pearson.correlation(), ncsnr, {}};
  for (float& value : maps.ceiling) value = static_cast<float>(metrics::noiseCeiling(value, result.repeats));
  maps.accuracy = metrics::noiseNormalised(maps.r, ncsnr, result.repeats, preset);
  result.accuracy = metrics::summarise(maps.r, ncsnr, result.repeats, preset, inMask);
  const std::vector<Region> regions = regionsOf(data.store());
  progress.begin("intervals by region", static_cast<std::int64_t>(regions.size()), "regions");
  for (const Region& region : regions) {
    progress.throwIfCancelled();
    const Interval interval = intervalOf(all, region.members, ncsnr, result.repeats, preset);
    result.rois.push_back({region.atlas, region.name, static_cast<std::int64_t>(region.members.size()),
                           metrics::summarise(maps.r, ncsnr, result.repeats, preset, region.members),
                           interval.low, interval.high});
    progress.update(static_cast<std::int64_t>(result.rois.size()));
  }
  writeEvaluation(result, run.info, data.store().mask(), maps);
  return result;
}

}  // namespace vxs::train
