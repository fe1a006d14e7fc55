#include "core/scene/Comparison.h"

#include "core/base/Error.h"

#include <nlohmann/json.hpp>

namespace vxs::scene {

using nlohmann::json;

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
              {"scale",
               {{"map", s.scale.map},
                {"range", s.scale.range},
                {"thresholdZ", s.scale.thresholdZ},
                {"opacity", s.scale.opacity},
                {"nanColor", s.scale.nanColor},
                {"showNan", s.scale.showNan}}},
              {"convention", s.convention == Convention::Neurological ? "neurological" : "radiological"},
              {"smoothSlices", s.smoothSlices}}
      .dump();
}

ComparisonState comparisonStateFromJson(const std::string& text) {
  try {
    const json j = json::parse(text);
    ComparisonState s;
    j.at("crosshairRasMm").get_to(s.crosshairRasMm);
    const json &camera = j.at("camera"), &scale = j.at("scale");
    camera.at("position").get_to(s.camera.position);
    camera.at("focalPoint").get_to(s.camera.focalPoint);
    camera.at("viewUp").get_to(s.camera.viewUp);
    camera.at("viewAngleDegrees").get_to(s.camera.viewAngleDegrees);
    scale.at("map").get_to(s.scale.map);
    scale.at("range").get_to(s.scale.range);
    scale.at("thresholdZ").get_to(s.scale.thresholdZ);
    scale.at("opacity").get_to(s.scale.opacity);
    scale.at("nanColor").get_to(s.scale.nanColor);
    scale.at("showNan").get_to(s.scale.showNan);
    s.convention = j.at("convention") == "radiological" ? Convention::Radiological : Convention::Neurological;
    j.at("smoothSlices").get_to(s.smoothSlices);
    colorMap(s.scale.map);  // refuses unknown names here rather than while drawing
    return s;
  } catch (const json::exception& error) {
    throw Error(std::string("this is not a comparison's state: ") + error.what());
  }
}

}  // namespace vxs::scene
