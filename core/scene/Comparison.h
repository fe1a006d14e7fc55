#pragma once

#include "core/scene/Camera.h"
#include "core/scene/Cutout.h"
#include "core/scene/InitialLook.h"
#include "core/scene/Mix.h"
#include "core/scene/Mosaic.h"
#include "core/scene/Slice.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vxs::scene {

/// Second: what a second run predicts for the same picture and caption. Map: a statistic map over the test
/// set.
enum class Layer { Measured, Predicted, Difference, Second, Map };
inline constexpr std::size_t kLayerCount = 5;
inline constexpr std::array<Layer, kLayerCount> kAllLayers{Layer::Measured, Layer::Predicted,
                                                           Layer::Difference, Layer::Second, Layer::Map};
constexpr std::size_t indexOf(Layer layer) {
  return static_cast<std::size_t>(layer);
}
/// "Measured", "Predicted", "Difference", "Second model", "Map".
const char* englishName(Layer layer);

/// The numbered things that a map's values 1 .. names.size() stand for, such as a network's layers.
struct MapLevels {
  std::vector<std::string> names;  ///< of 1, 2 ...; empty: the map's values are quantities
  bool graded = false;             ///< values between two numbers mean something between the two
  bool empty() const { return names.empty(); }
};

/// What a statistic map is and what it was computed from; both are shown wherever it is.
struct MapLabel {
  std::string name;        ///< "r", "noise ceiling"
  std::string provenance;  ///< "run ridge-1, ridge, demo encoder; report metric, 120 test images, nsdgeneral"
  std::string unit;        ///< under the colour bar: "Pearson r", "% of variance"
  bool demoEncoder = false;  ///< a map of what the demo encoder's model does
  bool synthetic = false;    ///< read from a file that says so, whatever the run is
  std::string file{};        ///< that it was read from; empty when it was computed here
  MapLevels levels{};        ///< what a colour bar names instead of numbers
  std::string key{};     ///< what it is in figures' recipes ("r2", "layer", "epoch"); empty: of no name there
  std::string preset{};  ///< of "accuracy": under which; empty: the evaluation's
  std::string brief{};   ///< the name where there is little room: "r", "epoch 4"; empty: the name itself
  std::string region{};  ///< "ATLAS/REGION" that it is restricted to; empty: the whole mask
  /// What else recipes of figures state, by the names of their options, so that it can be made again.
  std::map<std::string, std::string> madeOf{};
};

/// What is compared: volumes on one grid over one underlay. Shared and never changed in place, so that
/// views, worker threads and figures can hold the same data. A missing volume is empty() and `why` says why.
struct ComparisonData {
  std::array<Volume, kLayerCount> volumes;  ///< indexed by Layer
  std::array<std::string, kLayerCount>
      why;          ///< shown in the empty view, e.g. "No measured response: a dropped picture"
  Volume underlay;  ///< may be empty
  std::shared_ptr<const Volume> brain;  ///< 1 in the subject's brain, 0 around it; null: not known
  std::string subjectLine;              ///< "subj01, trial 12, image 345": belongs to every view
  std::string modelLine;                ///< "run ridge-1, demo encoder (pseudo-weights)"
  std::string secondLine;               ///< the same of the second run
  std::string firstRun, secondRun;      ///< names of the runs where there are two; both empty: there is one
  MapLabel map;                         ///< of volumes[Map]
  Volume ceiling;            ///< noise ceiling of what was measured, a fraction of variance; may be empty
  std::string ceilingName;   ///< "noise ceiling, mean of 3 trials"
  bool synthetic = false;    ///< watermark SYNTHETIC
  bool demoEncoder = false;  ///< label DEMO ENCODER
  bool secondDemoEncoder = false;  ///< the same of the second run
  /// The same of a volume from a file that stands where the measurement was, as its header says.
  bool fileSynthetic = false, fileDemoEncoder = false;
  /// Of the run, for who has no state yet; none: it follows from what was measured here, or predicted.
  std::optional<InitialLook> initialLook{};

  const Volume& volume(Layer layer) const { return volumes[indexOf(layer)]; }
  /// Name at the top of a view: the layer's, or the map's own.
  std::string title(Layer layer) const;
  /// The name of the run whose prediction a layer is, or is of (the difference is the first run's), where
  /// there are two of them; empty: nothing to tell apart.
  const std::string& runOf(Layer layer) const;
  /// Where a layer comes from: the subject's line, a model's, or the map's provenance.
  const std::string& source(Layer layer) const;
  /// Whether a layer must carry the mark DEMO ENCODER: never a measurement, unless it is a predicted volume
  /// from a file that was put in its place.
  bool isFromDemoEncoder(Layer layer) const;
  /// Whether a layer must carry the mark SYNTHETIC.
  bool isSynthetic(Layer layer) const;
};
/// The underlay as 3-D views draw it around responses: 0 outside the subject's brain, so that no scalp hides
/// it; all of it where the brain is not known or on another grid.
Volume underlayOfBrain(const ComparisonData& data);
/// What standard views of 3-D are framed around, above 0 in it: the brain, else the head of the underlay;
/// empty where neither is known.
Volume framedPart(const Volume* brain, const Volume& underlay);
/// What the slices of a mosaic are spread over: the brain, else the underlay, else the layer's volume.
const Volume& extentOf(const ComparisonData& data, Layer layer);
/// Fills volumes[Difference] = measured - predicted (NaN where either is), when both are there and on one
/// grid.
void computeDifference(ComparisonData& data);

/// What the opacity of the overlay follows beside its own value.
enum class Evidence { None, Ceiling, Map };

/// How it is looked at: one crosshair, one camera, one symmetric range for all layers of responses and one
/// scale for the map. A value; serialised to JSON in recipes.
struct ComparisonState {
  Vec3 crosshairRasMm{0, 0, 0};
  Camera camera;
  ColorScale scale;                             ///< of every layer in z units
  ColorScale mapScale = ColorScale::forMaps();  ///< of Layer::Map
  Convention convention = Convention::Neurological;
  bool smoothSlices = false;
  PairMode pairMode = PairMode::SideBySide;  ///< of measured and predicted
  double pairAmount = 0.5;  ///< where the curtain hangs, or how much of the prediction shines through
  Evidence evidence = Evidence::None;
  double evidenceFull = 0.5;  ///< evidence at which the overlay is as opaque as its value asks for
  std::string outlineAtlas;   ///< whose regions are outlined; empty: none
  CutoutSide cutout = CutoutSide::None;
  bool maximumIntensity = false;  ///< 3-D shows the strongest value along each ray
  MosaicParams mosaic;

  const ColorScale& scaleOf(Layer layer) const { return layer == Layer::Map ? mapScale : scale; }
  bool operator==(const ComparisonState&) const = default;
};
std::string toJson(const ComparisonState& state);
/// What an older version did not write keeps its default. Throws Error when the text is not such a state.
ComparisonState comparisonStateFromJson(const std::string& text);
/// The same without an exception: nothing when the text is not such a state.
std::optional<ComparisonState> tryComparisonState(const std::string& text);

}  // namespace vxs::scene
