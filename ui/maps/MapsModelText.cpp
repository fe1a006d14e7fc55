#include "core/metrics/Accuracy.h"
#include "ui/maps/MapsModel.h"
#include "ui/maps/RegionStatistic.h"
#include "ui/paint/Numbers.h"
#include "ui/session/ComparisonLabels.h"

#include <algorithm>
#include <cmath>
#include <limits>

// What MapsModel says beside its numbers.
namespace vxs::ui {

namespace {

QString repeatsText(const metrics::RepeatCounts& repeats) {
  QStringList parts;
  if (repeats.thrice) parts << QObject::tr("%1 × 3 repeats").arg(repeats.thrice);
  if (repeats.twice) parts << QObject::tr("%1 × 2").arg(repeats.twice);
  if (repeats.once) parts << QObject::tr("%1 × 1").arg(repeats.once);
  return parts.join(QStringLiteral(", "));
}

double medianOf(std::vector<float> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2) return *middle;
  return (double{*middle} + double{*std::max_element(values.begin(), middle)}) / 2;
}

}  // namespace

QString MapsModel::ownerOf(MapKind kind) const {
  const bool own = kind != MapKind::Ceiling && kind != MapKind::Difference && !isOfLayers(kind);
  return own && m_session.secondRun() ? runName(*m_session.run()) : QString();
}

/// "r²/NC, vision in V1v", "Δr run-cnn − run-ridge"; beside a second run "r of run-ridge".
QString MapsModel::mapName() const {
  QString name = info().name;
  if (const QString owner = ownerOf(m_kind); !owner.isEmpty()) name += tr(" of %1").arg(owner);
  if (m_kind == MapKind::Normalised)
    name += tr(", %1").arg(QString::fromStdString(metrics::toString(m_preset)));
  if (m_kind == MapKind::Difference && m_session.secondRun())
    name = tr("Δr %1 − %2").arg(runName(*m_session.secondRun()), runName(*m_session.run()));
  if (m_region >= 0) name += tr(" in %1").arg(regionName());
  return name;
}

QString MapsModel::provenance() const {
  if (!m_evaluation) return {};
  if (isOfLayers(m_kind)) return layersProvenance();
  const train::RunInfo& info = m_session.run()->info();
  const train::RunInfo* second =
      m_kind == MapKind::Difference && m_session.secondRun() ? &m_session.secondRun()->info() : nullptr;
  const auto named = [](const train::RunInfo& run, const QString& which) {
    return tr("r of %1 (%2, %3)")
        .arg(QString::fromStdString(run.run.filename().string()), which, QString::fromStdString(run.head));
  };
  QStringList parts;
  if (second)
    parts << tr("Δr = %1 − %2").arg(named(*second, tr("second run")), named(info, tr("first run")));
  else
    parts << runName(*m_session.run()) << QString::fromStdString(info.head);
  if (second && second->encoder != info.encoder) parts << QString::fromStdString(second->encoder);
  parts += QStringList{
      QString::fromStdString(info.encoder), tr("mask %1").arg(QString::fromStdString(info.maskName)),
      tr("%1 test images (%2)").arg(m_evaluation->testImages).arg(repeatsText(m_evaluation->repeats))};
  if (m_kind == MapKind::Normalised) parts << tr("preset %1").arg(presetName(m_preset));
  if (info.syntheticSubject) parts << tr("SYNTHETIC");
  if (info.demoEncoder || (second && second->demoEncoder)) parts << tr("DEMO ENCODER");
  if (info.shuffledControl || (second && second->shuffledControl)) parts << tr("SHUFFLED-IMAGE CONTROL");
  return parts.join(QStringLiteral(" · "));
}

/// What the preset does that nobody would guess, before the numbers.
QString MapsModel::normalisedNotes() const {
  QString notes;
  if (m_preset != metrics::AccuracyPreset::Report) {
    const auto withoutCeiling =
        std::ranges::count_if(members(), [this](std::uint32_t v) { return m_evaluation->ceiling[v] <= 0; });
    if (withoutCeiling > 0)
      notes += tr("%L1 voxels without a ceiling divided by a tiny number (0 or 100 %), as %2 does · ")
                   .arg(static_cast<qint64>(withoutCeiling))
                   .arg(QString::fromStdString(metrics::toString(m_preset)));
  }
  if (!hasRegionInterval(m_kind, *m_evaluation, m_preset))
    notes += tr("no intervals under this preset until the run is evaluated under it · ");
  return notes;
}

QString MapsModel::summary() const {
  if (m_values.empty()) return {};
  if (isOfLayers(m_kind)) return layersSummary();
  const MapInfo& info = infoOf(m_kind);
  const QString owner = ownerOf(m_kind), ofOwner = owner.isEmpty() ? QString() : tr(" of %1").arg(owner);
  if (m_kind == MapKind::Normalised) {
    const metrics::AccuracySummary all =
        metrics::summarise(m_evaluation->r, m_evaluation->ceiling, m_preset, members());
    return normalisedNotes() +
           tr("%1 %2 % · n %L3 voxels of %4 · dropped: %L5 NaN, %L6 with ceiling 0 · %L7 with r < 0")
               .arg((m_preset == metrics::AccuracyPreset::Algonauts ? tr("mean") : tr("median")) + ofOwner)
               .arg(all.headline ? 100 * *all.headline : std::numeric_limits<double>::quiet_NaN(), 0, 'f', 1)
               .arg(all.voxelsUsed)
               .arg(regionName())
               .arg(all.droppedNan)
               .arg(all.droppedZeroCeiling)
               .arg(all.negativeR);
  }
  std::vector<float> finite;
  for (const std::uint32_t v : members())
    if (std::isfinite(m_values[v])) finite.push_back(m_values[v]);
  const auto dropped = static_cast<qint64>(members().size() - finite.size());
  QString text = tr("median %1 %2 · n %L3 voxels of %4 · dropped: %L5 NaN")
                     .arg(nameInSentence(m_kind) + ofOwner, statisticText(medianOf(finite), info))
                     .arg(static_cast<qint64>(finite.size()))
                     .arg(regionName())
                     .arg(dropped);
  if (m_kind == MapKind::Difference) {
    const auto above = [this](std::uint32_t v) { return m_difference->low[v] > 0; };
    const auto below = [this](std::uint32_t v) { return m_difference->high[v] < 0; };
    text += tr(" · of them 95 % interval of a voxel above 0: %L1, below 0: %L2 (not corrected for their "
               "number; 2.5 % each by chance)")
                .arg(static_cast<qint64>(std::ranges::count_if(members(), above)))
                .arg(static_cast<qint64>(std::ranges::count_if(members(), below)));
  }
  return paint::withMinus(text);
}

QString MapsModel::layersProvenance() const {
  const LayerMapsPtr& maps = m_layers.maps();
  if (!maps) return {};
  QStringList parts{QString::fromStdString(maps->encoder),
                    tr("a ridge a layer from its %1").arg(QString::fromStdString(maps->pooling)),
                    tr("mask %1").arg(QString::fromStdString(maps->maskName)),
                    tr("split %1: fitted on %L2 images, chosen on %L3 validation images (best r ≥ %4)")
                        .arg(QString::fromStdString(maps->split))
                        .arg(static_cast<qint64>(maps->trainImages))
                        .arg(static_cast<qint64>(maps->validationImages))
                        .arg(maps->threshold, 0, 'f', 2)};
  if (maps->syntheticSubject) parts << tr("SYNTHETIC");
  if (maps->demoEncoder) parts << tr("DEMO ENCODER");
  return parts.join(QStringLiteral(" · "));
}

QString MapsModel::layersSummary() const {
  const train::LayerMaps& maps = *m_layers.maps();
  std::vector<float> values, own;
  qint64 text = 0;
  for (const std::uint32_t v : members()) {
    if (!std::isfinite(m_values[v])) continue;
    values.push_back(m_values[v]);
    text += maps.layers[static_cast<std::size_t>(maps.preferred[v]) - 1].tower == "text";
    if (const float r = maps.r[static_cast<std::size_t>(maps.preferred[v]) - 1][v]; std::isfinite(r))
      own.push_back(r);
  }
  // a middle between layers of two towers says nothing
  const QString middle = maps.bothTowers()
                             ? tr("%L1 prefer a layer of the text").arg(text)
                             : tr("median layer %1 of %2")
                                   .arg(medianOf(values), 0, 'f', m_kind == MapKind::LayerDepth ? 2 : 0)
                                   .arg(maps.layerCount());
  return tr("%1 · n %L2 voxels of %3 · left out, best validation r below %4: %L5 · median r of a voxel's own "
            "layer over %L6 test images %7")
      .arg(middle)
      .arg(static_cast<qint64>(values.size()))
      .arg(regionName())
      .arg(maps.threshold, 0, 'f', 2)
      .arg(static_cast<qint64>(members().size() - values.size()))
      .arg(static_cast<qint64>(maps.testImages))
      .arg(medianOf(own), 0, 'f', 3);
}

}  // namespace vxs::ui
