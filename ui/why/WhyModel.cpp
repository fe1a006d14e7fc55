#include "ui/why/WhyModel.h"

#include "core/base/Error.h"
#include "core/volume/MaskPosition.h"
#include "ui/session/CommandLine.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/why/Explained.h"
#include "ui/why/WhyWords.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace vxs::ui {

using workflow::ExplainMethod;

namespace {

std::array<int, 3> nearest(const Vec3& voxel) {
  return {static_cast<int>(std::lround(voxel[0])), static_cast<int>(std::lround(voxel[1])),
          static_cast<int>(std::lround(voxel[2]))};
}

/// None outside the mask.
std::vector<std::uint32_t> membersAt(const Mask& mask, const std::array<int, 3>& at) {
  const auto position = positionIn(mask, at);
  return position ? std::vector{*position} : std::vector<std::uint32_t>();
}

/// Of every word, layer and head.
WhyChoice ofAllAttention(WhyChoice choice) {
  choice.word.clear();
  choice.layer = choice.head = 0;
  return choice;
}

/// With what they do not say themselves as it was chosen, and the region under its whole name.
WhyOptions saidInFull(WhyOptions options, const WhyChoice& choice) {
  for (const auto& [name, value] : optionsOf(choice, {}))
    if (name == "roi")
      options[name] = value;
    else if (name != "voxel")
      options.insert({name, value});
  return options;
}

}  // namespace

WhyModel::WhyModel(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_service(session) {
  connect(&session, &Session::runChanged, this, [this] {
    m_wanted.reset();
    followRun();
  });
  connect(&session, &Session::secondRunChanged, this, &WhyModel::takeSecond);
  connect(&m_service, &ExplainService::outdated, this, &WhyModel::outdate);
  connect(&m_service, &ExplainService::changed, this, &WhyModel::goOn);
  connect(&session, &Session::itemChanged, this, [this] {
    if (m_wanted && m_wanted->gone()) m_wanted.reset();
  });
  connect(&session, &Session::dataChanged, this, &WhyModel::makeWanted);
  followRun();
}

std::shared_ptr<const RunSource> WhyModel::run() const {
  return m_choice.ofSecond && m_session.secondRun() ? m_session.secondRun() : m_session.run();
}

/// Regions are positions within a mask, and two runs need not have the same.
void WhyModel::followRun() {
  using Regions = std::vector<workflow::Region>;
  const auto of = run();
  if (of == m_regionsOf) return;
  m_regionsOf = of;
  m_regions.clear();
  m_regionsRead = false;
  Q_EMIT regionsChanged();
  if (!of) return;
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("why-regions"), false, true},
      [of](Progress&) { return workflow::regionsOf(of->atlases(), of->mask()); },
      [this, of](Regions regions) {
        if (of != m_regionsOf) return;
        m_regions = std::move(regions);
        m_regionsRead = true;
        if (const WhyChoice known = withKnownRegion(m_choice); known != m_choice) {
          m_choice = known;
          Q_EMIT adopted();
        }
        Q_EMIT regionsChanged();
        makeWanted();
      },
      [this](const QString& message) {
        m_problem = message;
        Q_EMIT changed();
      });
}

void WhyModel::takeSecond() {
  if (m_explainedSecond && !m_explained.empty()) m_service.clear();
  followRun();
  publish();
  Q_EMIT choiceChanged();
  Q_EMIT changed();
}

void WhyModel::choose(const WhyChoice& choice) {
  if (choice == m_choice) return;
  m_choice = withKnownRegion(choice);
  followRun();
  publish();
  Q_EMIT choiceChanged();
}

QString WhyModel::title() const {
  if (m_explained.empty() || !m_session.secondRun()) return m_target;
  return tr("%1, by %2")
      .arg(m_target, runName(m_explainedSecond ? *m_session.secondRun() : *m_session.run()));
}

/// The region under its whole name, or the voxel under the crosshair where the run has no such region.
WhyChoice WhyModel::withKnownRegion(WhyChoice choice) const {
  if (!m_regionsRead || choice.region.empty()) return choice;
  try {
    const workflow::Region& region = workflow::regionNamed(m_regions, choice.region);
    choice.region = region.atlas + ":" + region.name;
  } catch (const UsageError&) {
    choice.region.clear();
  }
  return choice;
}

WhyModel::Target WhyModel::targetOf(const WhyOptions& options) const {
  if (const auto roi = options.find("roi"); roi != options.end()) {
    const workflow::Region& region = workflow::regionNamed(m_regions, roi->second);
    return {
        region.members,
        tr("%1, mean of %2 voxels").arg(QString::fromStdString(region.label())).arg(region.members.size())};
  }
  const auto voxel = options.find("voxel");
  if (voxel == options.end()) return {{}, tr("attention")};
  std::array<int, 3> at{-1, -1, -1};
  std::sscanf(voxel->second.c_str(), "%d,%d,%d", &at[0], &at[1], &at[2]);
  Target target{membersAt(run()->mask(), at), tr("voxel %1, %2, %3").arg(at[0]).arg(at[1]).arg(at[2])};
  if (target.voxels.empty())
    throw Error(tr("The crosshair is outside the run's mask: there is no prediction to explain there.")
                    .toStdString());
  return target;
}

/// In a few words.
QString WhyModel::targetName(const WhyOptions& options) const {
  if (const auto roi = options.find("roi"); roi != options.end()) {
    const auto isNamed = [&](const workflow::Region& each) {
      return each.atlas + ":" + each.name == roi->second;
    };
    const auto region = std::ranges::find_if(m_regions, isNamed);
    return QString::fromStdString(region == m_regions.end() ? roi->second : region->label());
  }
  const auto voxel = options.find("voxel");
  if (voxel == options.end()) return {};
  return tr("voxel %1")
      .arg(QString::fromStdString(voxel->second).replace(QLatin1String(","), QLatin1String(", ")));
}

WhyChoice WhyModel::shownChoice() const {
  WhyChoice choice = choiceFrom(m_explained, m_choice);
  if (!m_explained.empty()) choice.ofSecond = m_explainedSecond;
  return choice;
}

QString WhyModel::formerChoice() const {
  if (!m_service.explanation() || m_explained.empty()) return {};
  const auto nameOfRun = [this](bool second) {
    return m_session.secondRun()
               ? tr("by %1").arg(runName(second ? *m_session.secondRun() : *m_session.run()))
               : QString();
  };
  const WhyOptions chosen = optionsOf(m_choice, nearest(m_session.view().crosshairVoxel()));
  return formerChoiceLine({shownChoice(), targetName(m_explained), nameOfRun(m_explainedSecond)},
                          {m_choice, targetName(chosen), nameOfRun(m_choice.ofSecond)});
}

void WhyModel::explain() {
  m_wanted.reset();
  m_sanityWanted = false;
  choose(ofAllAttention(m_choice));
  start(optionsOf(m_choice, nearest(m_session.view().crosshairVoxel())));
}

void WhyModel::start(const WhyOptions& options) {
  const WhyChoice made = withKnownRegion(choiceFrom(options, m_choice));
  const bool second = m_choice.ofSecond && m_session.secondRun();
  PredictionService& predictions = second ? m_session.secondPredictions() : m_session.predictions();
  m_problem.clear();
  try {
    if (!predictions.ready())
      throw Error(tr("The model is still loading, or there is no picture yet.").toStdString());
    Target target = targetOf(options);
    m_target = target.text;
    m_explained = saidInFull(options, made);
    m_explainedSecond = second;
    workflow::ExplainParams params;
    params.method = made.method;
    params.voxels = std::move(target.voxels);
    params.baseline = made.baseline;
    params.steps = made.steps;
    params.grid = made.grid;
    m_service.start(std::move(params), predictions);
  } catch (const std::exception& problem) {
    m_problem = QString::fromUtf8(problem.what());
    Q_EMIT changed();
  }
}

void WhyModel::checkSanity() {
  if (!m_service.explanation() || !m_service.complete() || m_service.running()) return;
  workflow::ExplainParams params = m_service.params();
  params.randomised = true;
  m_service.start(std::move(params),
                  m_explainedSecond ? m_session.secondPredictions() : m_session.predictions());
}

void WhyModel::clear() {
  m_wanted.reset();
  m_sanityWanted = false;
  m_service.clear();
}

void WhyModel::explainWhenReady(Wanted wanted) {
  clear();
  m_wanted = std::move(wanted);
  makeWanted();
}

/// The model has the new picture once there is a prediction of it.
void WhyModel::makeWanted() {
  if (!m_wanted || !m_regionsRead || !m_session.data() || !m_wanted->ready()) return;
  if (m_choice.ofSecond && !m_session.secondRun()) return;  // it is still being opened
  const auto layer = m_choice.ofSecond ? scene::Layer::Second : scene::Layer::Predicted;
  if (m_session.data()->volume(layer).empty()) return;
  const Wanted made = *std::exchange(m_wanted, std::nullopt);
  m_sanityWanted = made.sanity;
  start(made.options);
}

void WhyModel::outdate() {
  m_problem.clear();
  m_sanityWanted = false;
  if (!m_wanted) dropNarrowing();
}

void WhyModel::dropNarrowing() {
  const WhyChoice all = ofAllAttention(m_choice);
  if (all == m_choice) return;
  choose(all);
  Q_EMIT adopted();
}

/// The service has got further, or has nothing any more.
void WhyModel::goOn() {
  const auto& explanation = m_service.explanation();
  if (!explanation && !m_service.running()) m_explained.clear();
  if (explanation && m_service.complete() && !m_service.running() && std::exchange(m_sanityWanted, false))
    checkSanity();
  publish();
  Q_EMIT changed();
}

std::vector<float> WhyModel::heat(const workflow::Explanation& explanation) const {
  if (explanation.method != ExplainMethod::Attention) return explanation.picture;
  try {
    return workflow::narrowedAttention(explanation, m_choice.word, m_choice.layer, m_choice.head);
  } catch (const UsageError&) {  // a word that this caption has not
    return explanation.picture;
  }
}

void WhyModel::publish() const {
  const auto& explanation = m_service.explanation();
  if (!explanation || !m_service.complete() || explanation->picture.empty())
    return m_session.setExplained(nullptr);
  auto explained = std::make_shared<Explained>();
  explained->picture = workflow::pictured(*explanation);
  explained->picture.heat.values = heat(*explanation);
  explained->options = m_explained;
  explained->run = m_explainedSecond ? m_session.secondRun() : m_session.run();
  if (explanation->method == ExplainMethod::Attention) {
    if (!m_choice.word.empty()) explained->options["word"] = m_choice.word;
    if (m_choice.layer > 0) explained->options["layer"] = std::to_string(m_choice.layer);
    if (m_choice.head > 0) explained->options["head"] = std::to_string(m_choice.head);
  } else if (const auto voxel = m_explained.find("voxel"); voxel != m_explained.end()) {
    explained->target = "voxel " + voxel->second;
  } else {
    explained->target = m_target.toStdString();
  }
  m_session.setExplained(std::move(explained));
}

QString WhyModel::commandLine() const {
  const auto of = run();
  if (!of) return {};
  QString line = stimulusCommand(m_session, QStringLiteral("explain"), of.get());
  if (line.isEmpty()) return {};
  line += QStringLiteral(" --caption ") + shellQuoted(m_session.caption());
  const std::array<int, 3> voxel = nearest(m_session.view().crosshairVoxel());
  for (const auto& [name, value] : optionsOf(m_choice, voxel))
    line += QStringLiteral(" --%1 %2")
                .arg(QString::fromStdString(name), name == "roi" ? shellQuoted(QString::fromStdString(value))
                                                                 : QString::fromStdString(value));
  return line + (m_choice.method == ExplainMethod::Attention ? QStringLiteral(" --out attention.png")
                                                             : QStringLiteral(" --out why.png"));
}

}  // namespace vxs::ui
