// Streaming correlation against the two-pass textbook way over the same [samples, voxels] block.
#include "core/base/Random.h"
#include "core/metrics/Pearson.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <span>
#include <vector>

namespace {

constexpr std::size_t kSamples = 500, kVoxels = 15724;  // nsdgeneral of subj01

struct Block {
  std::vector<float> measured, predicted;
  Block() : measured(kSamples * kVoxels), predicted(kSamples * kVoxels) {
    vxs::Random random(1);
    for (std::size_t i = 0; i < measured.size(); ++i) {
      measured[i] = static_cast<float>(random.uniform(-1, 1));
      predicted[i] = measured[i] + static_cast<float>(random.uniform(-1, 1));
    }
  }
};

std::vector<float> streaming(const Block& block) {
  vxs::metrics::PearsonAccumulator sums(kVoxels);
  for (std::size_t i = 0; i < kSamples; ++i)
    sums.add(std::span(block.measured).subspan(i * kVoxels, kVoxels),
             std::span(block.predicted).subspan(i * kVoxels, kVoxels));
  return sums.correlation();
}

/// Row by row as well, so that both read memory in order: means first, then the sums about them.
std::vector<float> twoPass(const Block& block) {
  std::vector<double> meanX(kVoxels), meanY(kVoxels), xx(kVoxels), yy(kVoxels), xy(kVoxels);
  for (std::size_t i = 0; i < kSamples * kVoxels; ++i) {
    meanX[i % kVoxels] += block.measured[i] / double{kSamples};
    meanY[i % kVoxels] += block.predicted[i] / double{kSamples};
  }
  for (std::size_t i = 0; i < kSamples; ++i)
    for (std::size_t v = 0; v < kVoxels; ++v) {
      const double x = block.measured[i * kVoxels + v] - meanX[v],
                   y = block.predicted[i * kVoxels + v] - meanY[v];
      xx[v] += x * x, yy[v] += y * y, xy[v] += x * y;
    }
  std::vector<float> r(kVoxels);
  for (std::size_t v = 0; v < kVoxels; ++v) r[v] = static_cast<float>(xy[v] / std::sqrt(xx[v] * yy[v]));
  return r;
}

double secondsOf(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(work());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Both in turn within one iteration, so that a busy machine slows both; the ratio is what counts.
void pearson(benchmark::State& state) {
  const Block block;
  double one = 0, two = 0;
  for (auto _ : state) {
    one += secondsOf([&] { return streaming(block); });
    two += secondsOf([&] { return twoPass(block); });
  }
  state.counters["streaming/twoPass"] = one / two;
  state.counters["streaming_Gsamples/s"] =
      static_cast<double>(state.iterations()) * kSamples * kVoxels / one / 1e9;
}
BENCHMARK(pearson)->Unit(benchmark::kMillisecond)->MinTime(1);

}  // namespace
