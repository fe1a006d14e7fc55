#include "ui/whatif/WhatIfPanel.h"

#include "core/volume/MaskPosition.h"
#include "core/workflow/whatif/CaptionWords.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/whatif/CaptionMap.h"
#include "ui/whatif/RegionBars.h"
#include "ui/whatif/WordStrip.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/TableFilling.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::ui {

namespace {

/// Where the change starts to fade, as a part of its range.
constexpr double kThreshold = 0.3;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

QString markedHtml(const std::vector<workflow::MarkedWord>& words, const QString& colour) {
  QStringList parts;
  for (const workflow::MarkedWord& word : words) {
    const QString text = QString::fromStdString(word.word).toHtmlEscaped();
    parts << (word.differs ? QStringLiteral("<b style=\"color:%1\">%2</b>").arg(colour, text) : text);
  }
  return parts.isEmpty() ? WhatIfPanel::tr("<i>(empty)</i>") : parts.join(QLatin1Char(' '));
}

QString standingText(const workflow::Standing& standing, const QString& of) {
  if (standing.percentile <= 0) return WhatIfPanel::tr("more than none of %1 %2").arg(standing.n).arg(of);
  if (standing.percentile >= 100)
    return standing.n == 1 ? WhatIfPanel::tr("more than the only one of %1").arg(of)
                           : WhatIfPanel::tr("more than all of %1 %2").arg(standing.n).arg(of);
  return WhatIfPanel::tr("more than %1 % of %2 %3")
      .arg(standing.percentile, 0, 'f', 0)
      .arg(standing.n)
      .arg(of);
}

/// ", more than 80 % of 4 other captions of the image and more than 12 % of 40 rewordings.": what there is.
QString standingsText(const workflow::Standings& standings) {
  QStringList parts;
  if (standings.coco.n > 0)
    parts << standingText(standings.coco, WhatIfPanel::tr("other captions of the image"));
  if (standings.paraphrases.n > 0)
    parts << standingText(standings.paraphrases, WhatIfPanel::tr("rewordings"));
  if (standings.shuffled.n > 0)
    parts << standingText(standings.shuffled, WhatIfPanel::tr("captions of other images"));
  if (parts.isEmpty()) return QStringLiteral(".");
  const QString last = parts.takeLast();
  return WhatIfPanel::tr(", %1.").arg(
      parts.isEmpty() ? last : WhatIfPanel::tr("%1 and %2").arg(parts.join(QStringLiteral(", ")), last));
}

}  // namespace

void WhatIfPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  m_service.setActive(true);
}

void WhatIfPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  m_service.setActive(false);
}

void WhatIfPanel::fillTargets() {
  const auto& regions = m_service.findings().regions;
  if (regions == m_listed && m_target->count() > 0) return;
  m_listed = regions;
  const QSignalBlocker quiet(m_target);
  m_target->clear();
  m_target->addItem(tr("the whole mask (rms)"), kWhole);
  m_target->addItem(tr("crosshair’s voxel"), kVoxel);
  for (std::size_t i = 0; regions && i < regions->size(); ++i)
    m_target->addItem(QString::fromStdString((*regions)[i].label()), static_cast<int>(i));
}

void WhatIfPanel::setTarget(int target) {
  const int index = m_target->findData(target);
  if (index < 0) return;
  m_target->setCurrentIndex(index);
  showWords();
  showVerdict();
}

qint64 WhatIfPanel::crosshairPosition() const {
  if (!m_session.run()) return -1;
  const auto position = positionAt(m_session.run()->mask(), m_session.view().state().crosshairRasMm);
  return position ? static_cast<qint64>(*position) : -1;
}

workflow::ChangeMeasure WhatIfPanel::measure() const {
  const int target = m_target->currentData().toInt();
  if (target == kWhole) return [](const workflow::CaptionChange& change) { return change.rms; };
  if (target == kVoxel)
    return [position = crosshairPosition()](const workflow::CaptionChange& change) {
      return position >= 0 ? double(change.values[static_cast<std::size_t>(position)]) : kNan;
    };
  return [target](const workflow::CaptionChange& change) {
    return change.regionMeans[static_cast<std::size_t>(target)];
  };
}

QString WhatIfPanel::targetName() const {
  return m_target->currentText();
}

void WhatIfPanel::showFindings() {
  fillTargets();
  showCaptions();
  showVerdict();
  showWords();
  showRegions();
  showVoxels();
  if (m_show->isChecked()) showInViews();
}

void WhatIfPanel::showCaptions() {
  const WhatIfFindings& findings = m_service.findings();
  const auto words =
      workflow::differenceOf(findings.original.toStdString(), m_session.caption().toStdString());
  if (!m_session.run() || (m_session.selectedItem() < 0 && m_session.pictureFile().empty()))
    m_captions->setText(tr("Open a run and choose a picture; then edit its caption."));
  else
    m_captions->setText(
        tr("<p style=\"margin:0\">original: %1</p><p style=\"margin:4px 0 0 0\">edited: %2</p>")
            .arg(markedHtml(words.original, QStringLiteral("#4a9bd9")),
                 words.any() ? markedHtml(words.edited, QStringLiteral("#e06a5e")) : tr("<i>the same</i>")));
  m_restore->setEnabled(words.any());
  m_adopt->setEnabled(words.any());
  m_copy->setEnabled(!m_service.commandLine().isEmpty());
  const auto compared = m_session.data();
  QString source =
      compared ? QString::fromStdString(compared->subjectLine + " · " + compared->modelLine) : QString();
  if (compared && compared->synthetic) source += tr(" · SYNTHETIC");
  if (compared && compared->demoEncoder) source += tr(" · DEMO ENCODER");
  m_source->setText(source);
  m_whose->setVisible(m_session.run() && m_session.secondRun());
  if (m_session.run()) {
    const QString run = runName(*m_session.run());
    m_whose->setWordings({tr("Prediction of %1, the first of the two runs").arg(run),
                          tr("Prediction of %1").arg(run), tr("of %1").arg(run)});
  }
  m_whose->setTip(tr("Everything here is about the first run\n%1").arg(source));
}

QString WhatIfPanel::useText() const {
  const WhatIfFindings& findings = m_service.findings();
  const workflow::TextUse& use = findings.textUse;
  const bool growing = static_cast<int>(findings.null.size()) < findings.nullPlanned;
  if (use.finding == workflow::TextUse::Finding::Unknown && (findings.null.empty() || growing)) return {};
  const QString text = QString::fromStdString(use.sentence());
  if (use.finding == workflow::TextUse::Finding::None || use.wordingN > 0 || growing) return text;
  return text + QLatin1Char(' ') +
         (findings.original.trimmed().isEmpty()
              ? tr("The original caption is empty: there is nothing to reword. “Compare with this” makes the "
                   "present caption the original.")
              : tr("No rule rewords the original caption, and nobody else has described the picture."));
}

void WhatIfPanel::showVerdict() {
  const WhatIfFindings& findings = m_service.findings();
  m_use->setText(useText());
  if (!findings.problem.isEmpty()) return m_verdict->setText(tr("No prediction: %1").arg(findings.problem));
  if (!findings.change) return m_verdict->setText({});
  const auto same = workflow::differenceOf(findings.original.toStdString(), findings.edited.toStdString());
  if (!same.any())
    return m_verdict->setText(tr("Edit the caption in the Stimulus panel, or click a word to leave it out."));
  const double value = measure()(*findings.change);
  if (!std::isfinite(value)) return m_verdict->setText(tr("There is no prediction at %1.").arg(targetName()));
  const workflow::Standings standings = workflow::standingsOf(findings.null, *findings.change, measure());
  QString text = tr("Change of %1: %2 z").arg(targetName(), paint::roundedNumber(value));
  if (findings.null.empty())
    text += tr("; the null is being worked out…");
  else
    text += standingsText(standings);
  if (static_cast<int>(findings.null.size()) < findings.nullPlanned)
    text += tr(" (%1 of %2 captions of the null so far)").arg(findings.null.size()).arg(findings.nullPlanned);
  if (findings.editMs > 0) text += tr(" The edit took %1 ms.").arg(findings.editMs, 0, 'f', 0);
  m_verdict->setText(paint::withMinus(text));
}

void WhatIfPanel::showWords() {
  const WhatIfFindings& findings = m_service.findings();
  const workflow::ChangeMeasure value = measure();
  std::vector<WordStrip::Word> words;
  for (std::size_t i = 0; i < findings.words.size(); ++i)
    words.push_back(
        {findings.words[i], i < findings.dropped.size() ? value(findings.dropped[i]) : kNan, false});
  m_words->setWords(std::move(words), tr("z when left out"));
  m_wordsTitle->setWordings({tr("Each word left out: change (z) of"), tr("Each word left out")});
  m_wordsTitle->setTip(
      tr("How the prediction with the edited caption changes when a word of it is left out"));
}

void WhatIfPanel::showRegions() {
  const WhatIfFindings& findings = m_service.findings();
  std::vector<RegionBars::Row> rows;
  int n = 0;
  // with an unchanged caption there is no change that could exceed anything
  const bool edited =
      workflow::differenceOf(findings.original.toStdString(), findings.edited.toStdString()).any();
  if (findings.change && findings.regions && edited)
    for (const workflow::RegionChange& row :
         workflow::regionChanges(findings.null, *findings.change, *findings.regions)) {
      const workflow::Region& region = (*findings.regions)[row.region];
      n = row.standings.wording.n;
      rows.push_back({QString::fromStdString(region.label()), static_cast<int>(row.region), row.mean, row.low,
                      row.high, row.standings.wording.percentile, static_cast<int>(region.members.size()), n,
                      QString::fromStdString(region.name)});
    }
  m_regions->setRows(std::move(rows));
  m_regions->setChosen(m_target->currentData().toInt());
  const QString title = tr("Mean change by region");
  m_regionsTitle->setWordings(
      n > 0 ? QStringList{tr("Mean change by region; grey: 95 % of %1 rewordings").arg(n),
                          tr("Mean change; grey: 95 % of %1 rewordings").arg(n),
                          tr("Change; grey: %1 rewordings").arg(n), title}
            : QStringList{title});
  m_regionsTitle->setTip(
      n > 0 ? tr("Grey: 95 % of %1 rewordings of the caption; at the right how many of them a change exceeds")
                  .arg(n)
            : QString());
}

void WhatIfPanel::showVoxels() {
  const WhatIfFindings& findings = m_service.findings();
  const QSignalBlocker quiet(m_moved);
  const TableFilling filling(*m_moved);
  m_moved->setRowCount(static_cast<int>(findings.moved.size()));
  for (int row = 0; row < m_moved->rowCount(); ++row) {
    const workflow::MovedVoxel& voxel = findings.moved[static_cast<std::size_t>(row)];
    QStringList regions;
    for (std::size_t i = 0; findings.regions && i < findings.regions->size(); ++i) {
      const auto& members = (*findings.regions)[i].members;
      if (std::ranges::binary_search(members, static_cast<std::uint32_t>(voxel.position)))
        regions << QString::fromStdString(
            train::regionTitle((*findings.regions)[i].atlas + "/" + (*findings.regions)[i].name));
    }
    const QString place = paint::withMinus(QStringLiteral("%1, %2, %3")
                                               .arg(qRound(voxel.rasMm[0]))
                                               .arg(qRound(voxel.rasMm[1]))
                                               .arg(qRound(voxel.rasMm[2])));
    m_moved->setItem(row, 0, new QTableWidgetItem(paint::withMinus(QString::number(voxel.change, 'f', 3))));
    m_moved->setItem(row, 1, new QTableWidgetItem(paint::withMinus(place)));
    auto* region = new QTableWidgetItem(regions.isEmpty() ? tr("none") : regions.join(", "));
    region->setToolTip(regions.join(QLatin1Char('\n')));
    m_moved->setItem(row, 2, region);
  }
}

bool WhatIfPanel::inViews() const {
  return m_show->isChecked();
}

void WhatIfPanel::setInViews(bool shown) {
  m_show->setChecked(shown);
}

void WhatIfPanel::showInViews() {
  const WhatIfFindings& findings = m_service.findings();
  ViewState& view = m_session.view();
  if (!m_show->isChecked()) {
    if (m_shown.isEmpty()) return;
    m_shown.clear();
    return m_session.clearMap();
  }
  if (!findings.change || !m_session.run() || !m_session.data()) return;
  const QString what = shownAs(findings.original, findings.edited);
  if (what == m_shown) return;
  const bool first = m_shown.isEmpty() || m_shown == subject();
  m_shown = what;
  showCaptionMap(m_session, findings.change->values, findings.original.toStdString(),
                 findings.edited.toStdString());
  // later edits are shown on the same scale, so that they can be compared, as long as they are within it or
  // the person has chosen another
  const double range = scene::symmetricRange({&findings.change->values});
  const bool outgrown = view.state().mapScale.range == m_givenRange && range > m_givenRange;
  if (first || outgrown) {
    scene::ColorScale scale = view.state().scale;
    scale.fromZero = false;
    scale.range = m_givenRange = range;
    scale.thresholdZ = kThreshold * scale.range;
    view.setMapScale(scale);
  }
  view.setLayerShown(scene::Layer::Map, true);
}

QString WhatIfPanel::subject() const {
  return QString::fromStdString(m_session.data()->subjectLine) + QLatin1Char('\n');
}

QString WhatIfPanel::shownAs(const QString& original, const QString& edited) const {
  return subject() + original + QLatin1Char('\n') + edited;
}

void WhatIfPanel::noticeOtherPicture() {
  if (m_shown.isEmpty() || !m_session.data() || m_shown.startsWith(subject())) return;
  m_shown = subject();
  scene::MapLabel label;
  label.name = paint::kCaptionChangeMap;
  m_session.setMapVolume({}, std::move(label));
}

void WhatIfPanel::noticeOtherMap() {
  const auto compared = m_session.data();
  if (!compared || compared->map.name.empty()) return;
  const bool ofCaption = compared->map.key == paint::kCaptionChangeMap;
  const QSignalBlocker quiet(m_show);
  if (ofCaption && m_shown.isEmpty()) {  // a session or a figure brought it
    const auto& made = compared->map.madeOf;
    const QString original = QString::fromStdString(made.at("original"));
    m_shown = shownAs(original, QString::fromStdString(made.at("edited")));
    m_show->setChecked(true);
    m_service.setOriginal(original);
  } else if (!m_shown.isEmpty() && compared->map.name != paint::kCaptionChangeMap) {
    m_shown.clear();  // somebody shows another map
    m_show->setChecked(false);
  }
  Q_EMIT inViewsChanged();
}

}  // namespace vxs::ui
