#pragma once

#include <filesystem>

namespace vxs::train {

/// Held while a process trains a run, so that no second one writes into the same folder and others can see
/// that it is running. An advisory lock on RUN/training.lock: it ends with the process, however that ends.
/// File systems without locks are let pass.
class RunLock {
 public:
  /// Throws Error when another process trains this run. The folder must exist.
  explicit RunLock(const std::filesystem::path& run);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int m_file = -1;
};

/// Whether some process trains the run at this moment.
bool isTraining(const std::filesystem::path& run);

}  // namespace vxs::train
