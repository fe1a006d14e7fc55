#include "ui/why/WhyPanel.h"

#include "ui/CommandLine.h"
#include "ui/paint/Numbers.h"
#include "ui/whatif/WordStrip.h"
#include "ui/why/Explained.h"
#include "ui/why/HeatView.h"
#include "ui/why/SparsityView.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

using workflow::ExplainMethod;

workflow::ExplainMethod WhyPanel::method() const {
  return static_cast<ExplainMethod>(m_method->currentData().toInt());
}

void WhyPanel::setMethod(ExplainMethod method) {
  m_method->setCurrentIndex(m_method->findData(static_cast<int>(method)));
}

void WhyPanel::setTarget(int target) {
  if (const int index = m_target->findData(target); index >= 0) m_target->setCurrentIndex(index);
}

void WhyPanel::takeRun() {
  m_regions.reset();
  {
    const QSignalBlocker quiet(m_target);
    while (m_target->count() > 1) m_target->removeItem(1);
  }
  using Regions = std::shared_ptr<const std::vector<workflow::Region>>;
  const auto run = m_session.run();
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("why-regions"), false, true},
      [run](Progress&) -> Regions {
        return std::make_shared<const std::vector<workflow::Region>>(
            workflow::regionsOf(run->atlases(), run->mask()));
      },
      [this, run](const Regions& regions) {
        if (run != m_session.run()) return;
        m_regions = regions;
        for (std::size_t i = 0; i < regions->size(); ++i)
          m_target->addItem(QString::fromStdString((*regions)[i].label()), static_cast<int>(i));
      },
      [this](const QString& message) { m_note->setText(message); });
  showState();
}

void WhyPanel::takeMethod() {
  const ExplainMethod chosen = method();
  const bool attention = chosen == ExplainMethod::Attention;
  for (QWidget* widget : {static_cast<QWidget*>(m_steps), static_cast<QWidget*>(m_stepsLabel)})
    widget->setVisible(chosen == ExplainMethod::Integrated);
  for (QWidget* widget : {static_cast<QWidget*>(m_grid), static_cast<QWidget*>(m_gridLabel)})
    widget->setVisible(chosen == ExplainMethod::Occlusion);
  for (QWidget* widget : {static_cast<QWidget*>(m_baseline), static_cast<QWidget*>(m_baselineLabel)})
    widget->setVisible(!attention);
  m_target->setEnabled(!attention);
  switch (chosen) {
    case ExplainMethod::Gradient:
      m_note->setText(
          tr("What an infinitesimal step from the baseline to the picture and its words would change. "
             "Quick, and no more than local."));
      break;
    case ExplainMethod::Integrated:
      m_note->setText(
          tr("Gradients added up on the way from the baseline ([PAD] for words): they sum to the change "
             "of the prediction but for the gap that is shown."));
      break;
    case ExplainMethod::Occlusion:
      m_note->setText(tr("The prediction minus the prediction with one cell covered or one word left out."));
      break;
    case ExplainMethod::Attention:
      m_note->setText(
          tr("Which patches each word looks at in the encoder. It is the same for every voxel and does "
             "not say what the head makes of it. Click a word, or a head of the matrix."));
      break;
  }
  showState();
}

QString WhyPanel::targetText() const {
  if (method() == ExplainMethod::Attention) return tr("attention");
  const int target = m_target->currentData().toInt();
  if (target >= 0 && m_regions)
    return tr("%1, mean of %2 voxels")
        .arg(m_target->currentText())
        .arg((*m_regions)[static_cast<std::size_t>(target)].members.size());
  const Vec3 voxel = m_session.view().crosshairVoxel();
  return tr("voxel %1, %2, %3")
      .arg(std::lround(voxel[0]))
      .arg(std::lround(voxel[1]))
      .arg(std::lround(voxel[2]));
}

std::vector<std::uint32_t> WhyPanel::targetVoxels() const {
  const int target = m_target->currentData().toInt();
  if (target >= 0 && m_regions) return (*m_regions)[static_cast<std::size_t>(target)].members;
  const Mask& mask = m_session.run()->mask();
  const Vec3 voxel = m_session.view().crosshairVoxel();
  const std::array<int, 3> at{static_cast<int>(std::lround(voxel[0])),
                              static_cast<int>(std::lround(voxel[1])),
                              static_cast<int>(std::lround(voxel[2]))};
  if (!mask.grid.contains(at[0], at[1], at[2])) return {};
  const auto wanted = static_cast<std::uint32_t>(mask.grid.index(at[0], at[1], at[2]));
  const auto found = std::ranges::lower_bound(mask.voxels, wanted);
  if (found == mask.voxels.end() || *found != wanted) return {};
  return {static_cast<std::uint32_t>(found - mask.voxels.begin())};
}

void WhyPanel::explain() {
  if (!m_session.predictions().ready())
    return m_numbers->setText(tr("The model is still loading, or there is no picture yet."));
  workflow::ExplainParams params;
  params.method = method();
  params.voxels = targetVoxels();
  params.baseline = m_baseline->currentData().toString().toStdString();
  params.steps = m_steps->value();
  params.grid = m_grid->value();
  if (params.voxels.empty() && params.method != ExplainMethod::Attention) {
    m_numbers->setText(
        tr("The crosshair is outside the run's mask: there is no prediction to explain there."));
    return;
  }
  m_explained = targetText();
  m_asked = choices();
  m_word = m_layer = m_head = -1;
  m_service.start(std::move(params));
}

void WhyPanel::checkSanity() {
  if (!m_service.explanation() || !m_service.complete() || m_service.running()) return;
  workflow::ExplainParams params = m_service.params();
  params.randomised = true;
  m_service.start(std::move(params));
}

void WhyPanel::pickHead(int layer, int head) {
  m_layer = layer;
  m_head = head;
  m_sparsity->setChosen(layer, head);
  showHeat();
}

QString WhyPanel::marks() const {
  const auto compared = m_session.data();
  QStringList found;
  if (compared && compared->synthetic) found << tr("SYNTHETIC");
  if (compared && compared->demoEncoder) found << tr("DEMO ENCODER");
  return found.join(QStringLiteral(" · "));
}

void WhyPanel::showState() {
  const bool running = m_service.running();
  m_explain->setEnabled(!running && m_session.run() && !m_session.picture().empty());
  m_cancel->setVisible(running);
  m_progress->setVisible(running);
  m_progress->setRange(0, std::max(1, m_service.total()));
  m_progress->setValue(m_service.done());
  m_progress->setFormat(m_service.runningSanityCheck() ? tr("randomised weights, %v of %m")
                                                       : tr("step %v of %m"));
  m_sanity->setEnabled(!running && m_service.explanation().has_value() && m_service.complete());
  m_copy->setEnabled(!commandLine().isEmpty());
  const auto compared = m_session.data();
  const QString mark = marks();
  const QString whose =
      m_session.secondRun()
          ? tr("Explains %1, the first run; to explain %2, open it as the first (File > Open run). ")
                .arg(QString::fromStdString(m_session.run()->info().run.filename().string()),
                     QString::fromStdString(m_session.secondRun()->info().run.filename().string()))
          : QString();
  m_source->setText(
      compared ? whose + QString::fromStdString(compared->subjectLine + " · " + compared->modelLine) +
                     (mark.isEmpty() ? QString() : QStringLiteral(" · ") + mark)
               : tr("Open a run and choose a picture."));
  showHeat();
  showWords();
  showNumbers();
}

void WhyPanel::showHeat() {
  publish();
  const auto& explanation = m_service.explanation();
  m_heat->setMarks(marks());
  m_randomHeat->setMarks(marks());
  if (!explanation || explanation->picture.empty()) {
    m_heat->setEmpty(m_service.problem().isEmpty() ? tr("Which part of the picture matters: press Explain")
                                                   : m_service.problem());
    m_randomHeat->setEmpty(tr("The same with randomised weights, to check"));
    return;
  }
  const bool attention = explanation->method == ExplainMethod::Attention;
  const auto draw = [&](HeatView& view, const workflow::Explanation& shown, const QString& caption) {
    scene::HeatMap map{shown.rows, shown.columns, shown.picture};
    if (attention) {
      std::vector<workflow::ExplainedWord> words;
      for (std::size_t i = 0; i < shown.words.size(); ++i)
        if (m_word >= 0 ? static_cast<int>(i) == m_word : !shown.words[i].special)
          words.push_back(shown.words[i]);
      if (!words.empty())
        map.values = workflow::attentionHeat(shown.attention, words, m_layer, m_head).patches;
    }
    scene::HeatStyle style;
    style.range = scene::heatRange(map.values);
    style.diverging = !attention;
    style.smooth = shown.method != ExplainMethod::Occlusion;
    view.setHeat(shown.seen, map, style, attention ? tr("of attention") : tr("z"), caption);
  };
  QString caption = m_explained;
  if (attention) {
    const QString word =
        m_word >= 0 ? QString::fromStdString(explanation->words[static_cast<std::size_t>(m_word)].text)
                    : tr("all words");
    caption = m_layer >= 0 ? tr("%1, layer %2, head %3").arg(word).arg(m_layer + 1).arg(m_head + 1)
                           : tr("%1, mean of layers and heads").arg(word);
  }
  draw(*m_heat, *explanation, caption);
  const auto& randomised = m_service.randomised();
  if (randomised && !randomised->picture.empty())
    draw(*m_randomHeat, *randomised, tr("randomised weights"));
  else
    m_randomHeat->setEmpty(tr("The same with randomised weights, to check"));
}

void WhyPanel::showWords() {
  std::vector<WordStrip::Word> words;
  const auto& explanation = m_service.explanation();
  const bool attention = explanation && explanation->method == ExplainMethod::Attention;
  if (explanation)
    for (const workflow::ExplainedWord& word : explanation->words)
      words.push_back({QString::fromStdString(word.text), word.weight, word.special});
  m_words->setClickHint(attention ? tr("Click to see where “%1” looks") : QString());
  m_words->setWords(std::move(words),
                    attention ? tr("(Gini over patches: 0 looks everywhere, 1 at one place)") : tr("z"));
  m_words->setChosen(attention ? m_word : -1);
}

void WhyPanel::showNumbers() {
  const auto& explanation = m_service.explanation();
  const bool attention = explanation && explanation->method == ExplainMethod::Attention;
  m_sparsity->setVisible(attention);
  m_sparsityTitle->setVisible(attention);
  m_sanityText->clear();
  if (!explanation) {
    m_sparsity->clear();
    return m_numbers->setText(m_service.problem());
  }
  if (attention) {
    const workflow::AttentionSparsity sparsity =
        workflow::sparsityOf(explanation->attention, explanation->words);
    m_sparsity->setSparsity(sparsity);
    m_numbers->setText(tr("Cross-attention of %1 word pieces to %2 image tokens, %3 layers × %4 heads.")
                           .arg(sparsity.pieces)
                           .arg(explanation->attention.imageTokens)
                           .arg(sparsity.layers)
                           .arg(sparsity.heads));
  } else {
    QString text = tr("%1: prediction %2 z").arg(m_explained).arg(explanation->output, 0, 'f', 4);
    if (std::isfinite(explanation->attributed)) {
      text += tr("; baseline %1 z, difference %2 z, attributed %3 z")
                  .arg(explanation->baselineOutput, 0, 'f', 4)
                  .arg(explanation->output - explanation->baselineOutput, 0, 'f', 4)
                  .arg(explanation->attributed, 0, 'f', 4);
      if (m_service.complete() && std::isfinite(explanation->gapPercent()))
        text += tr(": gap %1 %").arg(explanation->gapPercent(), 0, 'g', 3);
    }
    if (!m_service.complete()) text += m_service.running() ? tr(" (so far)") : tr(" (stopped on the way)");
    m_numbers->setText(paint::withMinus(text + QLatin1Char('.')));
  }
  if (const auto& randomised = m_service.randomised(); randomised && !m_service.running()) {
    QString text = QString::fromStdString(workflow::sanityCheck(*explanation, *randomised).sentence());
    if (m_session.data() && m_session.data()->demoEncoder)
      text += tr(" The demo encoder was never trained: its weights are random to begin with.");
    m_sanityText->setText(paint::withMinus(text));
  }
}

std::vector<std::pair<QString, QString>> WhyPanel::choices() const {
  std::vector<std::pair<QString, QString>> chosen{
      {QStringLiteral("method"), QString::fromStdString(workflow::toString(method()))}};
  if (method() == ExplainMethod::Attention) return chosen;
  const int target = m_target->currentData().toInt();
  if (target >= 0 && m_regions) {
    const workflow::Region& region = (*m_regions)[static_cast<std::size_t>(target)];
    chosen.emplace_back(QStringLiteral("roi"), QString::fromStdString(region.atlas + ":" + region.name));
  } else {
    const Vec3 voxel = m_session.view().crosshairVoxel();
    chosen.emplace_back(QStringLiteral("voxel"), QStringLiteral("%1,%2,%3")
                                                     .arg(std::lround(voxel[0]))
                                                     .arg(std::lround(voxel[1]))
                                                     .arg(std::lround(voxel[2])));
  }
  chosen.emplace_back(QStringLiteral("baseline"), m_baseline->currentData().toString());
  if (method() == ExplainMethod::Integrated)
    chosen.emplace_back(QStringLiteral("steps"), QString::number(m_steps->value()));
  if (method() == ExplainMethod::Occlusion)
    chosen.emplace_back(QStringLiteral("grid"), QString::number(m_grid->value()));
  return chosen;
}

QString WhyPanel::commandLine() const {
  QString line = stimulusCommand(m_session, QStringLiteral("explain"));
  if (line.isEmpty()) return {};
  line += QStringLiteral(" --caption ") + shellQuoted(m_session.caption());
  for (const auto& [name, value] : choices())
    line += QStringLiteral(" --%1 %2").arg(name, name == QLatin1String("roi") ? shellQuoted(value) : value);
  return line + (method() == ExplainMethod::Attention ? QStringLiteral(" --out attention.png")
                                                      : QStringLiteral(" --out why.png"));
}

void WhyPanel::publish() const {
  const auto& explanation = m_service.explanation();
  if (!explanation || !m_service.complete() || explanation->picture.empty())
    return m_session.setExplained(nullptr);
  auto explained = std::make_shared<Explained>();
  explained->picture = workflow::pictured(*explanation);
  for (const auto& [name, value] : m_asked) explained->options[name.toStdString()] = value.toStdString();
  if (explanation->method == ExplainMethod::Attention) {
    const std::string word =
        m_word >= 0 ? explanation->words[static_cast<std::size_t>(m_word)].text : std::string();
    explained->picture.heat.values = workflow::narrowedAttention(*explanation, word, m_layer + 1, m_head + 1);
    if (!word.empty()) explained->options["word"] = word;
    if (m_layer >= 0) explained->options["layer"] = std::to_string(m_layer + 1);
    if (m_head >= 0) explained->options["head"] = std::to_string(m_head + 1);
  } else if (const auto voxel = explained->options.find("voxel"); voxel != explained->options.end()) {
    explained->target = "voxel " + voxel->second;
  } else {
    explained->target = m_explained.toStdString();
  }
  m_session.setExplained(std::move(explained));
}

}  // namespace vxs::ui
