#include "ui/training/RunCurves.h"
#include "ui/paint/Numbers.h"

#include "core/train/EpochFile.h"
#include "core/train/History.h"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

double valueOf(const train::EpochReport& epoch, CurveQuantity quantity, double scoreFactor) {
  switch (quantity) {
    case CurveQuantity::TrainLoss:
      return epoch.trainLoss;
    case CurveQuantity::ValidationLoss:
      return epoch.validationLoss;
    case CurveQuantity::ValidationScore:
      return scoreFactor * epoch.validationScore;
    default:
      return epoch.validationMedianR;
  }
}

}  // namespace

QString RunCurves::name() const {
  return QString::fromStdString(summary.run.info.run.filename().string());
}

QString RunCurves::whyNoCurve() const {
  if (isRidge()) return QObject::tr("solved in one step, no curve");
  return history.empty() ? QObject::tr("no epoch is over yet") : QString();
}

bool RunCurves::mayImprove() const {
  const int last = static_cast<int>(history.size());
  return summary.state == train::RunState::Complete && last > 0 && bestEpoch() == last &&
         last == summary.run.params.epochs;
}

std::int64_t RunCurves::stepsAnEpoch() const {
  const auto images = static_cast<std::int64_t>(summary.run.info.trainImages.size());
  const std::int64_t batch = std::max(summary.run.params.batchSize, 1);
  return std::max<std::int64_t>(1, (images + batch - 1) / batch);
}

QString ScoreScale::number(double score) const {
  const QString digits = paint::withMinus(QString::number(factor * score, 'f', decimals));
  return unit.isEmpty() ? digits : digits + QStringLiteral(" %");
}

QString ScoreScale::text(double score) const {
  return std::isfinite(score) ? QStringLiteral("%1 %2").arg(name, number(score))
                              : QObject::tr("no %1").arg(name);
}

ScoreScale scoreScale(const train::RunFile& run) {
  if (run.criterion == train::kMaskCriterion) return {QStringLiteral("r"), {}, 1, 3};
  return {QStringLiteral("r|r|/NC"), QStringLiteral("%"), 100, 1};
}

RunCurves readRunCurves(const std::filesystem::path& run) {
  RunCurves curves;
  curves.summary = train::summariseRun(run);
  curves.history = train::readHistory(run);
  if (curves.history.empty()) curves.history = curves.summary.run.history;
  curves.keptEpochs = train::keptEpochs(run);
  for (train::EpochReport& epoch : curves.history)
    if (epoch.step == 0) epoch.step = epoch.epoch * curves.stepsAnEpoch();
  for (const int epoch : curves.keptEpochs) {
    const train::EpochLosses losses = train::readEpochLosses(run, epoch);
    const auto count = static_cast<std::int64_t>(losses.batchLoss.size());
    for (std::int64_t i = 0; i < count; ++i)
      curves.batches.push_back({losses.step - count + 1 + i, losses.batchLoss[static_cast<std::size_t>(i)]});
  }
  return curves;
}

std::vector<QPointF> epochPoints(const RunCurves& curves, CurveQuantity quantity, CurveAxis axis) {
  std::vector<QPointF> points;
  const double factor = scoreScale(curves.summary.run).factor;
  double seconds = 0;
  for (const train::EpochReport& epoch : curves.history) {
    seconds += epoch.seconds;
    const double x = axis == CurveAxis::Epoch  ? epoch.epoch
                     : axis == CurveAxis::Step ? static_cast<double>(epoch.step)
                                               : seconds;
    points.emplace_back(x, valueOf(epoch, quantity, factor));
  }
  return points;
}

std::vector<QPointF> batchPoints(const RunCurves& curves, CurveAxis axis) {
  const auto steps = static_cast<double>(curves.stepsAnEpoch());
  std::vector<double> secondsAt{0};  // at the end of epoch i
  for (const train::EpochReport& epoch : curves.history)
    secondsAt.push_back(secondsAt.back() + epoch.seconds);
  std::vector<QPointF> points;
  for (const BatchLoss& batch : curves.batches) {
    const double epochs = static_cast<double>(batch.step) / steps;
    double x = axis == CurveAxis::Step ? static_cast<double>(batch.step) : epochs;
    if (axis == CurveAxis::Wall) {
      const auto whole = static_cast<std::size_t>(std::max(std::ceil(epochs) - 1, 0.0));
      if (whole + 1 >= secondsAt.size()) continue;
      x = std::lerp(secondsAt[whole], secondsAt[whole + 1], epochs - static_cast<double>(whole));
    }
    points.emplace_back(x, batch.loss);
  }
  return points;
}

std::vector<QPointF> smoothed(const std::vector<QPointF>& points, double weight) {
  std::vector<QPointF> result = points;
  if (weight <= 0) return result;
  double average = 0, norm = 0;
  for (QPointF& point : result) {
    if (!std::isfinite(point.y())) continue;
    norm = weight * norm + (1 - weight);  // what the series weighs, which began at zero
    average += (1 - weight) / norm * (point.y() - average);
    point.setY(average);
  }
  return result;
}

QStringList tickTexts(const std::vector<double>& ticks) {
  constexpr double kMostPlain = 1e6;
  constexpr int kMostDecimals = 7;
  QStringList texts;
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 0;
  double largest = 0;
  for (const double tick : ticks) largest = std::max(largest, std::abs(tick));
  const int place = step > 0 ? static_cast<int>(std::floor(std::log10(step) + 1e-9)) : 0;
  const int significant = step > 0 && largest > 0
                              ? std::max(1, static_cast<int>(std::floor(std::log10(largest))) - place + 1)
                              : 4;
  const bool plain = step > 0 && largest < kMostPlain && -place <= kMostDecimals;
  for (const double tick : ticks) {
    const double value = std::abs(tick) < 1e-9 * step ? 0 : tick;
    texts << paint::withMinus(plain ? QString::number(value, 'f', std::max(0, -place))
                                    : QString::number(value, 'g', significant));
  }
  return texts;
}

}  // namespace vxs::ui
