#include "ui/training/TrainingQuestion.h"

#include <QFileInfo>
#include <QPushButton>

#include <utility>

namespace vxs::ui {

TrainingQuestion::TrainingQuestion(TrainingJob& job, QWidget& window)
    : QObject(&window), m_job(job), m_window(window) {
  connect(&m_job, &TrainingJob::stateChanged, this, &TrainingQuestion::follow);
  connect(&m_job, &TrainingJob::progressed, this, &TrainingQuestion::sayWaiting);
}

void TrainingQuestion::before(const std::function<void()>& go) {
  if (!m_job.running()) return go();
  m_go = go;
  if (!m_box) ask();
}

QMessageBox* TrainingQuestion::show(const char* name, const QString& text, const QString& why) {
  if (m_box) m_box->deleteLater();
  m_stop = nullptr;
  m_box = new QMessageBox(QMessageBox::Question, tr("Voxelscope"), text, QMessageBox::NoButton, &m_window);
  m_box->setObjectName(QLatin1String(name));
  m_box->setInformativeText(why);
  return m_box;
}

QString TrainingQuestion::what() const {
  const QString run = QFileInfo(m_job.runInWork()).fileName();
  switch (m_job.work()) {
    case TrainingJob::Work::Sweep:
      return tr("Table 1 is being made");
    case TrainingJob::Work::Evaluate:
      return tr("%1 is being evaluated").arg(run);
    default:
      return tr("A training is running: %1").arg(run);
  }
}

/// Now, and by stopping at once.
QString TrainingQuestion::lost() const {
  if (m_job.work() == TrainingJob::Work::Evaluate) return tr("Stopped, it has to be evaluated anew.");
  if (!m_job.hasEpochs()) return tr("Stopped, it has to be begun anew.");
  if (m_job.work() == TrainingJob::Work::Sweep)
    return tr(
        "After its epoch it is saved, and making the table again into the same folder goes on. Stopping at "
        "once loses what the running epoch has learnt.");
  return m_job.noEpochYet() ? tr("After its epoch it is saved, and Resume goes on. The running epoch is the "
                                 "first: stopped at "
                                 "once, it leaves nothing to resume.")
                            : tr("After its epoch it is saved, and Resume goes on. Stopping at once loses "
                                 "what the running epoch "
                                 "has learnt.");
}

void TrainingQuestion::ask() {
  const bool stopping = m_job.process().state() == CommandProcess::State::Stopping;
  QMessageBox* box = show("trainingQuestion", tr("%1. It ends with the window.").arg(what()),
                          stopping ? tr("It is being stopped.") : lost());
  const bool epoch = m_job.hasEpochs() && !stopping;
  auto* finish = box->addButton(epoch      ? tr("Finish the epoch, then close")
                                : stopping ? tr("Close when it has stopped")
                                           : tr("Wait for its end, then close"),
                                QMessageBox::AcceptRole);
  auto* now = box->addButton(stopping ? tr("End it and close") : tr("Stop at once and close"),
                             QMessageBox::DestructiveRole);
  auto* keep = box->addButton(tr("Stay"), QMessageBox::RejectRole);
  box->setDefaultButton(finish);
  box->setEscapeButton(keep);
  connect(box, &QMessageBox::buttonClicked, this, [this, finish, now](const QAbstractButton* button) {
    if (button != finish && button != now) return stay();
    wait();
    button == now ? m_job.stopNow() : m_job.finishEpoch();
  });
  box->open();
}

void TrainingQuestion::wait() {
  m_answered = true;
  QMessageBox* box = show("trainingWait", {}, {});
  box->setIcon(QMessageBox::Information);
  m_stop = box->addButton(m_job.stopText(), QMessageBox::DestructiveRole);
  auto* keep = box->addButton(tr("Keep the window"), QMessageBox::RejectRole);
  box->setEscapeButton(keep);
  connect(box, &QMessageBox::buttonClicked, this, [this, keep](const QAbstractButton* button) {
    if (button == keep) return stay();
    wait();
    m_job.stopNow();
  });
  sayWaiting();
  box->open();
}

void TrainingQuestion::sayWaiting() {
  if (!m_stop || !m_job.running()) return;
  m_box->setText(tr("Voxelscope closes when this has ended."));
  m_box->setInformativeText(m_job.statusText());
  m_stop->setText(m_job.process().state() == CommandProcess::State::Stopping ? m_job.stopText()
                                                                             : tr("Stop at once"));
}

void TrainingQuestion::follow() {
  sayWaiting();
  if (!m_go || m_job.running()) return;
  const CommandProcess::State end = m_job.process().state();
  const bool well = end == CommandProcess::State::Done || end == CommandProcess::State::Stopped;
  if (well && !m_answered) return sayEnded();
  const std::function<void()> go = std::exchange(m_go, {});
  stay();
  if (well) go();
}

void TrainingQuestion::sayEnded() {
  QMessageBox* box = show("trainingEnded", tr("What was running has ended meanwhile, and is saved."), {});
  box->setIcon(QMessageBox::Information);
  auto* close = box->addButton(tr("Close the window"), QMessageBox::AcceptRole);
  box->setEscapeButton(box->addButton(tr("Stay"), QMessageBox::RejectRole));
  connect(box, &QMessageBox::buttonClicked, this, [this, close](const QAbstractButton* button) {
    const std::function<void()> go = std::exchange(m_go, {});
    stay();
    if (button == close) go();
  });
  box->open();
}

void TrainingQuestion::stay() {
  m_go = {};
  m_stop = nullptr;
  m_answered = false;
  if (!m_box) return;
  m_box->hide();
  m_box->deleteLater();
  m_box.clear();
}

}  // namespace vxs::ui
