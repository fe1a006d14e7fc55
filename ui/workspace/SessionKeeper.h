#pragma once

#include "ui/Session.h"
#include "ui/workspace/Autosave.h"

#include <QPointer>
#include <QTimer>

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
  bool unsaved() const;                                         ///< changed since
  QList<TeachingStep> steps() const { return m_steps; }
  void setSteps(QList<TeachingStep> steps);
  int step() const { return m_step; }  ///< that is shown
  void setStep(int step) { m_step = step; }

  /// Sessions that are opened leave the window's size as it is.
  void keepWindowSize() { m_keepSize = true; }
  /// One with guided steps opens at its first.
  void open(const std::filesystem::path& file);
  void save(const std::filesystem::path& file);
  /// Brings a session back; its run is opened first.
  void restore(const SessionFile& file);
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
  /// The view was edited, or an edit taken back or done again.
  void edited();
  void opened(const std::filesystem::path& file);
  void restored(const vxs::ui::SessionFile& session);
  /// The program died last time; `restored`: what was open then is being opened.
  void torn(const QDateTime& when, const std::filesystem::path& copy, bool restored);

 private:
  /// Shared with autosaves that are being written.
  struct Gate {
    std::mutex mutex;
    bool closed = false;
  };
  void adopt(const SessionFile& file);
  void autosave();
  void restoreFound(const std::filesystem::path& file, bool torn);

  Session& m_session;
  Workspace& m_workspace;
  QMainWindow& m_window;
  std::filesystem::path m_path;
  WorkspaceState m_savedState;
  QList<TeachingStep> m_steps;
  int m_step = 0;
  bool m_keepSize = false;
  bool m_stepsSaved = true;
  std::optional<SessionFile> m_coming;  ///< waits for its run to be opened
  std::unique_ptr<Autosave> m_autosave;
  std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
  QTimer m_timer;
  QString m_fingerprint;
};

/// Version of the docks' arrangement; another one is not restored.
inline constexpr int kDocksVersion = 2;

}  // namespace vxs::ui
