#include "core/base/Parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <mutex>
#include <sched.h>
#include <string>
#include <thread>
#include <vector>

namespace vxs {

int availableCores() {
  cpu_set_t set;
  int cores = 1;
  if (sched_getaffinity(0, sizeof set, &set) == 0) cores = std::max(1, CPU_COUNT(&set));
  std::ifstream quotaFile("/sys/fs/cgroup/cpu.max");
  std::string quota;
  double period = 0;
  if (quotaFile >> quota >> period && quota != "max" && period > 0)
    cores = std::clamp(static_cast<int>(std::ceil(std::atof(quota.c_str()) / period)), 1, cores);
  return cores;
}

void parallelFor(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body, int threads) {
  const std::size_t parts =
      std::min<std::size_t>(count, static_cast<std::size_t>(threads > 0 ? threads : availableCores()));
  if (parts <= 1) {
    if (count) body(0, count);
    return;
  }
  std::exception_ptr failure;
  std::mutex mutex;
  const auto runPart = [&](std::size_t part) {
    try {
      body(count * part / parts, count * (part + 1) / parts);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t part = 1; part < parts; ++part) workers.emplace_back(runPart, part);
  runPart(0);
  workers.clear();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace vxs
