#pragma once

#include <cstdint>
#include <string_view>

namespace vxs {

/// FNV-1a, 64 bit, over the bytes of `text` (offset cbf29ce484222325, prime 100000001b3).
std::uint64_t fnv1a64(std::string_view text);

/// SplitMix64's output function (Steele, Lea, Flood 2014): a good 64-bit hash of a counter.
std::uint64_t splitMix64(std::uint64_t counter);

/// A seeded generator whose sequence is the same on every platform and standard library. Not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) : m_state(seed) {}
  std::uint64_t next();
  /// [0, 1), 53 bits.
  double uniform();
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// 0 .. count-1, without modulo bias; count must be > 0.
  std::uint64_t below(std::uint64_t count);
  /// Standard normal (Box-Muller, both values used).
  double normal();
  /// Fisher-Yates.
  template <class Sequence>
  void shuffle(Sequence& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      using std::swap;
      swap(values[i - 1], values[below(i)]);
    }
  }

 private:
  std::uint64_t m_state;
  bool m_hasSpare = false;
  double m_spare = 0;
};

}  // namespace vxs
