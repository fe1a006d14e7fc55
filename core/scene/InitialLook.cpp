#include "core/scene/InitialLook.h"

#include "core/scene/ColorMap.h"
#include "core/scene/StrongestPoint.h"

namespace vxs::scene {
namespace {

/// Where the overlay starts to fade, as a part of its range.
constexpr double kThresholdPart = 0.2;

}  // namespace

InitialLook initialLook(const Volume& reference) {
  const double range = symmetricRange({&reference.values});
  return {range, kThresholdPart * range, strongestPoint(reference)};
}

}  // namespace vxs::scene
