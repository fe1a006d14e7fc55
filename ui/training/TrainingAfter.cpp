#include "ui/training/RunsTable.h"
#include "ui/training/TrainingPanel.h"

#include <QFileInfo>
#include <QInputDialog>

// What becomes of a run that was trained: going on with it, and whether that is worth while.
namespace vxs::ui {

namespace {

constexpr int kMostEpochs = 1'000'000;
constexpr double kFarBelow = 0.5;  ///< of ridge's score

/// Ended by patience, of which it has none left for more epochs.
bool hasLostPatience(const train::RunFile& run) {
  return run.params.patience > 0 &&
         static_cast<int>(run.history.size()) - run.info.bestEpoch >= run.params.patience;
}

}  // namespace

QString TrainingPanel::resumable() const {
  return whyNotResumable().isEmpty() ? m_job->focusedRun() : QString();
}

QString TrainingPanel::whyNotResumable() const {
  if (m_job->running()) return tr("Resume waits until what runs here has ended");
  const QString run = m_job->focusedRun(), name = QFileInfo(run).fileName();
  if (run.isEmpty()) return tr("Nothing to resume: no run is selected");
  const train::RunSummary* summary = m_runs->model().summary(run);
  if (!summary) return tr("Nothing to resume: the table has no %1 that can be read").arg(name);
  if (summary->state == train::RunState::Running)
    return tr("%1 is being trained by another program").arg(name);
  if (summary->run.info.head == "ridge") return tr("Nothing to resume: %1 is solved in one step").arg(name);
  if (summary->state == train::RunState::Complete && hasLostPatience(summary->run))
    return tr("Nothing to resume: the score of %1 rose no longer, which ended it").arg(name);
  if (summary->state == train::RunState::Incomplete)
    return tr("Nothing to resume: the best weights of %1 are missing or cut off").arg(name);
  if (summary->run.history.empty())
    return tr("Nothing to resume: no epoch of %1 was over. Start it anew under its name").arg(name);
  if (!summary->checkpoint)
    return tr("Nothing to resume: the weights of %1 after its last epoch are not in its folder").arg(name);
  return {};
}

void TrainingPanel::resume() {
  const QString run = resumable();
  if (run.isEmpty()) return;
  const train::RunSummary& summary = *m_runs->model().summary(run);
  if (summary.state == train::RunState::Complete) return askForEpochs(summary);
  m_finishedRun.clear();
  m_job->resume(run);
}

/// A run that is complete has all of its epochs: how many shall it have?
void TrainingPanel::askForEpochs(const train::RunSummary& summary) {
  const QString run = QString::fromStdString(summary.run.info.run.string());
  const int epochs = static_cast<int>(summary.run.history.size());
  auto* question = new QInputDialog(this);
  question->setObjectName(QStringLiteral("moreEpochs"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("More epochs"));
  question->setLabelText(tr("%1 has %2 epochs. How many shall it have altogether?\n"
                            "It goes on where it ended; an evaluation of it is out of date then.")
                             .arg(summary.run.info.run.filename().c_str())
                             .arg(epochs));
  question->setInputMode(QInputDialog::IntInput);
  question->setIntRange(epochs + 1, kMostEpochs);
  question->setIntValue(2 * epochs);
  question->setOkButtonText(tr("Train on"));
  connect(question, &QInputDialog::intValueSelected, this, [this, run](int wanted) {
    m_finishedRun.clear();
    m_job->resume(run, wanted);
  });
  question->open();
}

QStringList TrainingPanel::advice() const {
  const auto& curves = m_job->curves();
  if (m_job->work() != TrainingJob::Work::Train || !curves || curves->isRidge() ||
      m_job->focusedRun() != m_job->runInWork() || m_job->process().state() != CommandProcess::State::Done)
    return {};
  const QString name = curves->name();
  const train::RunFile& run = curves->summary.run;
  const train::RunSummary* ridge = m_runs->model().ridgeBaseline(curves->summary);
  if (ridge && ridge->run.criterion == run.criterion &&
      run.bestValidationScore < kFarBelow * ridge->run.bestValidationScore) {
    const ScoreScale scale = scoreScale(run);
    return {
        tr("%1 is trained, far below ridge (%2 against %3): more epochs, another learning rate or readout "
           "may do better")
            .arg(name, scale.number(run.bestValidationScore), scale.number(ridge->run.bestValidationScore)),
        tr("Far below ridge: try more epochs or another readout")};
  }
  if (!curves->mayImprove()) return {};
  return {tr("%1 is trained; its last epoch is its best: more epochs may do better").arg(name),
          tr("Trained; more epochs may do better")};
}

}  // namespace vxs::ui
