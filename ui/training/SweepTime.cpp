#include "ui/training/SweepTime.h"

#include "ui/training/TrainingSettings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("SweepTime", text);
}

bool isComparable(const train::RunFile& run, const std::string& head, const train::TrainParams& base) {
  return run.info.head == head && !run.history.empty() && run.info.store == base.store &&
         run.params.features == base.features && run.params.split == base.split &&
         run.params.batchSize == base.batchSize && run.params.hidden == 0 &&
         (!choosesReadout(head) || run.params.readout == base.readout);
}

const train::RunSummary* latestLike(const std::string& head, const train::TrainParams& base,
                                    const std::vector<train::RunSummary>& runs) {
  const train::RunSummary* latest = nullptr;
  for (const train::RunSummary& run : runs)
    if (isComparable(run.run, head, base) && (!latest || run.changed > latest->changed)) latest = &run;
  return latest;
}

double secondsAnEpoch(const train::RunFile& run) {
  double seconds = 0;
  for (const train::EpochReport& epoch : run.history) seconds += epoch.seconds;
  return seconds / static_cast<double>(run.history.size());
}

}  // namespace

QString durationText(double seconds) {
  const auto whole = static_cast<qint64>(std::llround(seconds));
  if (whole < 60) return tr("%1 s").arg(whole);
  if (whole < 3600) return tr("%1 min").arg((whole + 30) / 60);
  return tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

SweepTime sweepTime(const QStringList& heads, const QStringList& penalties, const train::TrainParams& base,
                    const std::vector<train::RunSummary>& runs, const QStringList& finished) {
  SweepTime time;
  for (const QString& head : heads) {
    const QStringList wanted =
        head == QLatin1String("ridge") ? QStringList{QStringLiteral("gcv")} : penalties;
    const auto there = static_cast<int>(std::ranges::count_if(wanted, [&](const QString& penalty) {
      return finished.contains(head + QLatin1Char('-') + penalty);
    }));
    const int cells = static_cast<int>(wanted.size()) - there;
    time.finished += there;
    time.trainings += cells;
    if (cells == 0) continue;
    const train::RunSummary* like = latestLike(head.toStdString(), base, runs);
    if (!like) {
      time.unknown << head;
      continue;
    }
    const double epoch = secondsAnEpoch(like->run);
    time.timed += cells;
    time.training[head] = base.epochs * epoch;
    time.seconds += cells * base.epochs * epoch;
    time.measured << tr("an epoch of %1 took %2 s in %3")
                         .arg(head)
                         .arg(epoch, 0, 'g', 3)
                         .arg(QString::fromStdString(like->run.info.run.filename().string()));
  }
  return time;
}

QString sweepTimeText(const SweepTime& time) {
  if (time.trainings == 0 && time.finished > 0)
    return tr("Every cell is there already: none is trained again, and the table is written anew.");
  QString count = time.trainings == 1 ? tr("1 training") : tr("%1 trainings").arg(time.trainings);
  if (time.finished == 1) count += tr(" (1 more is there already)");
  if (time.finished > 1) count += tr(" (%1 more are there already)").arg(time.finished);
  if (time.timed == 0) return tr("%1. How long they take is unknown until the first has run.").arg(count);
  const QString about = tr("about %1 of training").arg(durationText(time.seconds));
  const QString by = time.measured.join(QStringLiteral(", "));
  if (time.timed == time.trainings) return tr("%1, %2 (%3). Judging comes on top.").arg(count, about, by);
  return tr("%1: %2 for %3 of them (%4); unknown until the first of each has run: %5. Judging comes on top.")
      .arg(count, about)
      .arg(time.timed)
      .arg(by, time.unknown.join(QStringLiteral(", ")));
}

}  // namespace vxs::ui
