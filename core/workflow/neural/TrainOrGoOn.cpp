#include "core/workflow/neural/TrainOrGoOn.h"

#include "core/train/RunFile.h"
#include "core/train/TrainRun.h"

namespace vxs::workflow {
namespace {

TrainParams settingsOf(const train::RunFile& run, const TrainParams& asked) {
  TrainParams params = run.params;
  params.out = asked.out;
  params.resume = true;
  params.device = asked.device;
  if (asked.epochs > 0) params.epochs = asked.epochs;
  if (asked.patience >= 0) params.patience = asked.patience;
  return params;
}

/// One with an epoch to go on from.
bool holdsUnfinishedRun(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "run.json")) return false;
  const train::RunFile run = train::readRunFile(folder);
  return !run.finished && !run.history.empty();
}

}  // namespace

TrainResult trainOrGoOn(TrainParams params, const std::string& device, Progress& progress,
                        const TrainObserver& observer) {
  if (params.device == "auto") params.device = device;
  if (params.resume && params.store.empty()) {
    params = settingsOf(train::readRunFile(params.out), params);
  } else if (!params.resume && holdsUnfinishedRun(params.out)) {
    progress.note("going on with the unfinished run in " + params.out.string());
    params.resume = true;
  }
  return train::trainRun(params, progress, observer);
}

}  // namespace vxs::workflow
