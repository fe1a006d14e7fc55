#pragma once

#include "core/nsd/Dataset.h"
#include "core/nsd/ExperimentDesign.h"
#include "core/nsd/Layout.h"
#include "core/nsd/Stimuli.h"

#include <mutex>
#include <optional>

namespace vxs::nsd {

/// What has been opened so far. A failed opening leaves nothing behind, so that the next call fails (or
/// succeeds) anew.
struct Dataset::Impl {
  explicit Impl(std::filesystem::path root) : layout(std::move(root)) {}

  const ExperimentDesign& design();
  const Stimuli& stimuli();
  const std::vector<std::vector<std::string>>& captions();

  Layout layout;
  std::mutex hdf5Mutex;  ///< not every build of HDF5 can be called from two threads
  std::mutex designMutex, captionsMutex;

 private:
  std::optional<ExperimentDesign> m_design;
  std::optional<Stimuli> m_stimuli;
  std::optional<std::vector<std::vector<std::string>>> m_captions;  ///< [nsdId]
};

}  // namespace vxs::nsd
