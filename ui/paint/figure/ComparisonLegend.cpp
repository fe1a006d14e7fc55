#include "core/scene/Weights.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vxs::paint {

std::string numberText(double value) {
  if (!std::isfinite(value)) return "n/a";
  const std::string text = fmt::format("{:.4g}", std::abs(value));
  return value < 0 && text != "0" ? "\u2212" + text : text;
}

std::string joinedTitles(const std::vector<scene::Layer>& layers, const scene::ComparisonData& data) {
  std::string text;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    // a map's own name is a symbol, such as r, and keeps its case
    const QString title = layerTitle(layers[i], data);
    text += (i == 0                   ? ""
             : i + 1 == layers.size() ? " and "
                                      : ", ") +
            (layers[i] == scene::Layer::Map ? title : title.toLower()).toStdString();
  }
  return text;
}

void describeHonesty(Legend& legend, const Honesty& honesty) {
  if (honesty.synthetic)
    legend.add("SYNTHETIC SUBJECT: the brain and its responses are computer-made, not measured in a person");
  if (honesty.demoEncoder)
    legend.add("DEMO ENCODER: features come from pseudo-weights that were never trained");
  if (honesty.shuffledControl)
    legend.add("SHUFFLED-IMAGE CONTROL: the head was fitted to the features of wrong images");
}

void describeMap(Legend& legend, const scene::ComparisonData& data, const scene::ColorScale& scale) {
  legend.add(fmt::format("Map: {} ({}), colours ({}) from {} to {}", data.map.name, data.map.provenance,
                         scale.map, numberText(scale.lowest()), numberText(scale.range)));
  if (scale.thresholdZ > 0)
    legend.add(fmt::format("Values of the map below {} fade out", numberText(scale.thresholdZ)));
}

/// Evidence, clusters, outlines, cut-outs: whatever changes what a colour means or hides something.
void describeLook(Legend& legend, const scene::ComparisonData& data, const scene::ComparisonState& state,
                  const std::vector<scene::Layer>& layers, bool slices) {
  for (const scene::Layer layer : layers) {
    const std::string evidence = scene::evidenceName(data, state, layer);
    if (evidence.empty()) continue;
    legend.add(fmt::format("Opacity follows {}, full from {}", evidence, numberText(state.evidenceFull)));
    break;
  }
  if (state.scale.smallestCluster > 1)
    legend.add(fmt::format("Only clusters of at least {} voxels above the threshold are shown",
                           state.scale.smallestCluster));
  if (slices && !state.outlineAtlas.empty()) legend.add("Outlines: regions of " + state.outlineAtlas);
  if (!slices && state.maximumIntensity) legend.add("Maximum intensity along each ray");
  if (!slices && state.cutout != scene::CutoutSide::None) legend.add("A corner at the crosshair is cut out");
}

void describeComparison(Legend& legend, const scene::ComparisonData& data,
                        const scene::ComparisonState& state, const std::vector<scene::Layer>& layers,
                        bool slices) {
  std::vector<std::string> sources;
  bool responses = false, map = false;
  for (const scene::Layer layer : layers) {
    (layer == scene::Layer::Map ? map : responses) = true;
    if (std::ranges::find(sources, data.source(layer)) == sources.end())
      sources.push_back(data.source(layer));
  }
  if (responses) legend.add("Data: " + data.subjectLine);
  for (const std::string& source : sources)
    if (source != data.subjectLine && source != data.map.provenance) legend.add("Prediction: " + source);
  const scene::ColorScale& scale = state.scale;
  if (responses)
    legend.add(fmt::format(
        "Colours ({}) show responses in z units (z-scored per voxel within each session) from {} to {}, one "
        "symmetric range for all panels of responses",
        scale.map, numberText(-scale.range), numberText(scale.range)));
  if (responses && scale.thresholdZ > 0)
    legend.add(fmt::format("Responses weaker than |z| = {} fade out", numberText(scale.thresholdZ)));
  if (map) describeMap(legend, data, state.mapScale);
  describeLook(legend, data, state, layers, slices);
  legend.add(scale.showNan ? "Voxels without a value (NaN) are grey"
                           : "Voxels without a value (NaN) are transparent");
  if (slices)
    legend.add(fmt::format(
        "Slices through RAS = ({}, {}, {}) mm in the subject's own functional space, {} convention{}",
        numberText(state.crosshairRasMm[0]), numberText(state.crosshairRasMm[1]),
        numberText(state.crosshairRasMm[2]),
        state.convention == scene::Convention::Neurological ? "neurological (left is left)"
                                                            : "radiological (left is right)",
        state.smoothSlices ? ", interpolated" : ", nearest voxel"));
  else
    legend.add(
        "3-D: ray casting from one camera for all panels in the subject's own functional space; R, A, S "
        "mark the subject's right, anterior and superior");
  if (!data.underlay.empty()) legend.add("Underlay: anatomical image of the subject's store");
}

}  // namespace vxs::paint
