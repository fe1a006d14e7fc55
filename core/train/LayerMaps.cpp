#include "core/train/LayerMaps.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/metrics/LayerPreference.h"
#include "core/metrics/Resample.h"
#include "core/train/LayerMapsJson.h"
#include "core/volume/Nifti.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <numeric>

namespace vxs::train {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kMostLayers = 1000;

json orNull(double value) {
  return std::isfinite(value) ? json(value) : json(nullptr);
}
double orNan(const json& j) {
  return j.is_null() ? kNan : j.get<double>();
}

LayerRegion judged(const Region& region, const LayerMaps& maps) {
  std::vector<double> finite;
  std::int64_t text = 0;
  for (const std::uint32_t v : region.members) {
    if (!std::isfinite(maps.preferred[v])) continue;
    const bool ofText = maps.layers[static_cast<std::size_t>(maps.preferred[v]) - 1].tower == "text";
    text += ofText;
    if (!ofText || !maps.bothTowers()) finite.push_back(maps.depth[v]);
  }
  const double mean = finite.empty() ? kNan
                                     : std::accumulate(finite.begin(), finite.end(), 0.0) /
                                           static_cast<double>(finite.size());
  return {region.atlas,
          region.name,
          static_cast<std::int64_t>(region.members.size()),
          static_cast<std::int64_t>(finite.size()) + (maps.bothTowers() ? text : 0),
          text,
          mean,
          metrics::quantile(finite, 0.25),
          metrics::quantile(finite, 0.75)};
}

/// Depth of the voxels whose preferred layer is among [first, end), from those layers alone.
void gradeTower(LayerMaps& maps, const std::vector<std::vector<float>>& validationR, std::size_t first,
                std::size_t end) {
  const metrics::LayerPreference own =
      metrics::preferredLayers(std::span(validationR).subspan(first, end - first), maps.threshold);
  for (std::size_t v = 0; v < maps.preferred.size(); ++v) {
    const float layer = maps.preferred[v];
    if (layer > static_cast<float>(first) && layer <= static_cast<float>(end))  // false for NaN
      maps.depth[v] = own.depth[v] + static_cast<float>(first);
  }
}

std::string layerFile(int layer) {
  return std::string("r-layer-") + (layer < 10 ? "0" : "") + std::to_string(layer) + ".nii.gz";
}

json toJson(const LayerMaps& m) {
  const json layers = layersJson(m), regions = regionsJson(m);
  return {{"magic", "voxelscope-layers"},
          {"version", 1},
          {"store", m.store.string()},
          {"storeFingerprint", m.storeFingerprint},
          {"subject", m.subject},
          {"syntheticSubject", m.syntheticSubject},
          {"mask", m.maskName},
          {"voxels", m.mask.size()},
          {"encoder", m.encoder},
          {"encoderPath", m.encoderPath},
          {"encoderFingerprint", m.encoderFingerprint},
          {"demoEncoder", m.demoEncoder},
          {"features", m.pooling},
          {"split", m.split},
          {"trainImages", m.trainImages},
          {"validationImages", m.validationImages},
          {"testImages", m.testImages},
          {"chosenOn", "validation images"},
          {"reportedOn", "test images"},
          {"threshold", m.threshold},
          {"thresholdRule", m.chanceThreshold
                                ? "validation r that a single chance prediction exceeds once in a thousand"
                                : "validation r, given"},
          {"chanceThreshold", m.chanceThreshold},
          {"judged", m.judged},
          {"below", m.below},
          {"notFinite", m.notFinite},
          {"medianTestROfPreferred", orNull(m.medianPreferredR)},
          {"layers", layers},
          {"regions", regions}};
}

void readDescription(LayerMaps& m, const json& j) {
  m.store = j.at("store").get<std::string>();
  j.at("storeFingerprint").get_to(m.storeFingerprint);
  j.at("subject").get_to(m.subject);
  j.at("syntheticSubject").get_to(m.syntheticSubject);
  j.at("mask").get_to(m.maskName);
  j.at("encoder").get_to(m.encoder);
  j.at("encoderPath").get_to(m.encoderPath);
  j.at("encoderFingerprint").get_to(m.encoderFingerprint);
  j.at("demoEncoder").get_to(m.demoEncoder);
  j.at("features").get_to(m.pooling);
  j.at("split").get_to(m.split);
  j.at("trainImages").get_to(m.trainImages);
  j.at("validationImages").get_to(m.validationImages);
  j.at("testImages").get_to(m.testImages);
  j.at("threshold").get_to(m.threshold);
  j.at("chanceThreshold").get_to(m.chanceThreshold);
  j.at("judged").get_to(m.judged);
  j.at("below").get_to(m.below);
  j.at("notFinite").get_to(m.notFinite);
  m.medianPreferredR = orNan(j.at("medianTestROfPreferred"));
  for (const json& layer : j.at("layers"))
    m.layers.push_back({layer.value("tower", std::string("image")),
                        layer.value("number", static_cast<int>(m.layers.size()) + 1), layer.at("preferredBy"),
                        orNan(layer.at("medianTestR"))});
  for (const json& region : j.at("regions"))
    m.regions.push_back({region.at("atlas"), region.at("region"), region.at("voxels"), region.at("judged"),
                         region.value("text", std::int64_t{0}), orNan(region.at("meanDepth")),
                         orNan(region.at("lowerQuartile")), orNan(region.at("upperQuartile"))});
  if (m.layers.empty() || m.layers.size() > kMostLayers)
    throw Error("it names " + std::to_string(m.layers.size()) + " layers");
}

std::vector<float> readMap(const fs::path& file, const Mask& mask) {
  const Volume volume = readNifti(file);
  if (volume.grid != mask.grid) throw Error(file.string() + " has another grid than the mask beside it");
  return mask.gather(volume);
}

}  // namespace

nlohmann::ordered_json layersJson(const LayerMaps& maps) {
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const LayerSummary& layer : maps.layers)
    layers.push_back({{"layer", layers.size() + 1},
                      {"tower", layer.tower},
                      {"number", layer.number},
                      {"preferredBy", layer.preferredBy},
                      {"medianTestR", orNull(layer.medianR)}});
  return layers;
}

nlohmann::ordered_json regionsJson(const LayerMaps& maps) {
  nlohmann::ordered_json regions = nlohmann::ordered_json::array();
  for (const LayerRegion& region : maps.regions)
    regions.push_back({{"atlas", region.atlas},
                       {"region", region.region},
                       {"voxels", region.voxels},
                       {"judged", region.judged},
                       {"text", region.text},
                       {"meanDepth", orNull(region.depth)},
                       {"lowerQuartile", orNull(region.low)},
                       {"upperQuartile", orNull(region.high)}});
  return regions;
}

void judgeLayers(LayerMaps& maps, const std::vector<std::vector<float>>& validationR,
                 const std::vector<LabelAtlas>& atlases) {
  if (validationR.size() != maps.r.size()) throw Error("validation and test are over different layers");
  metrics::LayerPreference found = metrics::preferredLayers(validationR, maps.threshold);
  maps.preferred = std::move(found.preferred);
  maps.depth = std::move(found.depth);
  maps.judged = found.judged;
  maps.below = found.below;
  maps.notFinite = found.notFinite;
  if (maps.layers.empty())
    for (std::size_t layer = 0; layer < maps.r.size(); ++layer)
      maps.layers.push_back({"image", static_cast<int>(layer) + 1, 0, 0});
  if (maps.layers.size() != maps.r.size()) throw Error("the layers and their names are not as many");
  for (std::size_t first = 0, end = 0; maps.bothTowers() && first < maps.layers.size(); first = end) {
    while (end < maps.layers.size() && maps.layers[end].tower == maps.layers[first].tower) ++end;
    gradeTower(maps, validationR, first, end);
  }
  std::vector<double> own;
  for (std::size_t v = 0; v < maps.preferred.size(); ++v) {
    if (!std::isfinite(maps.preferred[v])) continue;
    const auto layer = static_cast<std::size_t>(maps.preferred[v]) - 1;
    ++maps.layers[layer].preferredBy;
    own.push_back(maps.r[layer][v]);
  }
  maps.medianPreferredR = metrics::quantile(std::move(own), 0.5);
  for (std::size_t layer = 0; layer < maps.r.size(); ++layer) {
    std::vector<double> values;
    for (std::size_t v = 0; v < maps.preferred.size(); ++v)
      if (std::isfinite(maps.preferred[v])) values.push_back(maps.r[layer][v]);
    maps.layers[layer].medianR = metrics::quantile(std::move(values), 0.5);
  }
  maps.regions.clear();
  for (const Region& region : regionsOf(atlases, maps.mask)) maps.regions.push_back(judged(region, maps));
}

void writeLayerMaps(const LayerMaps& maps) {
  std::error_code code;
  fs::create_directories(maps.folder, code);
  if (code) throw Error("cannot make the folder " + maps.folder.string() + ": " + code.message());
  fs::remove(maps.folder / "layers.json", code);  // what is half written is no result
  const std::string mark =
      std::string(maps.syntheticSubject ? " SYNTHETIC" : "") + (maps.demoEncoder ? " DEMO ENCODER" : "");
  const auto write = [&](const std::string& file, const std::vector<float>& values, const std::string& what) {
    writeNifti(maps.folder / file, maps.mask.scatter(values), NiftiType::Float32, what + mark);
  };
  writeNifti(maps.folder / "mask.nii.gz", maps.mask.indicator(), NiftiType::Int16, "mask " + maps.maskName);
  write("preferred-layer.nii.gz", maps.preferred, "preferred layer");
  write("layer-depth.nii.gz", maps.depth, "layer depth");
  for (int layer = 1; layer <= maps.layerCount(); ++layer)
    write(layerFile(layer), maps.r[static_cast<std::size_t>(layer - 1)],
          "test r of layer " + std::to_string(layer));
  writeFileAtomically(maps.folder / "layers.json", toJson(maps).dump(1));
}

bool hasLayerMaps(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "layers.json", ignored);
}

std::vector<std::string> layerNames(const LayerMaps& maps) {
  std::vector<std::string> names;
  for (const LayerSummary& layer : maps.layers)
    names.push_back((maps.bothTowers() ? layer.tower + " " : "") + std::to_string(layer.number));
  return names;
}

fs::path layerMapsFolder(const fs::path& run, const fs::path& store) {
  for (const fs::path& folder : {run / "layers", store / "layers"})
    if (hasLayerMaps(folder)) return folder;
  return {};
}

std::optional<LayerMaps> readLayerMapsOf(const fs::path& run, const fs::path& store,
                                         const std::string& storeFingerprint) {
  const fs::path folder = layerMapsFolder(run, store);
  if (folder.empty()) return std::nullopt;
  LayerMaps maps = readLayerMaps(folder);
  if (maps.storeFingerprint != storeFingerprint)
    throw Error("the layers in " + folder.string() +
                " were found from other responses than the store's present ones: find them again");
  return maps;
}

LayerMaps readLayerMaps(const fs::path& folder) {
  const fs::path file = folder / "layers.json";
  LayerMaps maps;
  maps.folder = folder;
  withContext("reading " + file.string(), [&] {
    try {
      const json j = json::parse(readFile(file, 64 << 20));
      if (j.at("magic") != "voxelscope-layers" || j.at("version") != 1)
        throw Error("it is no layer preference that this program reads");
      readDescription(maps, j);
    } catch (const json::exception& error) {
      throw Error("it is damaged: " + jsonProblem(error));
    }
  });
  maps.mask = Mask::positive(readNifti(folder / "mask.nii.gz"));
  maps.preferred = readMap(folder / "preferred-layer.nii.gz", maps.mask);
  maps.depth = readMap(folder / "layer-depth.nii.gz", maps.mask);
  for (int layer = 1; layer <= static_cast<int>(maps.layers.size()); ++layer)
    maps.r.push_back(readMap(folder / layerFile(layer), maps.mask));
  return maps;
}

}  // namespace vxs::train
