#pragma once

#include "ui/session/Session.h"
#include "ui/workspace/Autosave.h"

#include <QPointer>
#include <QTimer>

#include <functional>
#include <mutex>

class QMainWindow;

namespace vxs::ui {

/// Saves the session of a window and brings one back: by hand, every few seconds into the autosave's place,
/// and at the next start. Files are read and written in the background.
class SessionKeeper : public QObject {
  Q_OBJECT
 public:
  SessionKeeper(Session& session, Workspace& workspace, QMainWindow& window);

  const std::filesystem::path& path() const { return m_path; }  ///< of the session that was opened or saved
  /// Something that opening path() would bring back has changed since. Of a session with guided steps that is
  /// the steps: it opens at the first of them, wherever it was left. False where there is no path().
  bool unsaved() const;
  QList<TeachingStep> steps() const { return m_guide.steps; }
  int step() const { return m_guide.step; }  ///< that is shown; 0 where there is none
  /// Other steps, and which of them is shown: one step for undo, called `what`. Edits of the same `typing`
  /// (empty: of none) that follow each other closely are one.
  void editSteps(QList<TeachingStep> steps, int step, const QString& what, const QString& typing = {});
  /// Shows a step and its view: one step for undo, so that words and view come back together. Out of range:
  /// nothing happens.
  void goToStep(int step);
  /// Takes a step away, and shows the one that follows it (or is the last now) with its view: one step for
  /// undo. Out of range: nothing happens.
  void removeStep(int step);

  /// Sessions that are opened leave the window's size as it is; that of a window that fills the screen they
  /// do in any case.
  void keepWindowSize() { m_keepSize = true; }
  /// Where the panels are, as a session keeps it, in place of how they are at the moment.
  void setDocks(std::function<QByteArray()> docks) { m_docks = std::move(docks); }
  /// One with guided steps opens at its first.
  void open(const std::filesystem::path& file);
  /// `then` is called once it is written.
  void save(const std::filesystem::path& file) { saveThen(file, {}); }
  void saveThen(const std::filesystem::path& file, const std::function<void()>& then);
  /// Shows a session that is no file of its own; its run is opened first.
  void restore(const SessionFile& file);
  /// Shows it in the run that is open, which must be its own: one step for undo, called `what`.
  void showHere(const SessionFile& file, const QString& what);
  const std::filesystem::path& openRun() const { return m_run; }  ///< empty: none is
  bool isOpen(const std::filesystem::path& run) const;
  /// The run of what was open before another run or session took its place; empty: nothing was. It is kept
  /// until the next takes its place, with its view, panels, guided steps, file and what can be undone.
  std::filesystem::path formerRun() const {
    return m_former ? m_former->session.run : std::filesystem::path();
  }
  /// A run that is no session's took the former's place, which has a file or guided steps.
  bool formerIsSetAside() const { return m_former && m_former->aside; }
  bool formerHasFile() const { return m_former && !m_former->session.file.empty(); }
  /// How a person calls what is open, and the former: by its session's file, else by its run. Empty: neither.
  QString openName() const { return nameOf(m_path, m_run); }
  QString formerName() const {
    return m_former ? nameOf(m_former->session.file, m_former->session.run) : QString();
  }
  /// Opens that again; what is open now becomes the former.
  void goBack();
  /// Lets go of the file and the guided steps, when nothing would be lost that the person wants to keep, and
  /// calls `begin`, which shows something else.
  void beginUntitled(std::function<void()> begin);
  /// Whoever opens another session or run goes by way of `guard`, which calls its argument unless something
  /// would be lost that the person wants to keep.
  void setGuard(std::function<void(std::function<void()>)> guard) { m_guard = std::move(guard); }
  /// end() leaves the session as it was saved by name.
  void discard() { m_discarded = true; }
  /// What would be saved now.
  SessionFile gather() const;

  /// Starts to autosave; restores what was there when `restoreFound`. Tells torn() when a program had died.
  void startAutosave(const std::filesystem::path& folder, bool restoreFound);
  /// Writes the last autosave, marked as ended in order. At the end of the program, so it waits for the disk.
  void end();

  static constexpr int kAutosaveMs = 2000;

 Q_SIGNALS:
  void pathChanged();
  void stepsChanged();
  void stepShown();  ///< another step, of the same ones
  /// The view was edited, or an edit taken back or done again.
  void edited();
  void opened(const std::filesystem::path& file);
  /// `replaced`: another run or session made room for it, which is the former now.
  void restored(const vxs::ui::SessionFile& session, bool replaced);
  void formerChanged();
  /// The program died last time; `restored`: what was open then is being opened.
  void torn(const QDateTime& when, const std::filesystem::path& copy, bool restored);

 private:
  /// Shared with autosaves that are being written.
  struct Gate {
    std::mutex mutex;
    bool closed = false;
  };
  /// The guided steps and the one that is shown.
  struct Guide {
    QList<TeachingStep> steps;
    int step = 0;
  };
  /// A session with what no file of it holds.
  struct Whole {
    SessionFile session;
    QList<TeachingStep> savedSteps;
    std::shared_ptr<QUndoStack> steps{};  ///< null: nothing can be undone
    bool replaces = false;                ///< another one, when it came
    bool aside = false;                   ///< with a file or guided steps, when a run took its place
  };
  friend class GuideEdit;
  static QString nameOf(const std::filesystem::path& file, const std::filesystem::path& run);
  void setGuide(const Guide& guide);
  void showStep(Guide guide, const QString& what);
  void leave(std::function<void()> go);
  void read(const std::filesystem::path& file);
  void bring(const SessionFile& file) { bringWhole({file, file.steps}); }
  void bringWhole(const Whole& whole);
  void adopt(const Whole& whole);
  bool takesSize() const;
  void letGo();
  bool comes(const std::filesystem::path& run) const { return m_coming && m_coming->session.run == run; }
  void openGuarded(const std::filesystem::path& run, const std::function<void()>& go);
  /// When another run has come: keeps what was open before it.
  void keepFormer();
  SessionFile frame() const;
  SessionFile last() const;
  void autosave();
  void restoreFound(const std::filesystem::path& file, bool torn);

  Session& m_session;
  Workspace& m_workspace;
  QMainWindow& m_window;
  std::filesystem::path m_path;
  bool m_keepSize = false;
  std::function<QByteArray()> m_docks;
  Guide m_guide;
  QList<TeachingStep> m_savedSteps;
  bool m_differs = false;  ///< from the file, whatever the undo stack says: another run was opened
  bool m_discarded = false;
  std::function<void(std::function<void()>)> m_guard;
  std::optional<Whole> m_coming;  ///< waits for its run to be opened
  std::optional<Whole> m_former;
  std::filesystem::path m_run;  ///< that is open
  std::unique_ptr<Autosave> m_autosave;
  std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
  QTimer m_timer;
  QString m_fingerprint;
};

/// Version of the docks' arrangement; another one is not restored.
inline constexpr int kDocksVersion = 2;

}  // namespace vxs::ui
