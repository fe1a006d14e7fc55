#include "core/scene/Comparison.h"

#include "core/base/Error.h"

#include <nlohmann/json.hpp>

namespace vxs::scene {

using nlohmann::json;

const char* englishName(Layer layer) {
  constexpr std::array<const char*, kLayerCount> kNames{"Measured", "Predicted", "Difference", "Second model",
                                                        "Map"};
  return kNames[indexOf(layer)];
}

std::string ComparisonData::title(Layer layer) const {
  return layer == Layer::Map && !map.name.empty() ? map.name : englishName(layer);
}

const std::string& ComparisonData::source(Layer layer) const {
  switch (layer) {
    case Layer::Measured:
      return subjectLine;
    case Layer::Second:
      return secondLine;
    case Layer::Map:
      return map.provenance;
    case Layer::Predicted:
    case Layer::Difference:
      break;
  }
  return modelLine;
}

bool ComparisonData::isFromDemoEncoder(Layer layer) const {
  switch (layer) {
    case Layer::Measured:
      return fileDemoEncoder;
    case Layer::Second:
      return secondDemoEncoder;
    case Layer::Map:
      return map.demoEncoder;
    case Layer::Difference:
      return demoEncoder || fileDemoEncoder;
    case Layer::Predicted:
      break;
  }
  return demoEncoder;
}

bool ComparisonData::isSynthetic(Layer layer) const {
  if (layer == Layer::Map) return synthetic || map.synthetic;
  return synthetic || (fileSynthetic && (layer == Layer::Measured || layer == Layer::Difference));
}

Volume underlayOfBrain(const ComparisonData& data) {
  const Volume& all = data.underlay;
  if (!data.brain || data.brain->grid != all.grid) return all;
  Volume inside = all;
  for (std::size_t i = 0; i < inside.values.size(); ++i)
    if (!(data.brain->values[i] > 0)) inside.values[i] = 0;
  return inside;
}

const Volume& extentOf(const ComparisonData& data, Layer layer) {
  if (data.brain) return *data.brain;
  return data.underlay.empty() ? data.volume(layer) : data.underlay;
}

namespace {

constexpr std::array<const char*, 3> kPairNames{"side by side", "curtain", "fade"};
constexpr std::array<const char*, 3> kPlaneNames{"axial", "coronal", "sagittal"};
constexpr std::array<const char*, 3> kEvidenceNames{"none", "ceiling", "map"};
constexpr std::array<const char*, 8> kCutoutNames{"none",     "corner",    "left",     "right",
                                                  "anterior", "posterior", "superior", "inferior"};

/// One of a list of names; the first when the key is missing.
template <class Enum, std::size_t N>
Enum named(const json& j, const char* key, const std::array<const char*, N>& names) {
  const std::string text = j.value(key, std::string(names.front()));
  for (std::size_t i = 0; i < N; ++i)
    if (text == names[i]) return static_cast<Enum>(i);
  throw Error("this is not a comparison's state: '" + text + "' is no " + key);
}

json jsonOf(const ColorScale& scale) {
  return {{"map", scale.map},
          {"range", scale.range},
          {"thresholdZ", scale.thresholdZ},
          {"opacity", scale.opacity},
          {"nanColor", scale.nanColor},
          {"showNan", scale.showNan},
          {"fromZero", scale.fromZero},
          {"smallestCluster", scale.smallestCluster}};
}

ColorScale scaleOf(const json& j) {
  ColorScale scale;
  j.at("map").get_to(scale.map);
  j.at("range").get_to(scale.range);
  j.at("thresholdZ").get_to(scale.thresholdZ);
  j.at("opacity").get_to(scale.opacity);
  j.at("nanColor").get_to(scale.nanColor);
  j.at("showNan").get_to(scale.showNan);
  scale.fromZero = j.value("fromZero", false);
  scale.smallestCluster = j.value("smallestCluster", 1);
  colorMap(scale.map);  // refuses unknown names here rather than while drawing
  return scale;
}

}  // namespace

void computeDifference(ComparisonData& data) {
  const Volume& measured = data.volumes[static_cast<std::size_t>(Layer::Measured)];
  const Volume& predicted = data.volumes[static_cast<std::size_t>(Layer::Predicted)];
  Volume& difference = data.volumes[static_cast<std::size_t>(Layer::Difference)];
  difference = {};
  if (measured.empty() || predicted.empty() || measured.grid != predicted.grid) return;
  difference = Volume(measured.grid, measured.affine);
  for (std::size_t i = 0; i < measured.values.size(); ++i)
    difference.values[i] = measured.values[i] - predicted.values[i];
}

std::string toJson(const ComparisonState& s) {
  return json{{"crosshairRasMm", s.crosshairRasMm},
              {"camera",
               {{"position", s.camera.position},
                {"focalPoint", s.camera.focalPoint},
                {"viewUp", s.camera.viewUp},
                {"viewAngleDegrees", s.camera.viewAngleDegrees}}},
              {"scale", jsonOf(s.scale)},
              {"mapScale", jsonOf(s.mapScale)},
              {"convention", s.convention == Convention::Neurological ? "neurological" : "radiological"},
              {"smoothSlices", s.smoothSlices},
              {"pairMode", kPairNames[static_cast<std::size_t>(s.pairMode)]},
              {"pairAmount", s.pairAmount},
              {"evidence", kEvidenceNames[static_cast<std::size_t>(s.evidence)]},
              {"evidenceFull", s.evidenceFull},
              {"outlineAtlas", s.outlineAtlas},
              {"cutout", kCutoutNames[static_cast<std::size_t>(s.cutout)]},
              {"maximumIntensity", s.maximumIntensity},
              {"mosaic",
               {{"plane", kPlaneNames[static_cast<std::size_t>(s.mosaic.plane)]},
                {"count", s.mosaic.count},
                {"spacingMm", s.mosaic.spacingMm}}}}
      .dump();
}

ComparisonState comparisonStateFromJson(const std::string& text) {
  try {
    const json j = json::parse(text);
    ComparisonState s;
    j.at("crosshairRasMm").get_to(s.crosshairRasMm);
    const json& camera = j.at("camera");
    camera.at("position").get_to(s.camera.position);
    camera.at("focalPoint").get_to(s.camera.focalPoint);
    camera.at("viewUp").get_to(s.camera.viewUp);
    camera.at("viewAngleDegrees").get_to(s.camera.viewAngleDegrees);
    s.scale = scaleOf(j.at("scale"));
    if (j.contains("mapScale")) s.mapScale = scaleOf(j["mapScale"]);
    s.convention = j.at("convention") == "radiological" ? Convention::Radiological : Convention::Neurological;
    j.at("smoothSlices").get_to(s.smoothSlices);
    s.pairMode = named<PairMode>(j, "pairMode", kPairNames);
    s.pairAmount = j.value("pairAmount", s.pairAmount);
    s.evidence = named<Evidence>(j, "evidence", kEvidenceNames);
    s.evidenceFull = j.value("evidenceFull", s.evidenceFull);
    s.outlineAtlas = j.value("outlineAtlas", s.outlineAtlas);
    s.cutout = named<CutoutSide>(j, "cutout", kCutoutNames);
    s.maximumIntensity = j.value("maximumIntensity", s.maximumIntensity);
    if (j.contains("mosaic")) {
      const json& mosaic = j["mosaic"];
      s.mosaic.plane = named<Plane>(mosaic, "plane", kPlaneNames);
      s.mosaic.count = mosaic.value("count", s.mosaic.count);
      s.mosaic.spacingMm = mosaic.value("spacingMm", s.mosaic.spacingMm);
    }
    return s;
  } catch (const json::exception& error) {
    throw Error(std::string("this is not a comparison's state: ") + error.what());
  }
}

std::optional<ComparisonState> tryComparisonState(const std::string& text) {
  try {
    return comparisonStateFromJson(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace vxs::scene
