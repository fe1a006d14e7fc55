#pragma once

#include "core/scene/Camera.h"
#include "core/scene/Slice.h"

#include <array>
#include <memory>
#include <string>

namespace vxs::scene {

enum class Layer { Measured, Predicted, Difference };

/// What is compared: three volumes on one grid over one underlay. Shared and never changed in place, so that
/// views, worker threads and figures can hold the same data. A missing volume is empty() and `why` says why.
struct ComparisonData {
  std::array<Volume, 3> volumes;  ///< indexed by Layer
  std::array<std::string, 3>
      why;                   ///< shown in the empty view, e.g. "No measured response: a dropped picture"
  Volume underlay;           ///< may be empty
  std::string subjectLine;   ///< "subj01, trial 12, image 345": belongs to every view
  std::string modelLine;     ///< "run ridge-1, demo encoder (pseudo-weights)"
  bool synthetic = false;    ///< watermark SYNTHETIC
  bool demoEncoder = false;  ///< label DEMO ENCODER
};
/// Fills volumes[Difference] = measured - predicted (NaN where either is), when both are there and on one
/// grid.
void computeDifference(ComparisonData& data);

/// How it is looked at: one crosshair, one camera, one symmetric range for all layers. A value; serialised to
/// JSON in recipes.
struct ComparisonState {
  Vec3 crosshairRasMm{0, 0, 0};
  Camera camera;
  ColorScale scale;
  Convention convention = Convention::Neurological;
  bool smoothSlices = false;
};
std::string toJson(const ComparisonState& state);
/// Throws Error when the text is not such a state.
ComparisonState comparisonStateFromJson(const std::string& text);

}  // namespace vxs::scene
