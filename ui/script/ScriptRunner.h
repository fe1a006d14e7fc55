#pragma once

#include "ui/script/ScriptLine.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace vxs::ui {

class MainWindow;

/// Runs a script in the window, one command after the other, each when the one before has been dealt with;
/// the interface is never blocked. The language is in voxelscope(1).
class ScriptRunner : public QObject {
  Q_OBJECT
 public:
  ScriptRunner(MainWindow& window, QList<ScriptLine> lines, QObject* parent = nullptr);
  void start();
  /// An error that the window would have shown: fails the script unless the next command expects it.
  void noteError(const QString& message) { m_errors << message; }

  static constexpr int kWaitSeconds = 120;

 Q_SIGNALS:
  void finished();
  void failed(const QString& message);  ///< "FILE:LINE: what is wrong"

 private:
  void next();
  /// The next command that is no wait expects an error.
  bool errorIsExpected() const;
  void poll();
  void fail(const QString& message);
  /// Why the command could not be done; empty: done.
  QString perform(const QStringList& words);
  QString set(const QStringList& words);
  QString select(const QStringList& words);
  QString mouse(const QStringList& words);
  QString keyboard(const QStringList& words);
  QString screenshot(const QStringList& words);
  QString resize(const QString& size);
  QString expectError(const QStringList& words);
  void wait(const QStringList& words);
  QString unknown(const QString& verb) const;
  /// Closes what waits for an answer inside a command: nobody would give it.
  void dismiss();
  bool settled() const;

  MainWindow& m_window;
  QList<ScriptLine> m_lines;
  qsizetype m_at = -1;
  QStringList m_errors;
  std::function<QString()> m_awaited;  ///< empty text: it is there
  QTimer m_poll;
  QElapsedTimer m_waiting;
  int m_calm = 0;
  QTimer m_watch;      ///< while a command is carried out: fires only where something waits inside it
  QString m_question;  ///< title of what did; null: nothing
};

}  // namespace vxs::ui
