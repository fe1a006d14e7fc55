#include "core/scene/Comparison.h"

#include "core/base/Error.h"
#include "core/scene/HeadMask.h"

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

const std::string& ComparisonData::runOf(Layer layer) const {
  static const std::string kNone;
  if (layer == Layer::Second) return secondRun;
  return layer == Layer::Predicted || layer == Layer::Difference ? firstRun : kNone;  // of the prediction
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

Volume framedPart(const Volume* brain, const Volume& underlay) {
  if (brain) return *brain;
  return underlay.empty() ? Volume() : headMask(underlay);
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

constexpr const char* kDamaged = "the state of the view is damaged: ";

/// What must be there.
template <class Value>
void read(const json& j, const char* key, Value& value) {
  try {
    j.at(key).get_to(value);
  } catch (const json::exception&) {
    throw Error(std::string(kDamaged) + "'" + key + "' is missing or not what it should be");
  }
}

/// An object that must be there.
const json& objectIn(const json& j, const char* key) {
  const auto found = j.find(key);
  if (found == j.end() || !found->is_object())
    throw Error(std::string(kDamaged) + "'" + key + "' is missing or not what it should be");
  return *found;
}

/// What keeps its value when it is missing.
template <class Value>
void readIfThere(const json& j, const char* key, Value& value) {
  if (j.contains(key)) read(j, key, value);
}

/// One of a list of names; the first when the key is missing.
template <class Enum, std::size_t N>
Enum named(const json& j, const char* key, const std::array<const char*, N>& names) {
  std::string text = names.front();
  readIfThere(j, key, text);
  for (std::size_t i = 0; i < N; ++i)
    if (text == names[i]) return static_cast<Enum>(i);
  throw Error(kDamaged + ("'" + text + "' is no " + key));
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
  read(j, "map", scale.map);
  read(j, "range", scale.range);
  read(j, "thresholdZ", scale.thresholdZ);
  read(j, "opacity", scale.opacity);
  read(j, "nanColor", scale.nanColor);
  read(j, "showNan", scale.showNan);
  readIfThere(j, "fromZero", scale.fromZero);
  readIfThere(j, "smallestCluster", scale.smallestCluster);
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
                {"viewAngleDegrees", s.camera.viewAngleDegrees},
                {"frameAspect", s.camera.frameAspect}}},
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
  const json j = json::parse(text, nullptr, false);
  if (!j.is_object()) throw Error(std::string(kDamaged) + "it is no JSON object");
  ComparisonState s;
  read(j, "crosshairRasMm", s.crosshairRasMm);
  const json& camera = objectIn(j, "camera");
  read(camera, "position", s.camera.position);
  read(camera, "focalPoint", s.camera.focalPoint);
  read(camera, "viewUp", s.camera.viewUp);
  read(camera, "viewAngleDegrees", s.camera.viewAngleDegrees);
  readIfThere(camera, "frameAspect", s.camera.frameAspect);
  if (!(s.camera.frameAspect > 0)) throw Error(std::string(kDamaged) + "'frameAspect' is not above 0");
  s.scale = scaleOf(objectIn(j, "scale"));
  if (j.contains("mapScale")) s.mapScale = scaleOf(objectIn(j, "mapScale"));
  std::string convention;
  read(j, "convention", convention);
  s.convention = convention == "radiological" ? Convention::Radiological : Convention::Neurological;
  read(j, "smoothSlices", s.smoothSlices);
  s.pairMode = named<PairMode>(j, "pairMode", kPairNames);
  readIfThere(j, "pairAmount", s.pairAmount);
  s.evidence = named<Evidence>(j, "evidence", kEvidenceNames);
  readIfThere(j, "evidenceFull", s.evidenceFull);
  readIfThere(j, "outlineAtlas", s.outlineAtlas);
  s.cutout = named<CutoutSide>(j, "cutout", kCutoutNames);
  readIfThere(j, "maximumIntensity", s.maximumIntensity);
  if (!j.contains("mosaic")) return s;
  const json& mosaic = objectIn(j, "mosaic");
  s.mosaic.plane = named<Plane>(mosaic, "plane", kPlaneNames);
  readIfThere(mosaic, "count", s.mosaic.count);
  readIfThere(mosaic, "spacingMm", s.mosaic.spacingMm);
  return s;
}

std::optional<ComparisonState> tryComparisonState(const std::string& text) {
  try {
    return comparisonStateFromJson(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace vxs::scene
