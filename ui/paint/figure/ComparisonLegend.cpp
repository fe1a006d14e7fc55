#include "core/scene/Weights.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace vxs::paint {

std::string numberText(double value) {
  if (!std::isfinite(value)) return "n/a";
  const std::string text = fmt::format("{:.4g}", std::abs(value));
  return value < 0 && text != "0" ? "\u2212" + text : text;
}

std::string beyondColours(const Volume& map, const scene::ColorScale& scale) {
  return beyondColours(std::vector{&map}, scale);
}

std::string beyondColours(const std::vector<const Volume*>& volumes, const scene::ColorScale& scale) {
  // as the map holds its values: 0.3 itself is not beyond 0.3
  const auto lowest = static_cast<float>(scale.lowest()), highest = static_cast<float>(scale.range);
  const bool faded = scale.fromZero && scale.thresholdZ > 0;
  const auto any = [&](auto beyond) {
    return std::ranges::any_of(
        volumes, [&](const Volume* volume) { return std::ranges::any_of(volume->values, beyond); });
  };
  const bool below = !faded && any([&](float value) { return value < lowest; });
  const bool above = any([&](float value) { return value > highest; });
  if (below && above) return "; values beyond have the colours of the ends";
  if (above) return "; values above have the colour of the upper end";
  return below ? "; values below have the colour of the lower end" : "";
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
    if (const std::string& run = data.runOf(layers[i]); !run.empty()) text += " (" + run + ")";
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
  legend.add(fmt::format("Map: {} ({}), colours ({}) from {} to {}{}", data.map.name, data.map.provenance,
                         scale.map, numberText(scale.lowest()), numberText(scale.range),
                         beyondColours(data.volume(scene::Layer::Map), scale)));
  if (scale.thresholdZ > 0)
    legend.add(fmt::format("Values of the map below {}{} fade out", numberText(scale.thresholdZ), kDotted));
}

/// "regions of floc-bodies (EBA, FBA-1), named beside their colours"; of a large atlas without the names.
std::string outlinedText(const LabelAtlas& atlas, const std::string& name) {
  constexpr std::size_t kMostNames = 20;
  std::vector<std::string> names;
  for (const auto& [label, region] : atlas.names)
    if (label >= 1) names.push_back(region);
  const bool said = !names.empty() && names.size() <= kMostNames;
  return fmt::format("regions of {}{}, named beside their colours", name,
                     said ? fmt::format(" ({})", fmt::join(names, ", ")) : std::string());
}

/// Evidence, clusters, outlines, cut-outs: whatever changes what a colour means or hides something.
void describeLook(Legend& legend, const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                  const SpaceWords& space) {
  const scene::ComparisonState& state = look.state;
  for (const scene::Layer layer : layers) {
    const std::string evidence = scene::evidenceName(*look.data, state, layer);
    if (evidence.empty()) continue;
    legend.add(fmt::format("Opacity follows {}, full from {}", evidence, numberText(state.evidenceFull)));
    break;
  }
  if (state.scale.smallestCluster > 1)
    legend.add(fmt::format("Only clusters of at least {} voxels above the threshold are shown",
                           state.scale.smallestCluster));
  if (!state.outlineAtlas.empty())
    legend.add("Outlines: " + outlinedText(look.outlined, state.outlineAtlas) +
               (space.volumes ? "; in 3-D where they reach the surface that is seen" : ""));
  if (space.volumes && state.maximumIntensity) legend.add("Maximum intensity along each ray");
  const std::string cut = cutText(state);
  if (space.volumes && !cut.empty()) legend.add("Cut away in 3-D: " + cut);
}

std::string cutText(const scene::ComparisonState& state) {
  const Vec3& at = state.crosshairRasMm;
  const auto beyond = [&](const char* side, const char* axis, double value) {
    return fmt::format("{} {} = {} mm", side, axis, numberText(value));
  };
  switch (state.cutout) {
    case scene::CutoutSide::Corner:
      return fmt::format("the corner before ({}, {}, {}) mm", numberText(at[0]), numberText(at[1]),
                         numberText(at[2]));
    case scene::CutoutSide::Left:
      return beyond("left of", "R", at[0]);
    case scene::CutoutSide::Right:
      return beyond("right of", "R", at[0]);
    case scene::CutoutSide::Anterior:
      return beyond("in front of", "A", at[1]);
    case scene::CutoutSide::Posterior:
      return beyond("behind", "A", at[1]);
    case scene::CutoutSide::Superior:
      return beyond("above", "S", at[2]);
    case scene::CutoutSide::Inferior:
      return beyond("below", "S", at[2]);
    case scene::CutoutSide::None:
      break;
  }
  return {};
}

/// Voxels that were chosen in the window and stand out in every cell.
void describeHighlight(Legend& legend, const Volume& highlight) {
  const std::string words = highlightWords(highlight);
  if (!words.empty()) legend.add(words + ", outlined in slices, a dot each in 3-D");
}

std::string withoutMeasurement(const std::string& subjectLine) {
  return subjectLine.substr(0, subjectLine.find(", measured: "));
}

std::string subjectOf(const scene::ComparisonData& data, const std::vector<scene::Layer>& layers) {
  const bool measured = std::ranges::any_of(layers, [](scene::Layer layer) {
    return layer == scene::Layer::Measured || layer == scene::Layer::Difference;
  });
  return measured ? data.subjectLine : withoutMeasurement(data.subjectLine);
}

std::string slicesAt(scene::Plane plane, const std::vector<double>& positionsMm) {
  std::vector<std::string> at;
  for (const double position : positionsMm) at.push_back(numberText(position));
  return fmt::format("Slices at {} = {} mm (RAS)", axisOf(plane), fmt::join(at, ", "));
}

std::string throughCrosshair(const scene::ComparisonState& state) {
  const Vec3& at = state.crosshairRasMm;
  return fmt::format("Slices through RAS = ({}, {}, {}) mm", numberText(at[0]), numberText(at[1]),
                     numberText(at[2]));
}

void describeComparison(Legend& legend, const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                        const SpaceWords& space) {
  const scene::ComparisonData& data = *look.data;
  const scene::ComparisonState& state = look.state;
  std::vector<std::string> sources;
  std::vector<const Volume*> responses;
  bool map = false;
  for (const scene::Layer layer : layers) {
    layer == scene::Layer::Map ? void(map = true) : responses.push_back(&data.volume(layer));
    if (std::ranges::find(sources, data.source(layer)) == sources.end())
      sources.push_back(data.source(layer));
  }
  if (!responses.empty()) legend.add("Data: " + subjectOf(data, layers));
  const bool two = std::ranges::find(layers, scene::Layer::Second) != layers.end();
  for (const std::string& source : sources) {
    if (source == data.subjectLine || source == data.map.provenance) continue;
    const bool second = two && source == data.source(scene::Layer::Second);
    legend.add(fmt::format("Prediction{}: {}",
                           second ? " of the second run"
                           : two  ? " of the first run"
                                  : "",
                           source));
  }
  if (std::ranges::find(layers, scene::Layer::Difference) != layers.end())
    legend.add("Difference: measured \u2212 predicted");
  const scene::ColorScale& scale = state.scale;
  if (!responses.empty())
    legend.add(fmt::format(
        "Colours ({}) show responses in z units (z-scored per voxel within each session) from {} to {}, one "
        "symmetric range for all panels of responses{}",
        scale.map, numberText(-scale.range), numberText(scale.range), beyondColours(responses, scale)));
  if (!responses.empty() && scale.thresholdZ > 0)
    legend.add(
        fmt::format("Responses weaker than |z| = {}{} fade out", numberText(scale.thresholdZ), kDotted));
  if (map) describeMap(legend, data, state.mapScale);
  describeLook(legend, look, layers, space);
  describeHighlight(legend, look.highlight);
  legend.add(scale.showNan ? "Voxels without a value (NaN) are grey"
                           : "Voxels without a value (NaN) are transparent");
  if (!space.slices.empty())
    legend.add(fmt::format("{} in the subject's own functional space, {} convention{}", space.slices,
                           state.convention == scene::Convention::Neurological
                               ? "neurological (left is left)"
                               : "radiological (left is right)",
                           state.smoothSlices ? ", interpolated" : ", nearest voxel"));
  if (space.volumes)
    legend.add(
        "3-D: ray casting from one camera for all panels in the subject's own functional space; R, A, S "
        "mark the subject's right, anterior and superior");
  if (!data.underlay.empty()) legend.add("Underlay: anatomical image of the subject's store");
}

}  // namespace vxs::paint
