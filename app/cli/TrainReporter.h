#pragma once

#include "core/workflow/Neural.h"

#include <nlohmann/json_fwd.hpp>

namespace vxs::cli {

class Session;

/// Reports training on a session's progress: a line an epoch for people; for programs the events "batch"
/// (step, loss; ten a second at most) and "epoch" (the fields of EpochReport). Ends training after the
/// running epoch when the session says so.
workflow::TrainObserver trainReporter(Session& session);

nlohmann::ordered_json toJson(const train::EpochReport& epoch);

}  // namespace vxs::cli
