#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/train/LayerMapsJson.h"
#include "core/workflow/Neural.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>

namespace vxs::cli {
namespace {

std::string depthText(double depth) {
  return std::isfinite(depth) ? fmt::format("{:.2f}", depth) : "-";
}

void printLayers(std::ostream& stream, const train::LayerMaps& maps) {
  TextTable table({"layer", "preferred by voxels", "median test r"});
  const std::vector<std::string> names = train::layerNames(maps);
  for (std::size_t i = 0; i < maps.layers.size(); ++i)
    table.add({names[i], std::to_string(maps.layers[i].preferredBy), numberText(maps.layers[i].medianR)});
  table.print(stream);
  if (maps.regions.empty()) return;
  stream << '\n';
  std::vector<std::string> columns{"atlas", "region", "voxels", "judged", "mean depth", "quartiles"};
  if (maps.bothTowers()) columns.insert(columns.begin() + 4, "prefer text");
  TextTable regions(columns);
  for (const train::LayerRegion& region : maps.regions) {
    std::vector<std::string> row{
        region.atlas,
        region.region,
        std::to_string(region.voxels),
        std::to_string(region.judged),
        depthText(region.depth),
        std::isfinite(region.depth) ? depthText(region.low) + " to " + depthText(region.high) : "-"};
    if (maps.bothTowers()) row.insert(row.begin() + 4, std::to_string(region.text));
    regions.add(row);
  }
  regions.print(stream);
}

void printResult(std::ostream& stream, const train::LayerMaps& maps) {
  const std::string honesty = honestyLine(maps.syntheticSubject, maps.demoEncoder);
  if (!honesty.empty()) stream << honesty << '\n';
  printFields(
      stream,
      {{"Encoder", fmt::format("{}, {} layers", maps.encoder, maps.layerCount())},
       {"Features", maps.pooling},
       {"Mask", maps.maskName},
       {"Split", maps.split},
       {"Images", fmt::format("{} fit the ridges, {} choose the layer, {} test (medians below)",
                              maps.trainImages, maps.validationImages, maps.testImages)},
       {"Threshold", fmt::format("best validation r at least {:.3f}{}", maps.threshold,
                                 maps.chanceThreshold ? " (once in a thousand by chance)" : "")},
       {"Voxels", fmt::format("{} judged, {} below the threshold, {} without r", maps.judged, maps.below,
                              maps.notFinite)},
       {"Test r", numberText(maps.medianPreferredR) + " (median over judged voxels, each at its own layer)"},
       {"Written to", maps.folder.string()}});
  stream << '\n';
  printLayers(stream, maps);
}

nlohmann::ordered_json toJson(const train::LayerMaps& maps) {
  return {{"command", "layers"},
          {"store", maps.store.string()},
          {"folder", maps.folder.string()},
          {"encoder", maps.encoder},
          {"syntheticSubject", maps.syntheticSubject},
          {"demoEncoder", maps.demoEncoder},
          {"features", maps.pooling},
          {"mask", maps.maskName},
          {"split", maps.split},
          {"trainImages", maps.trainImages},
          {"validationImages", maps.validationImages},
          {"testImages", maps.testImages},
          {"threshold", maps.threshold},
          {"judged", maps.judged},
          {"below", maps.below},
          {"notFinite", maps.notFinite},
          {"medianTestROfPreferred", orNull(maps.medianPreferredR)},
          {"layers", train::layersJson(maps)},
          {"regions", train::regionsJson(maps)}};
}

class LayersCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app =
        parent.add_subcommand("layers", "Find which layer of the encoder predicts each voxel best");
    app->add_option("STORE", m_params.store, "Folder that 'prepare' wrote")->required()->type_name("DIR");
    app->add_option("--encoder", m_params.encoder, "Folder with BLIP's weights, or demo")
        ->type_name("DIR|demo")
        ->capture_default_str();
    app->add_option("--tower", m_params.tower,
                    "Layers of the vision transformer (image), of the text encoder (text), or of both")
        ->check(oneOf({"image", "text", "both"}))
        ->capture_default_str()
        ->type_name("TOWER");
    app->add_option("--out", m_params.out,
                    "Folder for the outcome; with a run's folder it is RUN/layers, under the run's own split "
                    "(STORE/layers when not given)")
        ->type_name("DIR|RUN");
    app->add_option("--split", m_params.split,
                    "Where --out is no run: shared (test on NSD's shared 1000) or random (80/10/10)")
        ->check(oneOf({"shared", "random"}))
        ->capture_default_str()
        ->type_name("SPLIT");
    app->add_option("--threshold", m_params.threshold,
                    "A voxel counts when its best validation r is at least R; 0: what chance exceeds once in "
                    "a thousand")
        ->check(between(0.0, 0.999))
        ->capture_default_str()
        ->type_name("R");
    addSeed(*app, options);
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "One ridge a layer, from the layer's class token and the mean of its patch tokens in each quarter "
        "of\n"
        "the picture, or of the other tokens of the image's first caption, which is all that a layer of "
        "text\n"
        "is given. Training images fit it, validation images choose the layer, test images say how good "
        "it\n"
        "is. Writes preferred-layer.nii.gz, layer-depth.nii.gz, r-layer-NN.nii.gz and layers.json. Encoded\n"
        "pictures stay in the store's cache, so an interrupted command goes on.\n\nExamples:\n"
        "  voxelscope-cli layers store --encoder /models/blip-base --out run-ridge\n"
        "  voxelscope-cli layers store --encoder demo --out layers-demo");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    m_params.seed = session.options.seed;
    const train::LayerMaps maps = session.neural().layers(m_params, session.progress());
    printResult(session.tables(), maps);
    return toJson(maps);
  }

 private:
  workflow::LayersParams m_params;
};

}  // namespace

std::unique_ptr<Command> makeLayersCommand() {
  return std::make_unique<LayersCommand>();
}

}  // namespace vxs::cli
