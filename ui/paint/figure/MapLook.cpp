#include "ui/paint/figure/MapLook.h"

#include <algorithm>

namespace vxs::paint {

const std::vector<MapLook>& mapLooks() {
  static const std::vector<MapLook> kLooks{
      {"r", "r", "Pearson r", 0.8, -0.4, 1},
      {"r2", "r²", "r²", 0.6, 0, 1},
      {"cod", "CoD", "1 − SSE/SST", 0.6, -0.4, 1},
      {"nc", "Noise ceiling", "% of variance", 80, 0, 100, false, true},
      {"accuracy", "r²/NC", "% of ceiling", 100, 0, 150, false, true},
      {"difference", "Model difference", "Δr", 0.3, -0.6, 0.6, true},
      {"layer", "Layer preference", "layer", 12, 0.5, 12.5},
      {"depth", "Layer depth", "mean layer", 12, 0.5, 12.5},
  };
  return kLooks;
}

const MapLook* mapLook(const std::string& key) {
  const auto found = std::ranges::find(mapLooks(), key, &MapLook::key);
  return found == mapLooks().end() ? nullptr : &*found;
}

scene::ColorScale scaleOf(const MapLook& look) {
  scene::ColorScale scale = scene::ColorScale::forMaps();
  scale.range = look.range;
  scale.fromZero = !look.bothSigns;
  if (!look.bothSigns) return scale;
  scale.map = "purple-green";
  scale.thresholdZ = look.range / 10;  // its middle is the brightest, and says that there is nothing
  return scale;
}

scene::ColorScale scaleOfValues(const std::vector<float>& values) {
  scene::ColorScale scale = scene::ColorScale::forMaps();
  scale.range = scene::symmetricRange({&values});
  scale.fromZero = std::ranges::none_of(values, [](float value) { return value < 0; });
  if (!scale.fromZero) scale.map = "blue-red";
  return scale;
}

scene::ColorScale scaleOfFile(const std::vector<float>& values) {
  scene::ColorScale scale = scaleOfValues(values);
  scale.thresholdZ = scale.range / 100;
  return scale;
}

scene::ColorScale firstMapScale(const scene::ComparisonData& data) {
  const std::vector<float>& values = data.volume(scene::Layer::Map).values;
  if (const MapLook* look = mapLook(data.map.key)) {
    scene::ColorScale scale = scaleOf(*look);
    if (!data.map.levels.empty()) scale.range = static_cast<double>(data.map.levels.names.size());
    return scale;
  }
  if (values.empty()) return scene::ColorScale::forMaps();
  return data.map.file.empty() ? scaleOfValues(values) : scaleOfFile(values);
}

}  // namespace vxs::paint
