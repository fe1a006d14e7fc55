#include "core/workflow/neural/TorchSetup.h"
#include "models/blip/BlipNetwork.h"
#include "models/blip/PseudoWeights.h"
#include "models/heads/Ridge.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <numeric>

// What an edited caption costs with a network of BLIP base's size (pseudo-weights; time does not depend on
// their values) once the picture's tokens are kept: text encoder alone, many captions at once, ridge head,
// and one step back to the picture. Run it on a quiet machine.
using namespace vxs;

namespace {

const blip::BlipNetwork& base(int imageSize) {
  static std::map<int, std::unique_ptr<blip::BlipNetwork>> networks;
  auto& network = networks[imageSize];
  if (!network) {
    workflow::setUpTorchThreads(0);
    blip::BlipConfig config;
    config.imageSize = imageSize;
    network = blip::BlipNetwork::fromRule(config, [](const std::string& name,
                                                     const std::vector<std::int64_t>& shape) {
      const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
      const double fanIn = shape.size() > 1 ? static_cast<double>(count / shape[0]) : 1.0;
      return blip::isLayerNormWeight(name)
                 ? blip::pseudoWeights(name, static_cast<std::size_t>(count))
                 : blip::pseudoUniform(name, static_cast<std::size_t>(count), std::sqrt(12.0 / fanIn));
    });
  }
  return *network;
}

std::vector<float> pixels(int side) {
  return blip::pseudoUniform("pixels", static_cast<std::size_t>(3 * side * side), 4.0);
}

std::vector<std::int32_t> caption(int seed) {
  std::vector<std::int32_t> ids(blip::kCaptionTokens, 0);
  ids[0] = 30523;
  for (int i = 1; i < 13; ++i) ids[static_cast<std::size_t>(i)] = 2000 + (seed * 131 + i * 17) % 20000;
  ids[13] = 102;
  return ids;
}

void editedCaption(benchmark::State& state) {
  const int side = static_cast<int>(state.range(0));
  const blip::ImageTokens tokens = base(side).encodeImage(pixels(side));
  int seed = 0;
  for (auto _ : state) benchmark::DoNotOptimize(base(side).encodeText(caption(++seed), tokens));
}
BENCHMARK(editedCaption)
    ->Arg(224)
    ->Arg(384)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void manyCaptions(benchmark::State& state) {
  const blip::ImageTokens tokens = base(224).encodeImage(pixels(224));
  std::vector<std::vector<std::int32_t>> captions;
  for (int i = 0; i < state.range(0); ++i) captions.push_back(caption(i));
  for (auto _ : state) benchmark::DoNotOptimize(base(224).encodeTexts(captions, tokens));
  state.counters["captions/s"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)),
                                                    benchmark::Counter::kIsRate);
}
BENCHMARK(manyCaptions)
    ->Arg(1)
    ->Arg(4)
    ->Arg(8)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// One step of integrated gradients: picture and words forward and back.
void stepBack(benchmark::State& state) {
  const blip::NetworkInput input{pixels(224), caption(1), base(224).embedWords(caption(1))};
  for (auto _ : state)
    benchmark::DoNotOptimize(base(224).gradient(
        input, true, [](const blip::Features& f) { return std::vector<float>(f.values.size(), 1.0F); }));
}
BENCHMARK(stepBack)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// One cell of an occlusion.
void stepForward(benchmark::State& state) {
  const blip::NetworkInput input{pixels(224), caption(1), base(224).embedWords(caption(1))};
  for (auto _ : state) benchmark::DoNotOptimize(base(224).features(input, true));
}
BENCHMARK(stepForward)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// Ridge of so many components for 15,724 voxels (nsdgeneral of subj01).
void ridgeHead(benchmark::State& state) {
  workflow::setUpTorchThreads(0);
  heads::RidgeModel model;
  model.features = 32 * 768;
  model.components = state.range(0);
  model.voxels = 15724;
  const auto fill = [](const char* name, std::int64_t count) {
    return blip::pseudoUniform(name, static_cast<std::size_t>(count), 0.01);
  };
  model.mean = fill("mean", model.features);
  model.scale = fill("scale", model.features);
  model.basis = fill("basis", model.components * model.features);
  model.coefficients = fill("coefficients", model.components * model.voxels);
  model.intercept = fill("intercept", model.voxels);
  const std::vector<float> x = fill("x", model.features);
  for (auto _ : state) benchmark::DoNotOptimize(model.predict(x));
}
BENCHMARK(ridgeHead)
    ->Arg(700)
    ->Arg(3000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
