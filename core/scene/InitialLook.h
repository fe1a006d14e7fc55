#pragma once

#include "core/volume/Volume.h"

namespace vxs::scene {

/// How a run's responses are looked at before anyone has chosen: what a window opens with and what a figure
/// of the command line takes where its options say nothing.
struct InitialLook {
  double range = 1;       ///< z: colours run from -range to range
  double thresholdZ = 0;  ///< weaker responses fade
  Vec3 crosshairRasMm{0, 0, 0};
  bool operator==(const InitialLook&) const = default;
};

/// The rule. It is chosen once a run and from one volume, `reference`: the mean measured response to the
/// run's first image, which is the test image shown first (the image shown first, where a run has no test
/// image). So window and command line agree, whichever trial or picture is looked at, and pictures of one run
/// share their colours. The range is symmetricRange() of that volume (99.5th percentile of the magnitudes,
/// rounded up to two digits); the threshold is 0.2 of it: weak responses would hide the brain, and in 3-D
/// the strong ones behind them, but predictions, which are weaker than what is measured, have to be seen; the crosshair is at its strongestPoint(). Without any value: range 1, and
/// strongestPoint().
InitialLook initialLook(const Volume& reference);

}  // namespace vxs::scene
