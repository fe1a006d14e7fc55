#pragma once

#include <map>
#include <string>

namespace vxs::workflow {

/// Gives LibTorch `threads` threads (0: every core this process may use), unless the BLAS it multiplies with
/// runs threads of its own: an OpenBLAS built on pthreads fights LibTorch's OpenMP threads for the cores (a
/// transformer gets nearly three times slower), so LibTorch then stays at one and the BLAS gets the threads.
/// Call it before anything else uses LibTorch, and on each thread that uses it: OpenMP keeps the number for
/// each of them. Returns how many there are now; with another number sums are rounded otherwise.
int setUpTorchThreads(int threads);

/// "auto", "cpu", "cuda" or "cuda:N". Returns "cpu" or "cuda:N". Throws UsageError for other names and Error
/// for a CUDA device that LibTorch does not have here.
std::string chooseDevice(const std::string& requested);

/// "LibTorch", "BLAS", "LibTorch threads", "CUDA".
std::map<std::string, std::string> describeTorch();

}  // namespace vxs::workflow
