#include "ui/maps/RegionStatistic.h"
#include "ui/maps/RoiBars.h"
#include "ui/paint/Numbers.h"
#include "ui/session/ComparisonLabels.h"

#include <algorithm>
#include <cmath>

// Which bars there are, and how far their axis reaches; they are drawn in RoiBars.cpp.
namespace vxs::ui {

namespace {

/// As in figures: all of an atlas has the atlas' name.
QString titleOf(const std::string& atlas, const std::string& region) {
  return QString::fromStdString(train::regionTitle(atlas + "/" + region));
}

}  // namespace

int RoiBarsCanvas::regionNamed(const std::string& atlas, const std::string& name) const {
  const auto& regions = m_maps.regions();
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (regions[i].atlas == atlas && regions[i].name == name) return static_cast<int>(i);
  return -1;
}

train::Members RoiBarsCanvas::membersOf(int region) const {
  return region < 0 ? train::Members() : m_maps.regions()[static_cast<std::size_t>(region)].members;
}

void RoiBarsCanvas::addJudged() {
  const train::Evaluation& evaluation = *m_maps.evaluation();
  const MapKind kind = m_maps.kind();
  const metrics::AccuracyPreset preset = m_maps.preset();
  const auto ceilings = mapValues(MapKind::Ceiling, evaluation, preset, nullptr, nullptr);
  for (const train::RoiRow& roi : evaluation.rois) {
    if (QString::fromStdString(roi.atlas) != m_atlas) continue;
    const int region = regionNamed(roi.atlas, roi.region);
    const train::Members members = membersOf(region);
    const RegionStatistic s = regionStatistic(kind, evaluation, roi, preset, m_maps.values(), members);
    Bar bar{titleOf(roi.atlas, roi.region), region, s.value, s.low, s.high, s.ceiling, s.text, {}};
    bar.tip = tr("<b>%1</b> (%2)<br>%3: %4 %5")
                  .arg(bar.name, m_atlas, regionStatisticName(kind, preset), s.text, s.intervalText);
    for (const MapKind other : {MapKind::R, MapKind::Normalised, MapKind::Ceiling}) {
      if (other == kind) continue;
      const RegionStatistic o = regionStatistic(other, evaluation, roi, preset, ceilings, members);
      bar.tip += QStringLiteral("<br>%1: %2").arg(regionStatisticName(other, preset), o.text);
      if (hasRegionInterval(other, evaluation, preset)) bar.tip += QLatin1Char(' ') + o.intervalText;
    }
    bar.tip +=
        tr("<br>preset %1<br>%L2 voxels, %L3 used; dropped: %L4 NaN, %L5 with ceiling 0<br>%6 test images")
            .arg(presetName(preset))
            .arg(roi.voxels)
            .arg(roi.accuracy.voxelsUsed)
            .arg(roi.accuracy.droppedNan)
            .arg(roi.accuracy.droppedZeroCeiling)
            .arg(evaluation.testImages);
    m_bars.push_back(std::move(bar));
  }
  if (kind != MapKind::Ceiling && m_maps.secondEvaluation()) addSecond();
}

/// The same statistic of the second run beside the first's, where both have the region; runs that are
/// compared are over the same voxels.
void RoiBarsCanvas::addSecond() {
  const train::Evaluation& second = *m_maps.secondEvaluation();
  const MapKind kind = m_maps.kind();
  const metrics::AccuracyPreset preset = m_maps.preset();
  const auto values = mapValues(kind, second, preset, nullptr, nullptr);
  for (const train::RoiRow& roi : second.rois) {
    if (QString::fromStdString(roi.atlas) != m_atlas) continue;
    const auto bar = std::ranges::find(m_bars, titleOf(roi.atlas, roi.region), &Bar::name);
    if (bar == m_bars.end()) continue;
    const RegionStatistic s = regionStatistic(kind, second, roi, preset, values, membersOf(bar->region));
    bar->second = s.value;
    bar->secondLow = s.low;
    bar->secondHigh = s.high;
    bar->tip += tr("<br>%1: %2 %3")
                    .arg(runName(*m_maps.session().secondRun()).toHtmlEscaped(), s.text, s.intervalText);
  }
}

void RoiBarsCanvas::addDifferences() {
  for (const train::RoiDifference& roi : m_maps.difference()->rois) {
    if (QString::fromStdString(roi.atlas) != m_atlas) continue;
    Bar bar{titleOf(roi.atlas, roi.region),
            regionNamed(roi.atlas, roi.region),
            roi.median,
            roi.low,
            roi.high,
            std::nan(""),
            paint::withMinus(QString::number(roi.median, 'f', 3)),
            {}};
    bar.tip = tr("<b>%1</b> (%2)<br>median Δr %3 %4, paired bootstrap of %5 test images<br>%L6 voxels")
                  .arg(bar.name, m_atlas, bar.score, intervalText(roi.low, roi.high, 3))
                  .arg(m_maps.difference()->testImages)
                  .arg(roi.voxels);
    m_bars.push_back(std::move(bar));
  }
}

void RoiBarsCanvas::addDepths() {
  for (const train::LayerRegion& roi : m_maps.layers().maps()->regions) {
    if (QString::fromStdString(roi.atlas) != m_atlas) continue;
    Bar bar{titleOf(roi.atlas, roi.region),
            regionNamed(roi.atlas, roi.region),
            roi.depth,
            roi.low,
            roi.high,
            std::nan(""),
            std::isfinite(roi.depth) ? QString::number(roi.depth, 'f', 2) : tr("none"),
            {}};
    bar.tip = tr("<b>%1</b> (%2)<br>mean depth %3, middle half of the voxels %4<br>%L5 of %L6 voxels are "
                 "predicted by a layer")
                  .arg(bar.name, m_atlas, bar.score, intervalText(roi.low, roi.high, 2))
                  .arg(roi.judged)
                  .arg(roi.voxels);
    m_bars.push_back(std::move(bar));
  }
}

void RoiBarsCanvas::setRange() {
  if (m_content == Content::Depths) {
    m_low = 1;
    m_high = std::max(2.0, m_maps.info().range);
    return;
  }
  if (m_content == Content::Differences) return setDifferenceRange();
  // fixed scales here as well: 0 to 1 for r, 0 to 100 %
  const MapInfo info = m_maps.info();
  const double tenth = info.inPercent ? 10 : 0.1;
  m_low = 0;
  m_high = info.inPercent ? 100 : info.kind == MapKind::R ? 1 : info.range;
  for (const Bar& bar : m_bars)
    for (const double value : {bar.value, bar.low, bar.high, bar.second, bar.secondLow, bar.secondHigh})
      if (std::isfinite(value)) {
        m_low = std::min(m_low, std::floor(value / tenth) * tenth);
        m_high = std::max(m_high, std::ceil(value / tenth) * tenth);
      }
}

/// As far on both sides of 0 as the intervals reach: on a fixed scale small ones could not be read.
void RoiBarsCanvas::setDifferenceRange() {
  double reach = 0.01;
  for (const Bar& bar : m_bars)
    for (const double value : {bar.value, bar.low, bar.high})
      if (std::isfinite(value)) reach = std::max(reach, std::abs(value));
  const double power = std::pow(10, std::floor(std::log10(reach)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    m_high = factor * power;
    if (m_high >= reach * 0.999) break;
  }
  m_low = -m_high;
}

}  // namespace vxs::ui
