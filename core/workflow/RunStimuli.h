#pragma once

#include "core/base/RgbImage.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "core/train/Run.h"

#include <string>
#include <vector>

namespace vxs::workflow {

/// What a run's subject saw: trials, pictures, captions and regions, for workflows that start from a trial.
class RunStimuli {
 public:
  /// Opens the run's store and the dataset behind it. Throws Error naming what is missing.
  explicit RunStimuli(train::RunInfo run);

  const train::RunInfo& run() const { return m_run; }
  const store::VoxelStore& store() const { return m_store; }
  /// By number; 0: the first trial with a test image. Throws Error when there is none.
  const nsd::Trial& trial(int number) const;
  RgbImage picture(std::int32_t nsdId) const { return m_dataset.stimulus(nsdId); }
  const std::vector<std::string>& captions(std::int32_t nsdId) const { return m_dataset.captions(nsdId); }
  /// The first caption of every other image of the store that has one, by image.
  std::vector<std::string> captionsOfOthers(std::int32_t nsdId) const;
  /// "test image", "TRAINING IMAGE" ...: said beside every result.
  std::string splitText(std::int32_t nsdId) const;

 private:
  train::RunInfo m_run;
  store::VoxelStore m_store;
  nsd::Dataset m_dataset;
};

}  // namespace vxs::workflow
