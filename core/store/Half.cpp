#include "core/store/Half.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace vxs::store {
namespace portable {

std::uint16_t toHalf(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000U, magnitude = bits & 0x7fffffffU;
  if (magnitude > 0x7f800000U)
    return static_cast<std::uint16_t>(sign | 0x7e00U | ((magnitude >> 13) & 0x3ffU));
  if (magnitude >= 0x477ff000U) return static_cast<std::uint16_t>(sign | 0x7c00U);
  if (magnitude < 0x38800000U) {  // subnormal half: adding 0.5 lets the float unit do the rounding
    const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
    return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3f000000U));
  }
  const std::uint32_t odd = (magnitude >> 13) & 1U;
  return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000U + 0xfffU + odd) >> 13));
}

float fromHalf(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1fU, mantissa = half & 0x3ffU;
  if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000U | (mantissa << 13));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
  return sign ? -magnitude : magnitude;
}

}  // namespace portable

namespace {

void toHalfPortable(std::span<const float> values, std::uint16_t* halves) {
  for (std::size_t i = 0; i < values.size(); ++i) halves[i] = portable::toHalf(values[i]);
}

void fromHalfPortable(std::span<const std::uint16_t> halves, float* values) {
  for (std::size_t i = 0; i < halves.size(); ++i) values[i] = portable::fromHalf(halves[i]);
}

#if defined(__x86_64__)
__attribute__((target("avx,f16c"))) void toHalfF16c(std::span<const float> values, std::uint16_t* halves) {
  std::size_t i = 0;
  for (; i + 8 <= values.size(); i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(halves + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(values.data() + i), _MM_FROUND_TO_NEAREST_INT));
  toHalfPortable(values.subspan(i), halves + i);
}

__attribute__((target("avx,f16c"))) void fromHalfF16c(std::span<const std::uint16_t> halves, float* values) {
  std::size_t i = 0;
  for (; i + 8 <= halves.size(); i += 8)
    _mm256_storeu_ps(values + i,
                     _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(halves.data() + i))));
  fromHalfPortable(halves.subspan(i), values + i);
}

bool hasF16c() {
  return __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c");
}
#endif

}  // namespace

void toHalf(std::span<const float> values, std::uint16_t* halves) {
#if defined(__x86_64__)
  if (hasF16c()) return toHalfF16c(values, halves);
#endif
  toHalfPortable(values, halves);
}

void fromHalf(std::span<const std::uint16_t> halves, float* values) {
#if defined(__x86_64__)
  if (hasF16c()) return fromHalfF16c(halves, values);
#endif
  fromHalfPortable(halves, values);
}

}  // namespace vxs::store
