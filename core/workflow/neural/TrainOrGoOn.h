#pragma once

#include "core/workflow/Neural.h"

#include <string>

namespace vxs::workflow {

/// Trains, or goes on with a run that was stopped:
///  - with `resume` and no store, the settings are those in RUN/run.json; `epochs` above 0 and `patience`
///  from 0 replace theirs;
///  - a folder that holds an unfinished run with the same settings is gone on with, so that a cancelled
///  command can simply
///    be started again.
/// "auto" as device means `device`. Throws as train::trainRun does.
TrainResult trainOrGoOn(TrainParams params, const std::string& device, Progress& progress,
                        const TrainObserver& observer);

}  // namespace vxs::workflow
