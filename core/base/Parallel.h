#pragma once

#include <cstddef>
#include <functional>

namespace vxs {

/// Cores this process may use: affinity and cgroup quota, at least 1 (std::thread::hardware_concurrency knows neither).
int availableCores();

/// Calls body(begin, end) on contiguous parts of [0, count), one part a thread; returns when all are done. The first
/// exception of any part is rethrown. `threads` 0 means availableCores().
void parallelFor(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body, int threads = 0);

}  // namespace vxs
