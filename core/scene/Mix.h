#pragma once

#include "core/scene/RgbaImage.h"

namespace vxs::scene {

/// How measured and predicted share one view. Curtain: measured left of a divider, predicted right of it.
/// Fade: one shines through the other.
enum class PairMode { SideBySide, Curtain, Fade };

/// Two pictures of one size as one. Curtain: columns whose centre lies left of amount * width come from
/// `first`, the rest from `second`. Fade: (1 - amount) * first + amount * second. Premultiplied in and out. A
/// picture of another size leaves `first` as it is.
RgbaImage mixed(const RgbaImage& first, const RgbaImage& second, PairMode mode, double amount);

}  // namespace vxs::scene
