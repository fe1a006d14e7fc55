#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QStringList>

namespace vxs::ui {

/// Runs voxelscope-cli in a process of its own with --progress json, so that whatever happens to it leaves
/// the window alone. Lines on its standard error that are no JSON are kept for the message when it fails.
class CommandProcess : public QObject {
  Q_OBJECT
 public:
  enum class State {
    Idle,      ///< never started
    Running,   ///< from start() on
    Ending,    ///< stopAfterEpoch() was asked for, and the epoch is not over
    Stopping,  ///< stop() was asked for and the process has not ended yet
    Done,      ///< exit status 0
    Stopped,   ///< ended on request; what it wrote can be gone on with
    Failed,    ///< ended with a message
    Crashed,   ///< ended by a signal, or could not be started
  };
  /// `program` empty: voxelscope-cli beside this program.
  explicit CommandProcess(QString program = {}, QObject* parent = nullptr);
  /// Asks a running process to stop, gives it some seconds, then ends it.
  ~CommandProcess() override;

  /// What is run from the next start on.
  void setProgram(const QString& program) { m_program = program; }
  /// Does nothing while one is running.
  void start(const QStringList& arguments);
  /// Lets the running epoch of a training be finished; other work goes on to its end.
  void stopAfterEpoch();
  /// Ctrl-C: the work stops at the next safe point. A second time ends the process at once.
  void stop();
  State state() const { return m_state; }
  bool running() const { return m_state == State::Running || stopAskedFor(); }
  bool stopAskedFor() const { return m_state == State::Ending || m_state == State::Stopping; }
  const QStringList& arguments() const { return m_arguments; }
  qint64 processId() const { return m_process.processId(); }
  /// Why the last one failed or crashed, with its last words; empty otherwise.
  const QString& message() const { return m_message; }
  /// As if it had never been started, where it failed or crashed.
  void forgetFailure();
  /// What it wrote to standard output.
  const QByteArray& output() const { return m_output; }

  static QString programBesideThis();

 Q_SIGNALS:
  void stateChanged();
  /// One line of progress: app/cli/JsonProgress.h lists them.
  void reported(const QJsonObject& event);

 private:
  void readLines();
  void readLine(const QByteArray& line);
  void finish(int exitCode, QProcess::ExitStatus status);
  void setState(State state);
  QString lastWords() const;

  QString m_program;
  QProcess m_process;
  QStringList m_arguments, m_otherLines;
  QByteArray m_pending, m_output;
  State m_state = State::Idle;
  QString m_message, m_error;
};

}  // namespace vxs::ui
