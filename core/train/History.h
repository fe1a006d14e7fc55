#pragma once

#include "core/train/Run.h"

namespace vxs::train {

/// RUN/history.csv, for spreadsheets and for whoever watches a run: one line an epoch under the heading
///   epoch,step,train_loss,validation_loss,validation_median_r,seconds,validation_score
/// `step` counts batches since the run began, `seconds` is the epoch's own time; "nan" where there is no
/// number. An earlier version wrote no validation_score: its median r was the score. Written aside and
/// renamed after every epoch; a resumed run goes on with it.
void writeHistory(const std::filesystem::path& run, const std::vector<EpochReport>& history);
/// Empty when there is none. Throws Error naming file and line when it is damaged.
std::vector<EpochReport> readHistory(const std::filesystem::path& run);

}  // namespace vxs::train
