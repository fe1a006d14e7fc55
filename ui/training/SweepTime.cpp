#include "ui/training/SweepTime.h"

#include <QCoreApplication>

#include <cmath>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("SweepTime", text);
}

bool isComparable(const train::RunFile& run, const std::string& head, const train::TrainParams& base) {
  return run.info.head == head && !run.history.empty() && run.info.store == base.store &&
         run.params.features == base.features && run.params.split == base.split &&
         run.params.batchSize == base.batchSize && run.params.hidden == 0 && run.params.readout == "joined";
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

SweepTime sweepTime(const QStringList& heads, int penalties, const train::TrainParams& base,
                    const std::vector<train::RunSummary>& runs) {
  SweepTime time;
  for (const QString& head : heads) {
    const int cells = head == QLatin1String("ridge") ? 1 : penalties;
    time.trainings += cells;
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
  const QString count = time.trainings == 1 ? tr("1 training") : tr("%1 trainings").arg(time.trainings);
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
