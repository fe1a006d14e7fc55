#include "core/base/Error.h"
#include "core/train/LayerMaps.h"
#include "core/train/RunFile.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vxs::paint {
namespace {

constexpr int kBinsPerLayer = 4;  ///< of the graded map

std::string encoderLine(const train::LayerMaps& maps) {
  return fmt::format("subj{:02}, {}, {} layers, a ridge a layer from its {}; mask {}", maps.subject,
                     maps.encoder, maps.layerCount(), maps.pooling, maps.maskName);
}

std::string splitLine(const train::LayerMaps& maps) {
  return fmt::format("split {}: {} images fit the ridges, {} validation images choose the layer", maps.split,
                     maps.trainImages, maps.validationImages);
}

std::string countLine(const train::LayerMaps& maps, const std::vector<float>& values,
                      const train::Members& members) {
  const auto judged =
      std::ranges::count_if(members, [&](std::uint32_t voxel) { return std::isfinite(values[voxel]); });
  return fmt::format("{} voxels, {} left out: no layer reaches validation r {:.2f}", judged,
                     std::ssize(members) - judged, maps.threshold);
}

std::vector<RegionBar> depthBars(const train::LayerMaps& maps, const std::string& atlas) {
  std::vector<RegionBar> bars;
  bool known = atlas.empty();
  for (const train::LayerRegion& region : maps.regions) {
    if (!atlas.empty() && region.atlas != atlas) continue;
    known = true;
    if (!std::isfinite(region.depth)) continue;
    bars.push_back({region.region == "all" ? region.atlas : region.region, region.depth, region.low,
                    region.high, 0, region.judged});
  }
  if (!known) throw UsageError("the layers were found without an atlas '" + atlas + "'");
  return bars;
}

/// One bin a layer, or several of the graded map.
metrics::Histogram histogramOf(const train::LayerMaps& maps, const std::vector<float>& values,
                               const train::Members& members, bool graded) {
  const int layers = maps.layerCount();
  return metrics::histogramOf(values, members, 0.5, layers + 0.5, graded ? layers * kBinsPerLayer : layers);
}

void describe(MapFigureData& data, const train::LayerMaps& maps, bool graded, const std::string& region,
              const std::string& counted) {
  const std::string what = graded ? "Layer depth" : "Layer preference";
  data.title = what + region + ": which layer of the encoder predicts a voxel best";
  data.name = data.barLabel = graded ? "mean layer" : "layer";
  data.barsName = maps.bothTowers() ? "mean image layer" : "mean layer";
  data.footer = {encoderLine(maps), splitLine(maps), counted};
  data.honesty = {maps.syntheticSubject, maps.demoEncoder, false};
  data.legend.title = what + region + " of an encoder";
  data.legend.add(graded ? "Mean layer weighted by the variance that each layer explains"
                         : "The layer whose ridge predicts the voxel best");
  if (maps.bothTowers())
    data.legend.add("Layers of the vision transformer (image) and, counted on, of the text encoder (text)");
  data.legend.add(encoderLine(maps));
  data.legend.add(splitLine(maps));
  data.legend.add(counted);
  data.legend.add(colourSentence(data));
  data.legend.add(fmt::format("Bars: mean depth over a region's voxels{}, with the quartiles of the voxels",
                              maps.bothTowers() ? " that prefer a layer of the image" : ""));
}

}  // namespace

std::unique_ptr<Figure> makeLayerFigure(Recipe& recipe, FigureSources&, Progress& progress) {
  const bool graded = recipe.option("map") == "depth";
  const train::RunInfo run = train::readRunInfo(recipe.run);
  const store::VoxelStore store = store::VoxelStore::open(run.store);
  const auto maps = train::readLayerMapsOf(recipe.run, run.store, store.info().fingerprint);
  if (!maps)
    throw Error("there are no layers of " + recipe.run.string() + ": 'voxelscope-cli layers' finds them");
  progress.throwIfCancelled();
  const std::vector<float>& values = graded ? maps->depth : maps->preferred;
  const train::Members members = mapMembers(recipe, store, maps->mask);
  MapFigureData data;
  data.scale = mapScaleFrom(recipe, maps->layerCount());
  data.levels = {train::layerNames(*maps), graded};
  layOut(data, recipe, store, maps->mask, values, members);
  data.histogram = histogramOf(*maps, values, members, graded);
  data.bars = depthBars(*maps, recipe.option("atlas"));
  describe(data, *maps, graded, inRegion(recipe), countLine(*maps, values, members));
  const std::filesystem::path folder = train::layerMapsFolder(recipe.run, run.store);
  for (const char* file : {"layers.json", graded ? "layer-depth.nii.gz" : "preferred-layer.nii.gz"})
    recipe.hashes[std::string("layers/") + file] = sha256OfFile(folder / file);
  return makeMapFigure(std::move(data));
}

}  // namespace vxs::paint
