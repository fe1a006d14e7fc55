#include "ui/workspace/SessionKeeper.h"

#include <QFile>
#include <QMainWindow>
#include <QSaveFile>

namespace vxs::ui {

namespace fs = std::filesystem;

SessionKeeper::SessionKeeper(Session& session, Workspace& workspace, QMainWindow& window)
    : QObject(&window), m_session(session), m_workspace(workspace), m_window(window) {
  m_timer.setInterval(kAutosaveMs);
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::autosave);
  connect(&session, &Session::runChanged, this,
          [this] { m_fingerprint = runFingerprint(m_session.run()->info().run); });
  // queued: after the run's own first choice
  connect(
      &session, &Session::runChanged, this,
      [this] {
        const auto coming = std::exchange(m_coming, std::nullopt);
        if (coming && coming->run == m_session.run()->info().run) adopt(*coming);
      },
      Qt::QueuedConnection);
  connect(&session, &Session::runFailed, this, [this] { m_coming.reset(); });
  connect(&workspace.undoStack(), &QUndoStack::indexChanged, this, &SessionKeeper::edited);
  connect(&workspace, &Workspace::stateChanged, this, [this] {
    if (m_autosave && !m_timer.isActive()) m_timer.start();
  });
}

bool SessionKeeper::unsaved() const {
  return !m_path.empty() && (!m_stepsSaved || !(m_workspace.state() == m_savedState));
}

void SessionKeeper::setSteps(QList<TeachingStep> steps) {
  m_steps = std::move(steps);
  m_stepsSaved = false;
  if (m_autosave && !m_timer.isActive()) m_timer.start();
  Q_EMIT stepsChanged();
}

SessionFile SessionKeeper::gather() const {
  SessionFile file;
  file.saved = QDateTime::currentDateTime();
  if (m_session.run()) file.run = m_session.run()->info().run;
  file.fingerprint = m_fingerprint;
  file.state = m_workspace.state();
  file.geometry = m_window.saveGeometry();
  file.docks = m_window.saveState(kDocksVersion);
  file.docksVersion = kDocksVersion;
  file.steps = m_steps;
  file.step = m_step;
  return file;
}

void SessionKeeper::open(const fs::path& file) {
  m_session.tasks().run(
      this,
      {Lane::Open, tr("Opening %1").arg(QString::fromStdString(file.filename().string())), {}, false, false},
      [file](Progress&) {
        SessionFile session = readSession(file);
        if (!session.steps.isEmpty()) session.state = session.steps.front().state;
        session.step = 0;
        return session;
      },
      [this, file](const SessionFile& session) {
        m_path = file;
        if (session.runChanged)
          Q_EMIT m_session.tasks().noted(
              tr("The run was made anew since this session was saved: what it predicts may differ"));
        restore(session);
        Q_EMIT pathChanged();
        Q_EMIT opened(file);
      });
}

void SessionKeeper::save(const fs::path& file) {
  const SessionFile session = gather();
  m_session.tasks().run(
      this, {Lane::Export, tr("Saving the session"), {}, false, false},
      [file, session](Progress&) {
        writeSession(session, file);
        return true;
      },
      [this, file, session](bool) {
        m_path = file;
        m_savedState = session.state;
        m_stepsSaved = true;
        Q_EMIT m_session.tasks().noted(tr("Saved %1").arg(QString::fromStdString(file.string())));
        Q_EMIT pathChanged();
        Q_EMIT opened(file);
      });
}

void SessionKeeper::restore(const SessionFile& file) {
  if (file.run.empty()) return adopt(file);
  m_coming = file;
  m_session.openRun(file.run);
}

void SessionKeeper::adopt(const SessionFile& file) {
  if (!file.geometry.isEmpty() && !m_keepSize) m_window.restoreGeometry(file.geometry);
  if (file.docksVersion == kDocksVersion) m_window.restoreState(file.docks, kDocksVersion);
  if (m_session.run()) {
    const auto holds = [&](const char* path) { return !file.state.at(QLatin1String(path)).isUndefined(); };
    m_session.keepLook({holds("scale.range"), holds("scale.thresholdZ"), holds("crosshair"), holds("home")});
    m_workspace.apply(file.state, false);
  }
  m_workspace.undoStack().clear();
  m_savedState = file.state;
  m_steps = file.steps;
  m_step = file.step;
  m_stepsSaved = true;
  Q_EMIT stepsChanged();
  Q_EMIT restored(file);
}

void SessionKeeper::startAutosave(const fs::path& folder, bool restoreFoundToo) {
  m_autosave = std::make_unique<Autosave>(folder);
  const fs::path found = m_autosave->found();
  const bool torn = m_autosave->crashed();
  if (found.empty() || (!restoreFoundToo && !torn)) return;
  if (restoreFoundToo) return restoreFound(found, torn);
  Q_EMIT this->torn(QDateTime(), found, false);
}

void SessionKeeper::restoreFound(const fs::path& file, bool torn) {
  m_session.tasks().run(
      this, {Lane::Open, tr("Opening what was open"), {}, false, !torn},
      [file](Progress&) { return readSession(file); },
      [this, file, torn](const SessionFile& session) {
        restore(session);
        if (torn) Q_EMIT this->torn(session.saved, file, true);
      },
      [this](const QString&) { Q_EMIT m_session.runFailed({}); });
}

void SessionKeeper::autosave() {
  if (!m_autosave || m_autosave->file().empty() || !m_session.run() || m_coming) return;
  SessionFile session = gather();
  session.ended = false;
  const auto gate = m_gate;
  m_session.tasks().run(
      this, {Lane::Export, {}, QStringLiteral("autosave"), false, true},
      [session, gate, file = m_autosave->file()](Progress&) {
        const std::lock_guard lock(gate->mutex);
        if (!gate->closed) writeSession(session, file);
        return true;
      },
      [](bool) {},
      [this](const QString& message) {
        Q_EMIT m_session.tasks().noted(tr("Not autosaved: %1").arg(message));
      });
}

void SessionKeeper::end() {
  if (!m_autosave || m_autosave->file().empty() || !m_session.run()) return;
  m_timer.stop();
  const std::lock_guard lock(m_gate->mutex);
  m_gate->closed = true;  // for an autosave that is still on its way
  const fs::path file = m_autosave->file();
  QSaveFile last(QString::fromStdString(file.string()));
  if (!last.open(QIODevice::WriteOnly)) return;
  last.write(sessionJson(gather(), file.parent_path()));
  last.commit();
  m_autosave.reset();
}

}  // namespace vxs::ui
