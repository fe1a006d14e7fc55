#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vxs::store {

/// IEEE 754 binary16 <-> binary32, round to nearest even; NaN stays NaN, overflow becomes infinity. Uses the
/// processor's F16C instructions where it has them, the same results otherwise. Sizes must agree (not
/// checked).
void toHalf(std::span<const float> values, std::uint16_t* halves);
void fromHalf(std::span<const std::uint16_t> halves, float* values);

namespace portable {
std::uint16_t toHalf(float value);
float fromHalf(std::uint16_t half);
}  // namespace portable

}  // namespace vxs::store
