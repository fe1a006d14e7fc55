#include "ui/training/TrainingJob.h"

#include "core/base/Error.h"
#include "ui/training/SweepTime.h"
#include "ui/training/TrainingSettings.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kRedrawMs = 150;

double number(const QJsonObject& event, const char* name) {
  return event.value(QLatin1String(name)).toDouble(std::nan(""));  // null and missing alike
}

/// Share of the epochs of a run, or of `epochs` above 0, that are over.
double shareOver(const QString& folder, int epochs) {
  try {
    const train::RunFile run = train::readRunFile(folder.toStdString());
    const int all = epochs > 0 ? epochs : run.params.epochs;
    return all > 0 ? std::clamp(static_cast<double>(run.history.size()) / all, 0.0, 1.0) : 0;
  } catch (const Error&) {
    return 0;  // the program says what is wrong with it
  }
}

}  // namespace

TrainingJob::TrainingJob(Session& session, QString program, QObject* parent)
    : QObject(parent), m_session(session), m_process(std::move(program)) {
  m_redraw.setSingleShot(true);
  m_redraw.setInterval(kRedrawMs);
  connect(&m_redraw, &QTimer::timeout, this, &TrainingJob::curvesChanged);
  connect(&m_process, &CommandProcess::reported, this, &TrainingJob::onEvent);
  connect(&m_process, &CommandProcess::stateChanged, this, &TrainingJob::onProcessState);
}

void TrainingJob::begin(Work work, const QString& run, const QStringList& arguments, bool hasEpochs) {
  if (running()) return;
  m_work = work;
  m_hasEpochs = hasEpochs;
  m_runInWork = run;
  m_stage.clear();
  m_cell = {};
  m_inEpoch = m_epochLost = false;
  m_fraction = m_secondsLeft = -1;
  m_before = 0;
  m_live.clear();
  m_process.start(arguments);
}

void TrainingJob::train(const train::TrainParams& params) {
  begin(Work::Train, QString::fromStdString(params.out.string()), trainArguments(params),
        params.head != "ridge");
}

void TrainingJob::resume(const QString& run, int epochs) {
  if (running()) return;
  const double before = shareOver(run, epochs);
  QStringList words{QStringLiteral("train"), QStringLiteral("--resume"), run};
  if (epochs > 0) words << QStringLiteral("--epochs") << QString::number(epochs);
  begin(Work::Train, run, words, true);
  m_before = before;
}

void TrainingJob::evaluate(const QString& run) {
  begin(Work::Evaluate, run, {QStringLiteral("evaluate"), run}, false);
}

void TrainingJob::sweep(const QStringList& arguments, std::map<QString, double> headSeconds) {
  m_headSeconds = std::move(headSeconds);
  begin(Work::Sweep, {}, arguments, true);
}

bool TrainingJob::stopsAfterEpoch() const {
  return m_hasEpochs && m_process.state() == CommandProcess::State::Running;
}

void TrainingJob::stop() {
  stopsAfterEpoch() ? finishEpoch() : stopNow();
}

void TrainingJob::finishEpoch() {
  if (stopsAfterEpoch()) m_process.stopAfterEpoch();
}

void TrainingJob::stopNow() {
  if (m_process.state() != CommandProcess::State::Stopping) m_epochLost = m_hasEpochs && m_inEpoch;
  m_process.stop();
}

QStringList TrainingJob::stopTexts() {
  return {tr("Stop"), tr("Stop after this epoch"), tr("Stop now"), tr("Stop now, lose epoch"),
          tr("End the process")};
}

bool TrainingJob::noEpochYet() const {
  return m_focused == m_runInWork && (!m_curves || m_curves->history.empty());
}

QString TrainingJob::goesOnFrom() const {
  return noEpochYet() ? tr("no epoch was over, so there is nothing to resume")
                      : tr("Resume goes on from its last finished epoch");
}

QString TrainingJob::stopText() const {
  switch (m_process.state()) {
    case CommandProcess::State::Running:
      return stopsAfterEpoch() ? tr("Stop after this epoch") : tr("Stop");
    case CommandProcess::State::Ending:
      return m_inEpoch ? tr("Stop now, lose epoch") : tr("Stop now");
    case CommandProcess::State::Stopping:
      return tr("End the process");
    default:
      return tr("Stop");
  }
}

QString TrainingJob::stopTip() const {
  if (!running() || stopsAfterEpoch())
    return tr(
        "Finish the running epoch, then stop; Resume goes on from there. A second press stops at once and "
        "throws the running epoch away");
  if (m_process.state() == CommandProcess::State::Stopping)
    return tr("End the process without waiting for it");
  if (!m_hasEpochs || !m_inEpoch) return tr("Stop this work");
  return noEpochYet()
             ? tr("Stop at once: the running epoch, the first, is lost, and there will be nothing to resume")
             : tr("Stop at once: what the running epoch has learnt is lost; Resume goes on from the last "
                  "finished epoch");
}

void TrainingJob::focus(const QString& run) {
  if (run == m_focused) return;
  m_focused = run;
  m_curves.reset();
  m_curvesProblem.clear();
  Q_EMIT curvesChanged();
  reloadCurves();
}

void TrainingJob::reloadCurves() {
  if (m_focused.isEmpty() || !QFileInfo::exists(m_focused + QStringLiteral("/run.json"))) return;
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("training-curves"), false, true},
      [run = m_focused.toStdString()](Progress&) { return readRunCurves(run); },
      [this, run = m_focused](RunCurves curves) {
        if (run != m_focused) return;
        std::erase_if(m_live, [&](const BatchLoss& batch) {
          return !curves.history.empty() && batch.step <= curves.history.back().step;
        });
        if (run == m_runInWork) curves.batches.insert(curves.batches.end(), m_live.begin(), m_live.end());
        m_curves = std::make_shared<const RunCurves>(std::move(curves));
        m_curvesProblem.clear();
        Q_EMIT curvesChanged();
      },
      [this, run = m_focused](const QString& message) {
        if (run != m_focused || message.isEmpty()) return;
        m_curves.reset();
        m_curvesProblem = message;
        Q_EMIT curvesChanged();
      });
}

void TrainingJob::addBatch(std::int64_t step, double loss) {
  m_inEpoch = true;
  m_live.push_back({step, loss});
  if (m_focused != m_runInWork || !m_curves) return;
  auto longer = std::make_shared<RunCurves>(*m_curves);
  longer->batches.push_back(m_live.back());
  m_curves = std::move(longer);
  if (!m_redraw.isActive()) m_redraw.start();
}

/// The stage that trains reports the epochs that are left; those of before are over, too.
double TrainingJob::fractionOf(double stageShare) const {
  const bool trains = m_stage.startsWith(QLatin1String("training "));
  if (!trains) return m_before > 0 ? m_before : stageShare;
  return m_before + (1 - m_before) * stageShare;
}

void TrainingJob::onEvent(const QJsonObject& event) {
  const QString name = event.value(QLatin1String("event")).toString();
  if (name == QLatin1String("stage")) {
    m_stage = event.value(QLatin1String("stage")).toString();
    m_inEpoch = false;
    m_fraction = m_before > 0 ? fractionOf(0) : -1;
    m_secondsLeft = -1;
    // the run's folder is there now, also of a run that has only just begun
    if (m_focused == m_runInWork && !m_curves) reloadCurves();
  } else if (name == QLatin1String("progress")) {
    const double total = number(event, "total");
    m_fraction = total > 0 ? fractionOf(number(event, "done") / total) : -1;
    const double left = number(event, "secondsLeft");
    m_secondsLeft = std::isfinite(left) ? left : -1;
  } else if (name == QLatin1String("batch")) {
    addBatch(event.value(QLatin1String("step")).toInteger(), number(event, "loss"));
    return;
  } else if (name == QLatin1String("epoch")) {
    m_epochLost = false;  // it was the last batch of the epoch that was let end
    if (m_focused == m_runInWork) reloadCurves();
    Q_EMIT epochEnded(m_runInWork);
  } else if (name == QLatin1String("cell")) {
    m_cell = event;
    m_runInWork = event.value(QLatin1String("run")).toString();
    m_live.clear();
    focus(m_runInWork);
  }
  Q_EMIT progressed();
}

void TrainingJob::onProcessState() {
  if (!running()) {
    m_live.clear();
    reloadCurves();
  }
  Q_EMIT stateChanged();
  Q_EMIT progressed();
  if (m_process.state() == CommandProcess::State::Done) Q_EMIT workDone(m_work, m_runInWork);
}

QString TrainingJob::endText() const {
  const QString run = QFileInfo(m_runInWork).fileName();
  switch (m_process.state()) {
    case CommandProcess::State::Done:
      return m_work == Work::Evaluate ? tr("%1 is evaluated").arg(run)
             : m_work == Work::Sweep  ? tr("The table is complete")
                                      : tr("%1 is trained").arg(run);
    case CommandProcess::State::Stopped:
      return m_work == Work::Train && m_epochLost
                 ? tr("%1 was stopped and the running epoch is lost; %2").arg(run, goesOnFrom())
             : m_work == Work::Train ? tr("%1 was stopped; %2").arg(run, goesOnFrom())
             : m_work == Work::Sweep
                 ? tr("The table was stopped; making it again into the same folder goes on")
                 : tr("Stopped");
    case CommandProcess::State::Failed:
      return tr("Failed: %1").arg(m_process.message());
    case CommandProcess::State::Crashed:
      return tr("Crashed: %1").arg(m_process.message()) +
             (m_work == Work::Train ? tr("\nThe window is not affected; %1.").arg(goesOnFrom()) : QString());
    default:
      return {};
  }
}

QString TrainingJob::cellText() const {
  if (m_cell.isEmpty()) return {};
  double after = number(m_cell, "secondsAfter");
  int untimed = 0;
  for (const QJsonValue& head : m_cell.value(QLatin1String("untimedAfter")).toArray())
    if (const auto known = m_headSeconds.find(head.toString()); known != m_headSeconds.end())
      after = (std::isfinite(after) ? after : 0) + known->second;
    else
      ++untimed;
  QString text = tr("%1 of %2")
                     .arg(m_cell.value(QLatin1String("number")).toInt())
                     .arg(m_cell.value(QLatin1String("cells")).toInt());
  if (std::isfinite(after)) text += tr(", then about %1").arg(durationText(after));
  if (untimed > 0)
    text += std::isfinite(after) ? tr(" and %1 not timed yet").arg(untimed)
                                 : tr(", %1 after it not timed yet").arg(untimed);
  return text + QStringLiteral(": ");
}

QString TrainingJob::statusText() const {
  if (!running()) return endText();
  if (m_process.state() == CommandProcess::State::Stopping)
    return m_epochLost ? tr("Stopping now, the running epoch is lost… (“End the process” does not wait)")
                       : tr("Stopping… (“End the process” does not wait)");
  const bool ending = m_process.state() == CommandProcess::State::Ending;
  QString text;
  if (ending)
    text = m_inEpoch ? tr("Finishing epoch (“Stop now” loses it)") : tr("Stopping when an epoch is over");
  else
    text = cellText() + (m_stage.isEmpty() ? tr("starting") : m_stage);
  const QString run = QFileInfo(m_runInWork).fileName();
  if (!run.isEmpty()) text += QStringLiteral(" · ") + run;
  if (m_secondsLeft >= 0 && m_process.state() == CommandProcess::State::Running)
    text += tr(" · %1 left").arg(durationText(m_secondsLeft));
  return text;
}

}  // namespace vxs::ui
