#include "ui/maps/RegionStatistic.h"
#include "ui/paint/Numbers.h"

#include "core/metrics/Resample.h"

#include <QObject>

#include <cmath>
#include <limits>

namespace vxs::ui {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double medianAt(const std::vector<float>& values, const train::Members& members) {
  std::vector<double> found;
  for (const std::uint32_t v : members)
    if (v < values.size()) found.push_back(values[v]);
  return metrics::quantile(std::move(found), 0.5);
}

/// In the map's units; `medianCeiling` a fraction.
double mostPossible(MapKind kind, double medianCeiling) {
  switch (kind) {
    case MapKind::R:
      return std::sqrt(medianCeiling);
    case MapKind::RSquared:
    case MapKind::Determination:
      return medianCeiling;
    case MapKind::Normalised:
      return medianCeiling > 0 ? 100 : kNan;
    default:
      return kNan;
  }
}

/// Why an interval that there is does not lie around its estimate, as a person would ask; else empty.
QString intervalNote(const RegionStatistic& s) {
  if (!std::isfinite(s.low) || !std::isfinite(s.high)) return {};
  if (s.value < s.low || s.value > s.high)
    return QObject::tr(" (misses its estimate: written by an earlier version; evaluate the run again)");
  if (s.value == s.high)
    return QObject::tr(" (r² of so weak a region is biased upwards: the estimate is the interval's end)");
  return {};
}

}  // namespace

bool hasRegionInterval(MapKind kind, const train::Evaluation& evaluation, metrics::AccuracyPreset preset) {
  return kind == MapKind::R || (kind == MapKind::Normalised && preset == evaluation.accuracy.preset);
}

QString intervalText(double low, double high, int decimals) {
  return std::isfinite(low) && std::isfinite(high)
             ? paint::withMinus(
                   QStringLiteral("[%1, %2]").arg(low, 0, 'f', decimals).arg(high, 0, 'f', decimals))
             : QObject::tr("no interval");
}

QString statisticText(double value, const MapInfo& info) {
  if (!std::isfinite(value)) return QObject::tr("none");
  const QString number = paint::withMinus(QString::number(value, 'f', info.decimals));
  return info.inPercent ? QObject::tr("%1 %").arg(number) : number;
}

QString regionStatisticName(MapKind kind, metrics::AccuracyPreset preset) {
  return regionStatisticWordings(kind, preset).front();
}

QStringList regionStatisticWordings(MapKind kind, metrics::AccuracyPreset preset) {
  const MapInfo& info = infoOf(kind);
  const bool mean = kind == MapKind::Normalised && preset == metrics::AccuracyPreset::Algonauts;
  const QString name = (mean ? QObject::tr("mean %1") : QObject::tr("median %1")).arg(nameInSentence(kind));
  QStringList wordings;
  if (info.inPercent)
    wordings << QStringLiteral("%1, %2").arg(name, info.unit) << name + QStringLiteral(", %");
  return wordings << name << nameInSentence(kind);
}

RegionStatistic regionStatistic(MapKind kind, const train::Evaluation& evaluation, const train::RoiRow& roi,
                                metrics::AccuracyPreset preset, const std::vector<float>& values,
                                const train::Members& members) {
  const MapInfo& info = infoOf(kind);
  RegionStatistic s{kNan, kNan, kNan, mostPossible(kind, roi.accuracy.medianCeiling), {}, {}};
  if (kind == MapKind::R) {
    s.value = roi.accuracy.medianR;
    s.low = roi.lowR;
    s.high = roi.highR;
  } else if (kind == MapKind::Normalised) {
    const bool own = hasRegionInterval(kind, evaluation, preset);
    const auto headline =
        own ? roi.accuracy.headline
            : metrics::summarise(evaluation.r, evaluation.ceiling, preset, members).headline;
    s.value = headline ? 100 * *headline : kNan;
    if (own) s.low = 100 * roi.low;
    if (own) s.high = 100 * roi.high;
  } else {
    s.value = medianAt(values, members);
  }
  s.text = statisticText(s.value, info);
  s.intervalText = intervalText(s.low, s.high, info.decimals) + intervalNote(s);
  return s;
}

}  // namespace vxs::ui
