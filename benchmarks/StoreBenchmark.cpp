// Half floats to single precision against a plain copy of as many output bytes, and trials read from a mapped
// store.
#include "core/base/Random.h"
#include "core/store/Half.h"
#include "core/store/VoxelStoreWriter.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace {

using namespace vxs;

double secondsOf(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  benchmark::ClobberMemory();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void halfToSingle(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  std::vector<float> source(count, 0.25F), target(count);
  std::vector<std::uint16_t> halves(count);
  store::toHalf(source, halves.data());
  double convert = 0, copy = 0;
  for (auto _ : state) {
    convert += secondsOf([&] { store::fromHalf(halves, target.data()); });
    copy += secondsOf([&] { std::memcpy(target.data(), source.data(), count * sizeof(float)); });
  }
  const double bytes = static_cast<double>(state.iterations()) * static_cast<double>(count * sizeof(float));
  state.counters["convert/memcpy"] = convert / copy;
  state.counters["convert_GB/s"] = bytes / convert / 1e9;
}
BENCHMARK(halfToSingle)->Arg(15724)->Arg(1 << 24);

/// A store of one session of 750 trials on a grid of random betas.
class TemporaryStore {
 public:
  explicit TemporaryStore(const Grid& grid) {
    std::string pattern = (std::filesystem::temp_directory_path() / "voxelscope-benchmark-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
    m_folder = pattern;
    const Mask mask = Mask::whole(grid, Affine::centred(grid, 1.8));
    store::VoxelStoreWriter writer(m_folder / "store", {1, "b3", "whole", m_folder, true, {1}, 0, {}}, mask);
    Random random(2);
    std::vector<float> betas(nsd::kTrialsPerSession * mask.size());
    for (float& beta : betas) beta = static_cast<float>(random.uniform(-3, 3));
    writer.writeSession(1, betas, nsd::kTrialsPerSession);
    std::vector<nsd::Trial> trials;
    for (int t = 0; t < nsd::kTrialsPerSession; ++t) trials.push_back({t + 1, 1, t, t, 0, false});
    writer.finish(trials, Volume(grid, mask.affine, 0.5F), {}, {});
  }
  ~TemporaryStore() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
  }
  std::filesystem::path path() const { return m_folder / "store"; }

 private:
  std::filesystem::path m_folder;
};

void readTrial(benchmark::State& state) {
  const TemporaryStore temporary({25, 25, 25});  // 15,625 voxels, as many as nsdgeneral
  const store::VoxelStore store = store::VoxelStore::open(temporary.path());
  std::vector<float> trial(store.voxelCount()), copy(store.voxelCount());
  Random random(3);
  double read = 0, plain = 0;
  for (auto _ : state) {
    const std::size_t row = random.below(store.trials().size());
    read += secondsOf([&] { store.readTrial(row, trial); });
    plain += secondsOf([&] { std::memcpy(copy.data(), trial.data(), trial.size() * sizeof(float)); });
  }
  state.counters["read/memcpy"] = read / plain;
  state.counters["us/trial"] = read / static_cast<double>(state.iterations()) * 1e6;
}
BENCHMARK(readTrial);

}  // namespace
