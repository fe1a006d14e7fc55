#include "ui/why/WhyPanel.h"

#include "ui/paint/Numbers.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/whatif/WordStrip.h"
#include "ui/why/HeatView.h"
#include "ui/why/SparsityView.h"
#include "ui/why/WhyWords.h"
#include "ui/widgets/Theme.h"

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

namespace {
constexpr double kPoorGapPercent = 50;  ///< of the difference, which is then more than what is explained
}

void WhyPanel::takeRegions() {
  const QSignalBlocker quiet(m_target);
  while (m_target->count() > 1) m_target->removeItem(1);
  for (const workflow::Region& region : m_model.regions())
    m_target->addItem(QString::fromStdString(region.label()),
                      QString::fromStdString(region.atlas + ":" + region.name));
  takeChoice();
}

void WhyPanel::takeChoice() {
  const WhyChoice& choice = m_model.choice();
  const QSignalBlocker quiet[] = {QSignalBlocker(m_of),     QSignalBlocker(m_target),
                                  QSignalBlocker(m_method), QSignalBlocker(m_baseline),
                                  QSignalBlocker(m_steps),  QSignalBlocker(m_grid)};
  m_method->setCurrentIndex(m_method->findData(static_cast<int>(choice.method)));
  m_target->setCurrentIndex(std::max(0, m_target->findData(QString::fromStdString(choice.region))));
  m_asked->setCurrentIndex(m_target->currentIndex());
  m_baseline->setCurrentIndex(m_baseline->findData(QString::fromStdString(choice.baseline)));
  m_steps->setValue(choice.steps);
  m_grid->setValue(choice.grid);
  const auto second = m_session.secondRun();
  m_of->clear();
  if (second) m_of->addItems({runName(*m_session.run()), runName(*second)});
  m_of->setCurrentIndex(second && choice.ofSecond ? 1 : 0);
  const auto show = [](bool shown, std::initializer_list<QWidget*> widgets) {
    for (QWidget* widget : widgets) widget->setVisible(shown);
  };
  show(second != nullptr, {m_of, m_ofLabel});
  show(choice.method == ExplainMethod::Integrated, {m_steps, m_stepsLabel});
  show(choice.method == ExplainMethod::Occlusion, {m_grid, m_gridLabel});
  show(choice.method != ExplainMethod::Attention, {m_baseline, m_baselineLabel});
  for (QComboBox* box : {m_target, m_asked}) box->setEnabled(choice.method != ExplainMethod::Attention);
  showState();
}

void WhyPanel::chooseBy(const std::function<void(WhyChoice&)>& change) {
  WhyChoice choice = m_model.choice();
  change(choice);
  m_model.choose(choice);
}

QString WhyPanel::marks() const {
  const auto compared = m_session.data();
  const bool second = m_model.run() != m_session.run();
  QStringList found;
  if (compared && compared->synthetic) found << tr("SYNTHETIC");
  if (compared && (second ? compared->secondDemoEncoder : compared->demoEncoder)) found << tr("DEMO ENCODER");
  return found.join(QStringLiteral(" · "));
}

void WhyPanel::showState() {
  const ExplainService& service = m_model.service();
  const bool running = service.running();
  m_explain->setEnabled(!running && m_session.run() && !m_session.picture().empty());
  m_ask->setEnabled(m_explain->isEnabled());
  m_cancel->setVisible(running);
  m_progress->setVisible(running);
  m_progress->setRange(0, std::max(1, service.total()));
  m_progress->setValue(service.done());
  m_progress->setFormat(service.runningSanityCheck() ? tr("randomised weights, %v of %m")
                                                     : tr("step %v of %m"));
  m_sanity->setEnabled(!running && service.explanation().has_value() && service.complete());
  m_copy->setEnabled(!m_model.commandLine().isEmpty());
  const auto compared = m_session.data();
  if (compared) {
    const bool second = m_model.run() != m_session.run();
    QStringList said{QString::fromStdString(compared->subjectLine),
                     QString::fromStdString(second ? compared->secondLine : compared->modelLine)};
    if (const QString mark = marks(); !mark.isEmpty()) said << mark;
    m_source->setText(said.join(QStringLiteral(" · ")));
  } else {
    m_source->setText(tr("Open a run and choose a picture."));
  }
  showHeat();
  showWords();
  showNumbers();
  m_note->setText(methodNote(m_model.shownChoice().method));
  showFormer();
}

void WhyPanel::showFormer() {
  const QString line = m_model.formerChoice();
  if (line == m_former->text()) return;
  m_former->setText(line);
  m_former->setVisible(!line.isEmpty());
}

void WhyPanel::showHeat() {
  const auto& explanation = m_model.service().explanation();
  const WhyChoice& choice = m_model.choice();
  m_heat->setMarks(marks());
  m_randomHeat->setMarks(marks());
  if (!explanation || explanation->picture.empty()) {
    m_heat->setEmpty(m_model.problem().isEmpty() ? tr("Which part of the picture matters: press Explain")
                                                 : m_model.problem());
    m_randomHeat->hide();
    return;
  }
  const bool attention = explanation->method == ExplainMethod::Attention;
  const auto draw = [&](HeatView& view, const workflow::Explanation& shown, const QString& caption) {
    const scene::HeatMap map{shown.rows, shown.columns, m_model.heat(shown)};
    scene::HeatStyle style;
    style.range = scene::heatRange(map.values);
    style.diverging = !attention;
    style.smooth = shown.method != ExplainMethod::Occlusion;
    view.setHeat(shown.seen, map, style, attention ? tr("of attention") : tr("z"), caption);
  };
  QString caption = m_model.title();
  if (attention) {
    const QString word = choice.word.empty() ? tr("all words") : QString::fromStdString(choice.word);
    caption = choice.layer > 0 ? tr("%1, layer %2, head %3").arg(word).arg(choice.layer).arg(choice.head)
                               : tr("%1, mean of layers and heads").arg(word);
  }
  draw(*m_heat, *explanation, caption);
  const auto& randomised = m_model.service().randomised();
  const bool checked = randomised && !randomised->picture.empty();
  if (checked)
    draw(*m_randomHeat, *randomised, tr("randomised weights"));
  else
    m_randomHeat->setEmpty(tr("The same with randomised weights, to check"));
  // what there is has the room until the check was asked for
  m_randomHeat->setVisible(checked || m_model.service().runningSanityCheck());
}

void WhyPanel::showWords() {
  std::vector<WordStrip::Word> words;
  const auto& explanation = m_model.service().explanation();
  const bool attention = explanation && explanation->method == ExplainMethod::Attention;
  if (explanation)
    for (const workflow::ExplainedWord& word : explanation->words)
      words.push_back({QString::fromStdString(word.text), word.weight, word.special});
  m_words->setClickHint(attention ? tr("Click to see where “%1” looks") : QString());
  m_words->setWords(std::move(words),
                    attention ? tr("(Gini over patches: 0 looks everywhere, 1 at one place)") : tr("z"));
  m_words->setChosen(attention ? QString::fromStdString(m_model.choice().word) : QString());
}

void WhyPanel::showNumbers() {
  const ExplainService& service = m_model.service();
  const auto& explanation = service.explanation();
  const bool attention = explanation && explanation->method == ExplainMethod::Attention;
  m_sparsity->setVisible(attention);
  m_sparsityTitle->setVisible(attention);
  m_sanityText->clear();
  if (!explanation) {
    m_sparsity->clear();
    return m_numbers->setText(m_model.problem());
  }
  if (attention) {
    const workflow::AttentionSparsity sparsity =
        workflow::sparsityOf(explanation->attention, explanation->words);
    m_sparsity->setSparsity(sparsity);
    m_sparsity->setChosen(m_model.choice().layer - 1, m_model.choice().head - 1);
    m_numbers->setText(tr("Cross-attention of %1 word pieces to %2 image tokens, %3 layers × %4 heads.")
                           .arg(sparsity.pieces)
                           .arg(explanation->attention.imageTokens)
                           .arg(sparsity.layers)
                           .arg(sparsity.heads));
  } else {
    QString text = tr("%1, %2: prediction %3 z")
                       .arg(m_model.title(), methodWords(m_model.shownChoice()))
                       .arg(explanation->output, 0, 'f', 4);
    if (std::isfinite(explanation->attributed)) {
      text += tr("; baseline %1 z, difference %2 z, attributed %3 z")
                  .arg(explanation->baselineOutput, 0, 'f', 4)
                  .arg(explanation->output - explanation->baselineOutput, 0, 'f', 4)
                  .arg(explanation->attributed, 0, 'f', 4);
      if (service.complete() && std::isfinite(explanation->gapPercent()))
        text += tr(": gap %1").arg(paint::gapNumber(explanation->gapPercent()));
    }
    const bool poor = service.complete() && std::abs(explanation->gapPercent()) > kPoorGapPercent;  // not NaN
    if (poor)
      text += m_model.shownChoice().method == ExplainMethod::Integrated
                  ? tr(". Little of the difference is accounted for: take more steps")
                  : tr(". Little of the difference is accounted for: try integrated gradients");
    setTextRole(*m_numbers, poor ? TextRole::Warning : TextRole::Body);
    if (!service.complete()) text += service.running() ? tr(" (so far)") : tr(" (stopped on the way)");
    m_numbers->setText(paint::withMinus(text + QLatin1Char('.')));
  }
  if (!m_model.problem().isEmpty()) m_numbers->setText(m_model.problem());
  if (const auto& randomised = service.randomised(); randomised && !service.running()) {
    QString text = QString::fromStdString(workflow::sanityCheck(*explanation, *randomised).sentence());
    if (marks().contains(tr("DEMO ENCODER")))
      text += tr(" The demo encoder was never trained: its weights are random to begin with.");
    m_sanityText->setText(paint::withMinus(text));
  }
}

}  // namespace vxs::ui
