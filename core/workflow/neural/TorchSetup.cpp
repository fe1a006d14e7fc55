#include "core/workflow/neural/TorchSetup.h"

#include "core/base/Error.h"
#include "core/base/Parallel.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <torch/csrc/api/include/torch/version.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>

namespace vxs::workflow {
namespace {

enum class BlasThreads { Unknown, None, OwnThreads, OpenMp };

/// openblas_get_parallel(): 0 sequential, 1 pthreads, 2 OpenMP; another BLAS does not have the function.
BlasThreads blasThreads() {
  using Query = int();
  const auto query = reinterpret_cast<Query*>(dlsym(RTLD_DEFAULT, "openblas_get_parallel"));
  // the plugin's own libraries are not in the global scope: ask the BLAS that is mapped
  void* blas = query ? nullptr : dlopen("libblas.so.3", RTLD_LAZY | RTLD_NOLOAD);
  const auto fromBlas = blas ? reinterpret_cast<Query*>(dlsym(blas, "openblas_get_parallel")) : query;
  if (!fromBlas) return BlasThreads::Unknown;
  switch (fromBlas()) {
    case 0:
      return BlasThreads::None;
    case 1:
      return BlasThreads::OwnThreads;
    default:
      return BlasThreads::OpenMp;
  }
}

void setBlasThreads(int threads) {
  using Set = void(int);
  auto set = reinterpret_cast<Set*>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
  if (!set)
    if (void* blas = dlopen("libblas.so.3", RTLD_LAZY | RTLD_NOLOAD))
      set = reinterpret_cast<Set*>(dlsym(blas, "openblas_set_num_threads"));
  if (set) set(threads);
}

std::string describe(BlasThreads kind) {
  switch (kind) {
    case BlasThreads::None:
      return "OpenBLAS without threads";
    case BlasThreads::OwnThreads:
      return "OpenBLAS with its own threads (libopenblas0-openmp would be quicker)";
    case BlasThreads::OpenMp:
      return "OpenBLAS with OpenMP";
    default:
      return "not OpenBLAS";
  }
}

/// GNU OpenMP's threads wait for one another by spinning, for milliseconds, as long as they believe that each
/// has a core of its own. Where others use the cores (another program, a training beside the window), that
/// wait eats the time of what is waited for: with both cores taken by others, pictures cost three times the
/// processor time. Its documented switch, OMP_WAIT_POLICY, is read before main. So a second team, which
/// sleeps as long as the program runs, makes it count more threads than cores: then it spins a thousand turns
/// only.
void keepBarriersShort() {
  static std::once_flag once;
  std::call_once(once, [] {
    std::promise<void> parked;
    std::thread([&parked] {
      (void)at::ones({1 << 18}).exp();  // large enough for LibTorch to share it out
      parked.set_value();
      for (;;) std::this_thread::sleep_for(std::chrono::hours(24));
    }).detach();
    parked.get_future().wait();
  });
}

}  // namespace

int setUpTorchThreads(int threads) {
  const int wanted = threads > 0 ? threads : availableCores();
  static const bool blasHasOwn = blasThreads() == BlasThreads::OwnThreads;
  at::set_num_threads(blasHasOwn ? 1 : wanted);
  if (blasHasOwn) setBlasThreads(wanted);
  if (at::get_num_threads() > 1) keepBarriersShort();
  return wanted;
}

std::string chooseDevice(const std::string& requested) {
  if (requested == "cpu") return "cpu";
  const int available = at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
  if (requested == "auto") return available > 0 ? "cuda:0" : "cpu";
  int index = 0;
  if (requested.starts_with("cuda:")) {
    const std::string digits = requested.substr(5);
    const bool number =
        !digits.empty() && digits.size() < 4 &&
        std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); });
    if (!number) throw UsageError("device '" + requested + "' is not auto, cpu, cuda or cuda:N");
    index = std::stoi(digits);
  } else if (requested != "cuda") {
    throw UsageError("device '" + requested + "' is not auto, cpu, cuda or cuda:N");
  }
  if (index >= available)
    throw Error(
        "device '" + requested + "' is not there: this LibTorch sees " +
        (available == 0 ? std::string("no CUDA device") : std::to_string(available) + " CUDA device(s)") +
        "; use --device cpu");
  return "cuda:" + std::to_string(index);
}

std::map<std::string, std::string> describeTorch() {
  const int gpus = at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
  return {{"LibTorch", TORCH_VERSION},
          {"BLAS", describe(blasThreads())},
          {"LibTorch threads", std::to_string(at::get_num_threads())},
          {"CUDA", gpus > 0 ? std::to_string(gpus) + " device(s)" : "none"}};
}

}  // namespace vxs::workflow
