#pragma once

#include "core/train/RunList.h"

#include <QPointF>
#include <QString>
#include <QStringList>

#include <vector>

namespace vxs::ui {

/// The data loss of one batch, as it was before its step.
struct BatchLoss {
  std::int64_t step = 0;
  double loss = 0;
};

/// A run's learning curve and what of its epochs can be looked at: read from its folder, or growing while it
/// trains.
struct RunCurves {
  train::RunSummary summary;
  std::vector<train::EpochReport> history;
  std::vector<BatchLoss> batches;  ///< of the epochs that were kept, and the live ones of the present epoch
  std::vector<int> keptEpochs;

  QString name() const;
  /// Solved in one step: it has no epochs, although its folder holds one map of the validation images.
  bool isRidge() const { return summary.run.info.head == "ridge"; }
  /// Why it has no curve; empty: it has one.
  QString whyNoCurve() const;
  /// Batches an epoch, from the split and the batch size.
  std::int64_t stepsAnEpoch() const;
  int bestEpoch() const { return summary.run.info.bestEpoch; }
  /// Whether its epochs ended while its score still rose: the best one is the last it was given.
  bool mayImprove() const;
};
/// Throws Error naming the file. Reads no volumes; runs of before there were histories have theirs in
/// run.json.
RunCurves readRunCurves(const std::filesystem::path& run);

enum class CurveAxis { Step, Epoch, Wall };
/// ValidationScore: by the run's criterion (core/train/Criterion.h), as scoreScale() shows it.
enum class CurveQuantity { TrainLoss, ValidationLoss, ValidationScore, ValidationR };

/// How a run's validation score is written: r|r|/NC in percent, or r in runs of before there was a criterion.
struct ScoreScale {
  QString name;   ///< "r|r|/NC"
  QString unit;   ///< "%", of the noise ceiling; empty for r
  double factor;  ///< from the score to what is shown
  int decimals;
  QString number(double score) const;  ///< "12.3 %", "0.123"
  QString text(double score) const;    ///< "r|r|/NC 12.3 %", "r 0.123"
};
ScoreScale scoreScale(const train::RunFile& run);

/// One value an epoch; y may be NaN. Wall: seconds of training until then, waiting between sessions left out.
std::vector<QPointF> epochPoints(const RunCurves& curves, CurveQuantity quantity, CurveAxis axis);
/// One value a batch. On the wall axis a batch lies between its epochs, in proportion; those of an epoch that
/// is not over have no place there yet.
std::vector<QPointF> batchPoints(const RunCurves& curves, CurveAxis axis);
/// Debiased exponential moving average of the whole series, as TensorBoard's: `weight` 0 changes nothing,
/// towards 1 smooths more. Values that are not finite stay what they are and take no part; a constant series
/// stays itself, bit for bit.
std::vector<QPointF> smoothed(const std::vector<QPointF>& points, double weight);
/// How ticks (paint::niceTicks) are written: with the decimals that their step needs, so that no two of them
/// look the same.
QStringList tickTexts(const std::vector<double>& ticks);

}  // namespace vxs::ui
