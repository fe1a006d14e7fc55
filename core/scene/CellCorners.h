#pragma once

#include <array>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Internal to core/scene: the arithmetic of VTK's fixed-point ray caster, all eight corners of a cell at once
// where the processor can. Numbers are parts of 32767.
namespace vxs::scene {

/// Something at the corners of a cell of voxels, x fastest.
struct alignas(16) Corners : std::array<std::int16_t, 8> {};

constexpr int kFixedShift = 15;
constexpr unsigned kFixedOne = (1U << kFixedShift) - 1;

inline unsigned rounded(unsigned product) {
  return (product + kFixedOne) >> kFixedShift;
}

#ifdef __SSE2__

inline int sumOfProducts(const Corners& a, const Corners& b) {
  const auto load = [](const Corners& corners) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(corners.data()));
  };
  __m128i sum = _mm_madd_epi16(load(a), load(b));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1));
  return _mm_cvtsi128_si32(sum);
}

/// Weights of the corners at a position, whose lower 15 bits say where in the cell it is.
inline Corners cornerWeights(const std::array<unsigned, 3>& at) {
  const auto high = [&](std::size_t d) { return static_cast<int>(at[d] & kFixedOne); };
  const auto low = [&](std::size_t d) { return static_cast<int>(~at[d] & kFixedOne); };
  const auto product = [](__m128i a, __m128i b) {
    return _mm_srli_epi32(_mm_add_epi32(_mm_madd_epi16(a, b), _mm_set1_epi32(0x4000)), kFixedShift);
  };
  const __m128i x = _mm_setr_epi32(low(0), high(0), low(0), high(0)),
                y = _mm_setr_epi32(low(1), low(1), high(1), high(1)), xy = product(x, y);
  Corners weights;
  _mm_store_si128(reinterpret_cast<__m128i*>(weights.data()),
                  _mm_packs_epi32(product(xy, _mm_set1_epi32(low(2))), product(xy, _mm_set1_epi32(high(2)))));
  return weights;
}

#else

inline int sumOfProducts(const Corners& a, const Corners& b) {
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum += a[i] * b[i];
  return sum;
}

/// Weights of the corners at a position, whose lower 15 bits say where in the cell it is.
inline Corners cornerWeights(const std::array<unsigned, 3>& at) {
  std::array<std::array<unsigned, 2>, 3> along;
  for (std::size_t d = 0; d < 3; ++d) along[d] = {~at[d] & kFixedOne, at[d] & kFixedOne};
  Corners weights;
  for (std::size_t i = 0; i < 8; ++i) {
    const unsigned xy = (0x4000 + along[0][i & 1] * along[1][i >> 1 & 1]) >> kFixedShift;
    weights[i] = static_cast<std::int16_t>((0x4000 + xy * along[2][i >> 2]) >> kFixedShift);
  }
  return weights;
}

#endif

inline unsigned mixed(const Corners& values, const Corners& weights) {
  return rounded(static_cast<unsigned>(sumOfProducts(values, weights)));
}

}  // namespace vxs::scene
