#pragma once

#include "ui/session/Session.h"

namespace vxs::ui {

/// What a run was after one epoch, to be shown in the views.
struct EpochMap {
  Volume volume;
  train::RunInfo run;
  int epoch = 0;
  std::int32_t nsdId = 0;  ///< of a prediction; 0: correlation over the validation images
  std::int64_t validationImages = 0;
};

/// What the run kept of the epoch, or else what its weights of then predict for the image. Slow. Throws Error
/// where there is neither.
EpochMap readEpochMap(const std::filesystem::path& run, int epoch, std::int32_t nsdId, Progress& progress);
/// Shows it as the map beside the comparison. A prediction has the colours and the range of the comparison
/// itself; a correlation its own, 0 to `rRange`.
void showEpochMap(Session& session, EpochMap map, double rRange);
/// Selects the image in the open run, so that the measured response stands beside its predictions; nothing
/// when the run does not have it.
void selectImage(Session& session, std::int32_t nsdId);

}  // namespace vxs::ui
