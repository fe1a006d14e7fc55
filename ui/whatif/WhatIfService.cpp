#include "ui/whatif/WhatIfService.h"

#include "core/workflow/whatif/CaptionWords.h"
#include "ui/session/CommandLine.h"

#include <algorithm>
#include <chrono>

namespace vxs::ui {

using workflow::CaptionChange;

namespace {

constexpr std::uint64_t kSeed = 1;  ///< voxelscope-cli's own, so that both say the same

std::vector<std::string> inOrder(const std::vector<QString>& words) {
  std::vector<std::string> plain;
  for (const QString& word : words) plain.push_back(word.toStdString());
  return plain;
}

}  // namespace

/// What a portion of captions brought, and how long it took.
struct WhatIfService::Portion {
  std::vector<CaptionChange> changes;
  double msPerCaption = 0;
};

WhatIfService::WhatIfService(Session& session, QObject* parent) : QObject(parent), m_session(session) {
  connect(&session, &Session::runChanged, this, &WhatIfService::takeRun);
  connect(&session, &Session::itemChanged, this, &WhatIfService::takeStimulus);
  connect(&session, &Session::pictureChanged, this, &WhatIfService::takeStimulus);
  connect(&session, &Session::captionChanged, this, [this] { ++m_editGeneration; });
  PredictionService& predictions = session.predictions();
  connect(&predictions, &PredictionService::predicted, this, &WhatIfService::takePrediction);
  connect(&predictions, &PredictionService::failed, this, [this](const QString& message) {
    m_findings.problem = message;
    Q_EMIT changed();
  });
  if (session.run()) takeRun();
}

void WhatIfService::setActive(bool active) {
  m_active = active;
  if (!active) return;
  adoptLatest();
  advance();
}

bool WhatIfService::usesText() const {
  return m_session.run() && m_session.run()->info().features != "image";
}

void WhatIfService::takeRun() {
  m_findings.regions.reset();
  m_msPerCaption = 0;
  const auto run = m_session.run();
  using Regions = std::shared_ptr<const std::vector<workflow::Region>>;
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("regions"), false, true},
      [run](Progress&) -> Regions {
        return std::make_shared<const std::vector<workflow::Region>>(
            workflow::regionsOf(run->atlases(), run->mask()));
      },
      [this, run](const Regions& regions) {
        if (run != m_session.run()) return;
        m_findings.regions = regions;
        Q_EMIT changed();
        advance();
      },
      [this](const QString& message) {
        m_findings.problem = message;
        Q_EMIT changed();
      });
  takeStimulus();
}

void WhatIfService::takeStimulus() {
  const int item = m_session.selectedItem();
  m_findings.original.clear();
  if (m_session.run() && item >= 0) {
    const auto& captions = m_session.run()->items()[static_cast<std::size_t>(item)].captions;
    if (!captions.empty()) m_findings.original = QString::fromStdString(captions.front());
  } else {
    m_findings.original = m_session.caption();  // that the picture came with; none as a rule
  }
  ++m_editGeneration;
  m_to.reset();
  m_latest.reset();
  m_findings.words.clear();
  m_findings.dropped.clear();
  restart();
}

void WhatIfService::setOriginal(const QString& caption) {
  if (caption == m_findings.original) return;
  m_findings.original = caption;
  restart();
  if (m_session.caption() == caption) m_from = m_to;
  advance();
}

void WhatIfService::restart() {
  ++m_generation;
  m_from.reset();
  m_plan.clear();
  m_findings.change.reset();
  m_findings.moved.clear();
  m_findings.null.clear();
  m_findings.nullPlanned = 0;
  m_findings.textUse = {};
  m_findings.problem.clear();
  Q_EMIT changed();
}

void WhatIfService::takePrediction(const std::shared_ptr<const workflow::Prediction>& prediction,
                                   const QString& caption) {
  ++m_editGeneration;
  m_findings.edited = caption;
  m_findings.problem.clear();
  m_findings.editMs = prediction->textMs + prediction->headMs;
  m_findings.words.clear();
  for (const std::string& word : workflow::wordsOf(caption.toStdString()))
    m_findings.words.push_back(QString::fromStdString(word));
  m_findings.change.reset();
  m_findings.moved.clear();
  m_findings.dropped.clear();
  m_to.reset();
  m_latest = prediction;
  adoptLatest();
}

void WhatIfService::adoptLatest() {
  if (!m_active || !m_latest) return;
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("whatif-present"), false, true},
      [prediction = m_latest, run = m_session.run()](Progress&) -> Values {
        return std::make_shared<const std::vector<float>>(run->mask().gather(prediction->volume));
      },
      [this, prediction = m_latest](const Values& values) {
        if (prediction != m_latest) return;  // a later one is on its way
        m_latest.reset();
        m_to = values;
        if (m_findings.edited == m_findings.original) m_from = values;
        advance();
      },
      [this](const QString&) { m_latest.reset(); });
}

std::size_t WhatIfService::portionSize() const {
  if (m_msPerCaption <= 0) return 1;
  return static_cast<std::size_t>(
      std::clamp(kPortionMs / m_msPerCaption, 1.0, double(workflow::kCaptionBatch)));
}

void WhatIfService::planNull() {
  const int item = m_session.selectedItem();
  const auto& items = m_session.run()->items();
  std::vector<std::string> coco, pool;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (static_cast<int>(i) == item)
      coco = items[i].captions;
    else if (!items[i].captions.empty())
      pool.push_back(items[i].captions.front());
  }
  m_plan = workflow::planNull(m_findings.original.toStdString(), coco, pool, kParaphrases, kShuffled, kSeed);
  m_findings.nullPlanned = static_cast<int>(m_plan.size());
}

bool WhatIfService::comparePresent() {
  if (m_findings.change || !m_from || !m_to || m_findings.edited != m_session.caption()) return false;
  struct Compared {
    CaptionChange change;
    std::vector<workflow::MovedVoxel> moved;
    double rms = 0;
  };
  m_working = true;
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("whatif-compare"), false, true},
      [run = m_session.run(), from = m_from, to = m_to, regions = m_findings.regions,
       caption = m_findings.edited.toStdString()](Progress&) {
        Compared compared{workflow::changeOf(caption, *from, *to, *regions), {}, workflow::rmsOf(*from)};
        compared.moved = workflow::movedMost(compared.change.values, run->mask(), kMoved, kApartMm);
        return compared;
      },
      [this, generation = m_generation, edit = m_editGeneration](Compared compared) {
        m_working = false;
        if (generation == m_generation && edit == m_editGeneration) {
          m_findings.change = std::move(compared.change);
          m_findings.moved = std::move(compared.moved);
          m_findings.predictionRms = compared.rms;
          m_findings.textUse = workflow::textUseOf(m_findings.null, compared.rms, usesText());
          Q_EMIT changed();
        }
        advance();
      },
      [this](const QString& message) { giveUp(message); });
  return true;
}

void WhatIfService::advance() {
  PredictionService& predictions = m_session.predictions();
  if (!m_active || m_working || !m_findings.regions || !m_to || !predictions.ready() || predictions.editing())
    return;
  if (!m_from) return predictOriginal();
  if (comparePresent()) return;
  if (!usesText()) return;  // no word and no other caption makes any difference
  if (m_findings.change && m_findings.dropped.size() < m_findings.words.size()) {
    std::vector<std::string> captions;
    const std::vector<std::string> words = inOrder(m_findings.words);
    for (std::size_t i = m_findings.dropped.size(); i < words.size() && captions.size() < portionSize(); ++i)
      captions.push_back(workflow::withoutWord(words, i));
    return predictPortion(std::move(captions), m_to,
                          [this, edit = m_editGeneration](std::vector<CaptionChange> changes) {
                            if (edit != m_editGeneration) return;
                            std::move(changes.begin(), changes.end(), std::back_inserter(m_findings.dropped));
                          });
  }
  if (m_plan.empty()) planNull();
  if (m_findings.null.size() >= m_plan.size()) return;
  std::vector<std::string> captions;
  const std::size_t first = m_findings.null.size();
  for (std::size_t i = first; i < m_plan.size() && captions.size() < portionSize(); ++i)
    captions.push_back(m_plan[i].caption);
  predictPortion(std::move(captions), m_from,
                 [this, first, generation = m_generation](std::vector<CaptionChange> changes) {
                   if (generation != m_generation) return;
                   for (std::size_t i = 0; i < changes.size(); ++i)
                     m_findings.null.push_back({m_plan[first + i].kind, std::move(changes[i])});
                   m_findings.textUse =
                       workflow::textUseOf(m_findings.null, m_findings.predictionRms, usesText());
                 });
}

void WhatIfService::predictOriginal() {
  m_working = true;
  m_session.predictions().use(
      this, {Lane::Predict, {}, QStringLiteral("whatif"), false, true},
      [run = m_session.run(), caption = m_findings.original.toStdString()](workflow::Predictor& predictor,
                                                                           Progress&) -> Values {
        return std::make_shared<const std::vector<float>>(
            run->mask().gather(predictor.predict(caption).volume));
      },
      [this, generation = m_generation](const Values& values) {
        m_working = false;
        if (generation == m_generation) m_from = values;
        advance();
      },
      [this](const QString& message) { giveUp(message); });
}

void WhatIfService::predictPortion(std::vector<std::string> captions, Values from,
                                   std::function<void(std::vector<CaptionChange>)> take) {
  m_working = true;
  m_session.predictions().use(
      this, {Lane::Predict, {}, QStringLiteral("whatif"), false, true},
      [run = m_session.run(), captions = std::move(captions), from = std::move(from),
       regions = m_findings.regions](workflow::Predictor& predictor, Progress&) {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<workflow::Prediction> predictions = predictor.predictMany(captions);
        Portion portion;
        for (std::size_t i = 0; i < captions.size(); ++i)
          portion.changes.push_back(
              workflow::changeOf(captions[i], *from, run->mask().gather(predictions[i].volume), *regions));
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        portion.msPerCaption = took.count() / static_cast<double>(captions.size());
        return portion;
      },
      [this, take = std::move(take)](Portion portion) {
        m_working = false;
        m_msPerCaption = portion.msPerCaption;
        take(std::move(portion.changes));
        Q_EMIT changed();
        advance();
      },
      [this](const QString& message) { giveUp(message); });
}

void WhatIfService::giveUp(const QString& message) {
  m_working = false;
  if (message.isEmpty()) return advance();  // another picture came
  m_findings.problem = message;
  Q_EMIT changed();
}

QString WhatIfService::commandLine() const {
  const QString line = stimulusCommand(m_session, QStringLiteral("whatif"));
  if (line.isEmpty()) return {};
  return line + QStringLiteral(" --original ") + shellQuoted(m_findings.original) +
         QStringLiteral(" --caption ") + shellQuoted(m_session.caption());
}

}  // namespace vxs::ui
