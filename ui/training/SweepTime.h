#pragma once

#include "core/train/RunList.h"

#include <QStringList>

#include <map>
#include <vector>

namespace vxs::ui {

/// "45 s", "12 min", "3 h 5 min".
QString durationText(double seconds);

/// How long the trainings of a table take, by what an epoch took in runs that were trained already.
struct SweepTime {
  int finished = 0;    ///< cells of the table that are there and are not made again
  int trainings = 0;   ///< of the others: one a head and penalty, one for ridge, which has its own
  int timed = 0;       ///< of them: those of a head that was timed
  double seconds = 0;  ///< of training, for those that were timed
  std::map<QString, double> training;  ///< seconds that one of a timed head takes
  QStringList measured;                ///< "an epoch of mlp took 62 s in mlp-l1"
  QStringList unknown;                 ///< heads without a time; ridge has no epochs and is among them
};
/// A run is comparable when it has the head, with its own number of hidden units, the store, the features,
/// the split, the readout and the batch of `base`; the latest of them counts. `base.epochs` epochs are asked for.
/// `finished`: names of cells ("mlp-l1") that are there.
SweepTime sweepTime(const QStringList& heads, const QStringList& penalties, const train::TrainParams& base,
                    const std::vector<train::RunSummary>& runs, const QStringList& finished);
/// In one sentence or two; says what is not known.
QString sweepTimeText(const SweepTime& time);

}  // namespace vxs::ui
