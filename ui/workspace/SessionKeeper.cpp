#include "ui/workspace/SessionKeeper.h"

#include "core/base/Error.h"
#include "ui/docks/DockState.h"

#include <QFile>
#include <QMainWindow>
#include <QSaveFile>
#include <QUndoCommand>

#include <algorithm>
#include <chrono>

namespace vxs::ui {

namespace fs = std::filesystem;

/// The guide before and after an edit of it.
class GuideEdit : public QUndoCommand {
 public:
  using Guide = SessionKeeper::Guide;
  GuideEdit(SessionKeeper& keeper, Guide after, const QString& what, QString typing)
      : QUndoCommand(what),
        m_keeper(keeper),
        m_before(keeper.m_guide),
        m_after(std::move(after)),
        m_typing(std::move(typing)) {}
  void undo() override { m_keeper.setGuide(m_before); }
  void redo() override { m_keeper.setGuide(m_after); }
  int id() const override { return m_typing.isEmpty() ? -1 : kTyping; }
  bool mergeWith(const QUndoCommand* other) override {
    const auto& next = *static_cast<const GuideEdit*>(other);
    if (next.m_typing != m_typing || next.m_time - m_time > std::chrono::milliseconds(Workspace::kPauseMs))
      return false;
    m_after = next.m_after;
    m_time = next.m_time;
    return true;
  }

 private:
  static constexpr int kTyping = 1;
  SessionKeeper& m_keeper;
  Guide m_before, m_after;
  QString m_typing;
  std::chrono::steady_clock::time_point m_time = std::chrono::steady_clock::now();
};

SessionKeeper::SessionKeeper(Session& session, Workspace& workspace, QMainWindow& window)
    : QObject(&window), m_session(session), m_workspace(workspace), m_window(window) {
  m_timer.setInterval(kAutosaveMs);
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::autosave);
  session.setOpenGuard(
      [this](const fs::path& run, const std::function<void()>& go) { openGuarded(run, go); });
  connect(&session, &Session::runChanged, this, [this] {
    keepFormer();
    m_fingerprint = runFingerprint(m_session.run()->info().run);
  });
  // queued: after the run's own first choice
  connect(
      &session, &Session::runChanged, this,
      [this] {
        const auto coming = std::exchange(m_coming, std::nullopt);
        if (coming && coming->session.run == m_session.run()->info().run) adopt(*coming);
      },
      Qt::QueuedConnection);
  connect(&session, &Session::runFailed, this, [this] { m_coming.reset(); });
  connect(&session, &Session::begun, this, [this] { m_differs = m_differs || !m_coming; });
  connect(&workspace.steps(), &QUndoGroup::indexChanged, this, &SessionKeeper::edited);
  connect(&workspace, &Workspace::stateChanged, this, [this] {
    if (m_autosave && !m_timer.isActive()) m_timer.start();
  });
}

bool SessionKeeper::unsaved() const {
  if (m_path.empty()) return false;
  if (m_differs || m_guide.steps != m_savedSteps) return true;
  return m_guide.steps.isEmpty() && m_workspace.edited();
}

void SessionKeeper::setGuide(const Guide& guide) {
  const bool other = m_guide.steps != guide.steps;
  m_guide = guide;
  if (m_autosave && !m_timer.isActive()) m_timer.start();
  if (other) Q_EMIT stepsChanged();
  Q_EMIT stepShown();
}

void SessionKeeper::editSteps(QList<TeachingStep> steps, int step, const QString& what,
                              const QString& typing) {
  m_workspace.settle();
  const int last = std::max(0, static_cast<int>(steps.size()) - 1);
  m_workspace.undoStack().push(
      new GuideEdit(*this, {std::move(steps), std::clamp(step, 0, last)}, what, typing));
}

void SessionKeeper::goToStep(int step) {
  if (step >= 0 && step < m_guide.steps.size()) showStep({m_guide.steps, step}, tr("guided step"));
}

void SessionKeeper::removeStep(int step) {
  if (step < 0 || step >= m_guide.steps.size()) return;
  Guide left = m_guide;
  left.steps.removeAt(step);
  left.step = std::clamp(step, 0, std::max(0, static_cast<int>(left.steps.size()) - 1));
  showStep(std::move(left), tr("removed step"));
}

/// Words and view together.
void SessionKeeper::showStep(Guide guide, const QString& what) {
  m_workspace.settle();
  QUndoStack& stack = m_workspace.undoStack();
  stack.beginMacro(what);
  if (!guide.steps.isEmpty()) m_workspace.apply(guide.steps[guide.step].state, true);
  stack.push(new GuideEdit(*this, std::move(guide), what, {}));
  stack.endMacro();
}

/// All but the state and the window's geometry.
SessionFile SessionKeeper::frame() const {
  SessionFile file;
  file.saved = QDateTime::currentDateTime();
  file.run = m_run;
  file.fingerprint = m_fingerprint;
  file.docks = m_docks ? m_docks() : m_window.saveState(kDocksVersion);
  file.docksVersion = kDocksVersion;
  file.steps = m_guide.steps;
  file.step = m_guide.step;
  file.file = m_path;
  file.changed = unsaved();
  return file;
}

SessionFile SessionKeeper::gather() const {
  SessionFile file = frame();
  file.state = m_workspace.state();
  file.geometry = m_window.saveGeometry();
  return file;
}

void SessionKeeper::keepFormer() {
  Whole former{frame(), m_savedSteps};
  const fs::path run = m_session.run()->info().run;
  const bool same = isOpen(run);
  m_run = run;
  if (!comes(run)) m_coming.reset();  // another run was opened meanwhile
  // the same run again, by no session: the person wants it as it is at first
  if (former.session.run.empty() || (same && !m_coming)) return;
  former.session.state = m_workspace.lastSeen();
  former.session.changed = m_differs;  // the rest is told by the steps
  former.steps = m_workspace.setStepsAside();
  former.aside = !m_coming && (!m_path.empty() || !m_guide.steps.isEmpty());
  m_former = std::move(former);
  if (m_coming)
    m_coming->replaces = true;
  else
    letGo();
  Q_EMIT formerChanged();
}

/// A session's own run was asked for already, and the open one may come anew within its session.
void SessionKeeper::openGuarded(const fs::path& run, const std::function<void()>& go) {
  comes(run) || isOpen(run) ? go() : leave(go);
}

void SessionKeeper::letGo() {
  m_path.clear();
  m_guide = {};
  m_savedSteps.clear();
  m_differs = false;
  Q_EMIT pathChanged();
  Q_EMIT stepsChanged();
}

bool SessionKeeper::isOpen(const fs::path& run) const {
  std::error_code ignored;
  return !m_run.empty() && (run == m_run || fs::equivalent(run, m_run, ignored));
}

QString SessionKeeper::nameOf(const fs::path& file, const fs::path& run) {
  return QString::fromStdString((file.empty() ? run.filename() : file.stem()).string());
}

void SessionKeeper::goBack() {
  if (m_former) leave([this] { bringWhole(*m_former); });
}

void SessionKeeper::showHere(const SessionFile& file, const QString& what) {
  m_workspace.apply(file.state, true, what);
  Q_EMIT restored(file, false);
}

void SessionKeeper::leave(std::function<void()> go) {
  m_guard ? m_guard(std::move(go)) : go();
}

void SessionKeeper::open(const fs::path& file) {
  leave([this, file] { read(file); });
}

void SessionKeeper::read(const fs::path& file) {
  m_session.tasks().run(
      this,
      {Lane::Open, tr("Opening %1").arg(QString::fromStdString(file.filename().string())), {}, false, false},
      [file](Progress&) {
        SessionFile session = readSession(file);
        if (session.ended) session.file = file;  // else an autosave that was torn away
        if (session.ended) session.changed = false;
        if (!session.steps.isEmpty()) session.state = session.steps.front().state;
        session.step = 0;
        return session;
      },
      [this, file](const SessionFile& session) {
        if (session.runChanged)
          Q_EMIT m_session.tasks().noted(
              tr("The run was made anew since this session was saved: what it predicts may differ"));
        bring(session);
        Q_EMIT opened(file);
      });
}

void SessionKeeper::saveThen(const fs::path& file, const std::function<void()>& then) {
  m_workspace.settle();
  SessionFile session = gather();
  session.file.clear();
  const int index = m_workspace.undoStack().index();
  m_session.tasks().run(
      this, {Lane::Export, tr("Saving the session"), {}, false, false},
      [file, session](Progress&) {
        writeSession(session, file);
        return true;
      },
      [this, file, steps = session.steps, index, then](bool) {
        m_path = file;
        m_savedSteps = steps;
        m_differs = false;
        QUndoStack& stack = m_workspace.undoStack();
        stack.index() == index ? stack.setClean() : stack.resetClean();  // edited while it was written
        Q_EMIT m_session.tasks().noted(tr("Saved %1").arg(QString::fromStdString(file.string())));
        Q_EMIT pathChanged();
        Q_EMIT opened(file);
        if (then) then();
      });
}

void SessionKeeper::restore(const SessionFile& file) {
  leave([this, file] { bring(file); });
}

void SessionKeeper::beginUntitled(std::function<void()> begin) {
  leave([this, begin = std::move(begin)] {
    m_coming.reset();
    letGo();
    begin();
    m_workspace.undoStack().clear();
  });
}

void SessionKeeper::bringWhole(const Whole& whole) {
  if (whole.session.run.empty()) return adopt(whole);
  m_coming = whole;
  m_session.openRun(whole.session.run);
}

/// A window that fills the screen goes on doing so: the window manager refuses it any other size, which Qt
/// would nevertheless believe it to have, and lay it out for.
bool SessionKeeper::takesSize() const {
  return !m_keepSize && !m_window.isMaximized() && !m_window.isFullScreen();
}

void SessionKeeper::adopt(const Whole& whole) {
  const SessionFile& file = whole.session;
  if (!file.geometry.isEmpty() && takesSize()) m_window.restoreGeometry(file.geometry);
  if (file.docksVersion == kDocksVersion) restoreDocks(m_window, file.docks, kDocksVersion);
  if (m_session.run()) {
    const auto holds = [&](const char* path) { return !file.state.at(QLatin1String(path)).isUndefined(); };
    m_session.keepLook({holds("scale.range"), holds("scale.thresholdZ"),
                        holds("crosshair") || holds("explained.options.voxel"), holds("home")});
    m_workspace.apply(file.state, false);
  }
  whole.steps ? m_workspace.takeBackSteps(whole.steps) : m_workspace.undoStack().clear();
  m_path = file.file;
  m_guide = {file.steps, file.step};
  m_savedSteps = whole.savedSteps;
  m_differs = file.changed;
  Q_EMIT pathChanged();
  Q_EMIT stepsChanged();
  Q_EMIT restored(file, whole.replaces);
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
        bring(session);
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

SessionFile SessionKeeper::last() const {
  if (!m_discarded) return gather();
  try {
    SessionFile saved = readSession(m_path);
    saved.file = m_path;
    return saved;
  } catch (const Error&) {  // gone since
    return gather();
  }
}

void SessionKeeper::end() {
  if (!m_autosave || m_autosave->file().empty() || !m_session.run()) return;
  m_timer.stop();
  const std::lock_guard lock(m_gate->mutex);
  m_gate->closed = true;  // for an autosave that is still on its way
  const fs::path file = m_autosave->file();
  QSaveFile written(QString::fromStdString(file.string()));
  if (!written.open(QIODevice::WriteOnly)) return;
  written.write(sessionJson(last(), file.parent_path()));
  written.commit();
  m_autosave.reset();
}

}  // namespace vxs::ui
