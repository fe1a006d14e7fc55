#include "app/cli/figure/MapSource.h"

#include "core/base/Error.h"
#include "core/metrics/Accuracy.h"
#include "core/train/Evaluation.h"
#include "core/train/LayerMaps.h"
#include "core/train/RunFile.h"
#include "core/train/VolumeNote.h"
#include "core/volume/GridText.h"
#include "core/volume/Nifti.h"
#include "core/workflow/KeptMap.h"
#include "core/workflow/whatif/CaptionChange.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

namespace vxs::cli {
namespace {

namespace fs = std::filesystem;

/// A map as it was found, before the label of the recipe.
struct FoundMap {
  Volume volume;
  scene::MapLabel label;
};

/// `what` it is, for the message: "the map FILE".
void requireGrid(const Volume& volume, const Grid& grid, const std::string& what) {
  if (volume.grid != grid)
    throw Error(fmt::format("{} is on another grid than the run: it has {} voxels and the run {}", what,
                            sizeText(volume.grid), sizeText(grid)));
}

Volume readOnGrid(const fs::path& file, const Grid& grid) {
  Volume volume = readNifti(file);
  requireGrid(volume, grid, "the map " + file.string());
  return volume;
}

fs::path evaluated(const fs::path& run, const std::string& name) {
  fs::path file = run / "evaluation" / (name + ".nii.gz");
  if (!fs::exists(file))
    throw Error("there is no map " + file.string() + ": 'voxelscope-cli evaluate' writes them");
  return file;
}

FoundMap layerMap(const std::string& key, const fs::path& run, const store::VoxelStore& store) {
  const auto maps = train::readLayerMapsOf(run, store.folder(), store.info().fingerprint);
  if (!maps) throw Error("there are no layers of " + run.string() + ": 'voxelscope-cli layers' finds them");
  FoundMap found{maps->mask.scatter(key == "depth" ? maps->depth : maps->preferred), {}};
  found.label.name = key == "depth" ? "Layer depth" : "Layer preference";
  found.label.unit = key == "depth" ? "mean layer" : "layer";
  found.label.levels = {train::layerNames(*maps), key == "depth"};
  found.label.demoEncoder = maps->demoEncoder;
  found.label.synthetic = maps->syntheticSubject;
  return found;
}

FoundMap differenceMap(const paint::Recipe& recipe, const Grid& grid) {
  const std::string second = recipe.option("second");
  if (second.empty()) throw UsageError("the map 'difference' needs --second, the run to compare with");
  FoundMap found{readOnGrid(evaluated(second, "r"), grid), {}};
  const Volume first = readOnGrid(evaluated(recipe.run, "r"), grid);
  for (std::size_t i = 0; i < first.values.size(); ++i) found.volume.values[i] -= first.values[i];
  const train::RunInfo of = train::readRunInfo(second), less = train::readRunInfo(recipe.run);
  found.label.name = fmt::format("Δr {} − {}", of.run.filename().string(), less.run.filename().string());
  found.label.unit = paint::mapLook(paint::kDifferenceMap)->unit;
  found.label.provenance = fmt::format("Δr = r of {} − r of {}; over their test images", train::modelLine(of),
                                       train::modelLine(less));
  return found;
}

FoundMap fileMap(const fs::path& file, const Grid& grid) {
  if (!fs::exists(file)) throw Error("there is no map " + file.string());
  FoundMap found{readOnGrid(file, grid), {}};
  const train::VolumeMarks marks = train::marksOf(inspectNifti(file).description);
  found.label.name = file.filename().string();
  found.label.file = file.string();
  found.label.provenance =
      "file " + file.string() + (marks.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "");
  found.label.synthetic = marks.synthetic;
  found.label.demoEncoder = marks.demoEncoder;
  return found;
}

/// The file that `evaluate` wrote, or r²/NC anew under another preset than its own. Where there are two runs
/// it is named after the first, which a noise ceiling has nothing to do with.
FoundMap statisticMap(const paint::Recipe& recipe, const Grid& grid, const std::string& firstRun) {
  const std::string key = recipe.option("map"), preset = recipe.option("preset");
  FoundMap found{readOnGrid(evaluated(recipe.run, key), grid), {}};
  found.label.name = key;
  // earlier versions stated a look but no unit, and drew fractions
  if (const paint::MapLook* look = recipe.state.empty() ? paint::mapLook(key) : nullptr) {
    found.label.name = look->name;
    if (key != "nc" && !firstRun.empty()) found.label.name += " of " + firstRun;
    found.label.unit = look->unit;
    if (key == "accuracy")
      found.label.name += fmt::format(
          ", {}",
          preset.empty() ? metrics::toString(train::readEvaluation(recipe.run).accuracy.preset) : preset);
  }
  if (key == "accuracy" && !preset.empty())
    found.volume.values = metrics::noiseNormalised(readOnGrid(evaluated(recipe.run, "r"), grid).values,
                                                   readOnGrid(evaluated(recipe.run, "nc"), grid).values,
                                                   metrics::accuracyPresetFrom(preset));
  return found;
}

FoundMap captionChange(const paint::Recipe& recipe, const Mask& mask, workflow::Predictor& predictor) {
  const auto predicted = [&](const std::string& caption) {
    return mask.gather(predictor.predict(caption).volume);
  };
  const std::string edited = recipe.option("edited", recipe.caption.value_or(""));
  const std::vector<float> from = predicted(recipe.option("original"));
  FoundMap found{mask.scatter(workflow::changeOf(edited, from, predicted(edited), {}).values), {}};
  found.label.demoEncoder = predictor.info().demoEncoder;
  found.label.provenance = fmt::format("{}; \"{}\" - \"{}\"", train::modelLine(predictor.info()), edited,
                                       recipe.option("original"));
  return found;
}

/// As the window shows an epoch: what the run kept of it, or else what its weights of then predict.
FoundMap epochMap(const paint::Recipe& recipe, const Grid& grid, const MapMaking& making) {
  const fs::path run = recipe.option("epochRun", recipe.run.string());
  const int epoch = static_cast<int>(paint::numberFrom(recipe.option("epoch"), "an epoch"));
  const auto image =
      static_cast<std::int32_t>(paint::numberFrom(recipe.option("epochImage", "0"), "an image"));
  const auto kept = workflow::readKeptMap(run, epoch, image);
  FoundMap found{
      kept ? kept->volume : making.neural.predictEpochs(run, image, {epoch}, making.progress).front(), {}};
  requireGrid(found.volume, grid, "epoch " + std::to_string(epoch) + " of the run " + run.string());
  const train::RunInfo info = train::readRunInfo(run);
  found.label.demoEncoder = info.demoEncoder;
  found.label.provenance = fmt::format("{}; epoch {}", train::modelLine(info), epoch);
  return found;
}

FoundMap mapOf(const scene::ComparisonData& data, const paint::Recipe& recipe, const store::VoxelStore& store,
               const MapMaking& making) {
  const std::string name = recipe.option("map");
  const Grid& grid = store.mask().grid;
  if (name == paint::kCaptionChangeMap) return captionChange(recipe, store.mask(), making.predictor);
  if (name == paint::kEpochMap) return epochMap(recipe, grid, making);
  if (paint::isMapFile(name)) return fileMap(name, grid);
  FoundMap found = paint::isLayerMap(name)         ? layerMap(name, recipe.run, store)
                   : name == paint::kDifferenceMap ? differenceMap(recipe, grid)
                                                   : statisticMap(recipe, grid, data.firstRun);
  found.label.key = name;
  // a ceiling has nothing to do with an encoder
  if (!paint::isLayerMap(name))
    found.label.demoEncoder =
        (data.demoEncoder && name != "nc") || (data.secondDemoEncoder && name == paint::kDifferenceMap);
  return found;
}

}  // namespace

void addMap(scene::ComparisonData& data, paint::Recipe& recipe, const store::VoxelStore& store,
            const MapMaking& making) {
  if (recipe.option("map").empty()) {
    data.why[scene::indexOf(scene::Layer::Map)] = "No map was chosen";
    return;
  }
  FoundMap found = mapOf(data, recipe, store, making);
  scene::MapLabel& label = found.label;
  if (label.region = recipe.option("region"); !label.region.empty()) {
    const Mask& mask = store.mask();
    found.volume = mask.scatter(train::restricted(mask.gather(found.volume),
                                                  train::regionMembers(store.atlases(), mask, label.region)));
    label.name += " in " + train::regionTitle(label.region);
  }
  label.name = recipe.option("mapName", label.name.empty() ? recipe.option("map") : label.name);
  label.unit = recipe.option("mapUnit", label.unit);
  if (label.provenance.empty())
    label.provenance = train::modelLine(making.predictor.info()) + "; over its test images";
  label.provenance = recipe.option("mapProvenance", label.provenance);
  recipe.options["mapName"] = label.name;
  recipe.options["mapUnit"] = label.unit;
  recipe.options["mapProvenance"] = label.provenance;
  // the files hold fractions
  if (label.unit.starts_with("%"))
    for (float& value : found.volume.values) value *= 100;
  data.map = std::move(label);
  data.volumes[scene::indexOf(scene::Layer::Map)] = std::move(found.volume);
}

}  // namespace vxs::cli
