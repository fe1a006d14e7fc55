#include "ui/maps/MapsModel.h"

#include "core/metrics/Pattern.h"
#include "ui/maps/RunTask.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/session/ComparisonLabels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vxs::ui {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

scene::ColorScale scaleFor(const MapInfo& info, const scene::ColorScale& present) {
  scene::ColorScale scale = paint::scaleOf(*paint::mapLook(info.key.toStdString()));
  scale.range = info.range;
  scale.opacity = present.opacity;
  scale.showNan = present.showNan;
  return scale;
}

std::vector<float> patternScores(const train::TestResponses& responses, const train::Members& members,
                                 Progress& progress) {
  std::vector<float> scores;
  for (std::size_t i = 0; i < responses.images().size(); ++i) {
    progress.throwIfCancelled();
    scores.push_back(static_cast<float>(
        metrics::patternCorrelation(responses.measured(i, members), responses.predicted(i, members))));
  }
  return scores;
}

}  // namespace

MapsModel::MapsModel(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_layers(session) {
  connect(&m_layers, &LayerService::changed, this, &MapsModel::adoptLayers);
  connect(&session, &Session::runChanged, this, &MapsModel::load);
  connect(&session, &Session::secondRunChanged, this, &MapsModel::compare);
  connect(&session.view(), &ViewState::shownLayersChanged, this, [this] {
    // hidden or shown from elsewhere; while a map is being changed the session shows it by itself
    if (!m_values.empty() && !m_showing && ownInViews())
      m_inViews = m_session.view().layerShown(scene::Layer::Map);
  });
  connect(&session.view(), &ViewState::scaleChanged, this, [this] {
    if (ownInViews()) m_scale = m_session.view().state().mapScale;
  });
  // what was shown in its place has been taken away; queued, for another run takes the values with it
  connect(
      &session, &Session::mapChanged, this,
      [this] {
        const auto data = m_session.data();
        if (m_inViews && !m_values.empty() && data && data->map.name.empty()) showMap();
      },
      Qt::QueuedConnection);
  setState(State::NoRun, tr("Open a run to see how well it predicts."));
  if (session.run()) load();
}

void MapsModel::setState(State state, const QString& reason) {
  m_state = state;
  m_reason = reason;
  Q_EMIT stateChanged();
}

void MapsModel::load() {
  m_evaluation.reset();
  m_difference.reset();
  m_second.reset();
  m_values.clear();
  m_regions.clear();
  m_everyVoxel.clear();
  m_region = -1;
  m_inViews = false;
  m_evaluating = false;
  m_wanted.reset();
  m_keepScale = false;
  for (auto& scores : m_scores) scores.clear();
  setBrush({});
  setState(State::Loading, tr("Reading the evaluation…"));
  m_layers.load();
  Q_EMIT scoresChanged();
  runForOpenRun(
      m_session, this, {Lane::Statistics, {}, QStringLiteral("evaluation"), true, true},
      [](const RunSource& run, Progress&) { return run.evaluation(); },
      [this](EvaluationPtr evaluation) { adopt(std::move(evaluation)); },
      [this](const QString& message) { setState(State::Missing, message); });
}

/// `done` and `failed` are called while the open run is still the same.
void MapsModel::evaluateRun(const std::shared_ptr<const RunSource>& run,
                            std::function<void(EvaluationPtr)> done,
                            std::function<void(const QString& reason)> failed) {
  if (!run || m_evaluating) return;
  m_evaluating = true;
  Q_EMIT stateChanged();
  const QString name = runName(*run);
  runForOpenRun(
      m_session, this,
      {Lane::Statistics, tr("Evaluating %1").arg(name), QStringLiteral("evaluate"), true, false},
      [run, metric = metrics::toString(m_preset)](const RunSource&, Progress& progress) {
        run->evaluate(metric, progress);
        return run->evaluation();
      },
      [this, done = std::move(done)](EvaluationPtr evaluation) {
        m_evaluating = false;
        done(std::move(evaluation));
      },
      [this, failed = std::move(failed)](const QString& message) {
        m_evaluating = false;
        failed(message);
      });
}

void MapsModel::evaluate() {
  evaluateRun(
      m_session.run(), [this](EvaluationPtr evaluation) { adopt(std::move(evaluation)); },
      [this](const QString& message) {
        if (m_state != State::Ready)
          setState(State::Missing, tr("The run was not evaluated: %1").arg(message));
        else
          Q_EMIT stateChanged();
      });
}

void MapsModel::adopt(EvaluationPtr evaluation) {
  if (!evaluation)
    return setState(State::Missing,
                    tr("This run has not been evaluated: there are no maps over its test images yet."));
  m_evaluation = std::move(evaluation);
  m_preset = m_evaluation->accuracy.preset;
  m_everyVoxel = train::everyVoxel(m_evaluation->mask);
  m_regions = train::regionsOf(m_session.run()->atlases(), m_evaluation->mask);
  m_state = State::Ready;
  m_reason.clear();
  if (m_wanted)
    applyWanted();
  else
    chooseScale();
  Q_EMIT stateChanged();
  refreshMap();
  rescore(Score::Mask, m_everyVoxel);
  compare();
  Q_EMIT adopted();
}

void MapsModel::adoptLayers() {
  if (!isOfLayers(m_kind) || m_state != State::Ready) return;
  if (m_layers.maps() && !m_keepScale) chooseScale();
  refreshMap();
}

MapInfo MapsModel::info() const {
  const LayerMapsPtr& maps = m_layers.maps();
  MapInfo info = infoOf(m_kind, maps ? maps->layerCount() : 0);
  if (isOfLayers(m_kind) && maps && maps->bothTowers())
    info.unit = tr("layer of the image, then of the text");
  return info;
}

void MapsModel::setKind(MapKind kind) {
  if (kind != m_kind) {
    m_kind = kind;
    m_keepScale = false;
    chooseScale();
  }
  refreshMap();
}

MapChoice MapsModel::choice() const {
  if (m_wanted) return *m_wanted;
  QString region;
  if (m_region >= 0) {
    const train::Region& chosen = m_regions[static_cast<std::size_t>(m_region)];
    region = QString::fromStdString(chosen.atlas + "/" + chosen.name);
  }
  return {m_kind, m_preset, m_inViews, region, m_brushRange};
}

void MapsModel::choose(const MapChoice& wanted, bool withColours) {
  if (m_state != State::Ready) {
    m_wanted = wanted;
    m_wantedWithColours = withColours;
    return;
  }
  m_inViews = wanted.inViews;
  m_preset = wanted.preset;
  const scene::ColorScale brought = m_session.view().state().mapScale;
  setKind(wanted.kind);
  if (withColours) {  // another kind was given its first ones
    m_session.view().setMapScale(brought);
    m_scale = brought;
  }
  int region = -1;
  for (std::size_t i = 0; i < m_regions.size(); ++i)
    if (wanted.region == QString::fromStdString(m_regions[i].atlas + "/" + m_regions[i].name))
      region = static_cast<int>(i);
  if (region != m_region) setRegion(region);
  wanted.lit.empty() ? setBrush(wanted.brush) : brushAsIn(wanted.lit);
}

void MapsModel::applyWanted() {
  const MapChoice wanted = *std::exchange(m_wanted, std::nullopt);
  m_kind = wanted.kind;  // before choose(), which would give the map its first colours in any case
  m_keepScale = m_wantedWithColours;
  if (m_keepScale)
    m_scale = m_session.view().state().mapScale;
  else
    chooseScale();
  choose(wanted, true);
}

void MapsModel::setPreset(metrics::AccuracyPreset preset) {
  m_preset = preset;
  refreshMap();
}

void MapsModel::refreshMap() {
  m_values = m_evaluation
                 ? mapValues(m_kind, *m_evaluation, m_preset, m_difference.get(), m_layers.maps().get())
                 : std::vector<float>();
  showMap();
  Q_EMIT mapChanged();
}

QString MapsModel::whyNoMap() const {
  if (!m_values.empty()) return {};
  if (m_kind == MapKind::Difference && m_evaluation) return m_differenceReason;
  if (isOfLayers(m_kind) && m_evaluation) return m_layers.reason();
  if (m_kind == MapKind::Determination && m_evaluation)
    return tr("This evaluation was written by an earlier version, without CoD: run it again.");
  return m_reason;
}

void MapsModel::showMap() {
  if (m_values.empty()) return m_session.clearMap();
  std::vector<float> shown(m_values.size(), kNan);
  for (const std::uint32_t v : members()) shown[v] = m_values[v];
  const MapInfo info = this->info();
  m_showing = true;
  scene::MapLabel label{mapName().toStdString(), provenance().toStdString(), info.unit.toStdString(),
                        ofDemoEncoder()};
  label.key = info.key.toStdString();
  label.brief = (m_kind == MapKind::Difference ? tr("Δr") : info.name).toStdString();
  if (m_kind == MapKind::Normalised) label.preset = metrics::toString(m_preset);
  if (m_region >= 0) label.region = choice().region.toStdString();
  if (isOfLayers(m_kind)) label.levels = {train::layerNames(*m_layers.maps()), m_kind == MapKind::LayerDepth};
  const bool back = !ownInViews();
  m_shownLabel = label;
  m_session.setMapVolume(m_evaluation->mask.scatter(shown), std::move(label));
  if (back) m_session.view().setMapScale(m_scale);
  m_session.view().setLayerShown(scene::Layer::Map, m_inViews);
  m_showing = false;
}

bool MapsModel::ofDemoEncoder() const {
  const auto& second = m_session.secondRun();
  if (isOfLayers(m_kind)) return m_layers.maps()->demoEncoder;
  if (m_kind == MapKind::Difference && second && second->info().demoEncoder) return true;
  return m_kind != MapKind::Ceiling && m_session.run()->info().demoEncoder;
}

void MapsModel::chooseScale() {
  m_scale = scaleFor(info(), m_session.view().state().mapScale);
  m_session.view().setMapScale(m_scale);
}

void MapsModel::setScale(const scene::ColorScale& scale) {
  m_scale = scale;
  if (ownInViews()) m_session.view().setMapScale(scale);
}

bool MapsModel::ownInViews() const {
  const auto data = m_session.data();
  return data && !m_shownLabel.name.empty() && data->map.name == m_shownLabel.name &&
         data->map.provenance == m_shownLabel.provenance && data->map.file.empty();
}

QString MapsModel::otherInViews() const {
  const auto data = m_session.data();
  return data && !ownInViews() && m_session.view().layerShown(scene::Layer::Map)
             ? QString::fromStdString(data->map.name)
             : QString();
}

void MapsModel::setInViews(bool shown) {
  m_inViews = shown;
  if (shown && !ownInViews()) return showMap();
  if (!m_values.empty()) m_session.view().setLayerShown(scene::Layer::Map, shown);
}

const train::Members& MapsModel::members() const {
  return m_region < 0 ? m_everyVoxel : m_regions[static_cast<std::size_t>(m_region)].members;
}

QString MapsModel::regionName() const {
  if (m_region < 0)
    return m_evaluation ? tr("mask %1").arg(QString::fromStdString(m_evaluation->run.maskName)) : QString();
  const train::Region& region = m_regions[static_cast<std::size_t>(m_region)];
  return QString::fromStdString(region.name == "all" ? region.atlas : region.name);
}

void MapsModel::setRegion(int region) {
  if (region >= static_cast<int>(m_regions.size())) return;
  m_region = std::max(-1, region);
  showMap();
  Q_EMIT regionChanged();
  if (m_region >= 0)
    rescore(Score::Region, members());
  else
    m_scores[static_cast<std::size_t>(Score::Region)].clear();
  Q_EMIT scoresChanged();
}

std::optional<std::uint32_t> MapsModel::peakOf(int region) const {
  if (m_values.empty() || region >= static_cast<int>(m_regions.size())) return {};
  const train::Members& voxels =
      region < 0 ? m_everyVoxel : m_regions[static_cast<std::size_t>(region)].members;
  std::optional<std::uint32_t> best;
  for (const std::uint32_t v : voxels)
    if (std::isfinite(m_values[v]) && (!best || m_values[v] > m_values[*best])) best = v;
  return best;
}

void MapsModel::goTo(std::uint32_t voxel) {
  const Mask& mask = m_evaluation->mask;
  const auto at = mask.grid.position(mask.voxels[voxel]);
  m_session.view().setCrosshair(mask.affine.toRasMm({double(at[0]), double(at[1]), double(at[2])}));
}

void MapsModel::rescore(Score over, const train::Members& members) {
  if (!hasResponses()) return;
  const auto which = static_cast<std::size_t>(over);
  m_session.tasks().run(
      this, {Lane::Statistics, {}, QStringLiteral("scores %1").arg(which), true, true},
      [responses = *m_evaluation->responses, members](Progress& progress) {
        return patternScores(responses, members, progress);
      },
      [this, over, which, evaluation = m_evaluation](std::vector<float> scores) {
        if (evaluation != m_evaluation) return;
        if (over == Score::Brush && !brushJudges()) return;  // the brush has become smaller meanwhile
        m_scores[which] = std::move(scores);
        Q_EMIT scoresChanged();
      });
}

float MapsModel::score(Score over, int item) const {
  const std::vector<float>& scores = m_scores[static_cast<std::size_t>(over)];
  if (scores.empty() || !m_session.run() || item < 0) return kNan;
  const auto& items = m_session.run()->items();
  if (static_cast<std::size_t>(item) >= items.size()) return kNan;
  const int image = m_evaluation->responses->indexOf(items[static_cast<std::size_t>(item)].nsdId);
  return image < 0 ? kNan : scores[static_cast<std::size_t>(image)];
}

}  // namespace vxs::ui
