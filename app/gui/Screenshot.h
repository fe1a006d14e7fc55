#pragma once

#include "ui/MainWindow.h"

#include <QObject>
#include <QTimer>

namespace vxs {

/// Waits until a window is complete, saves its picture and ends the program: status 0, or 1 with one message.
class Screenshot : public QObject {
  Q_OBJECT
 public:
  Screenshot(ui::MainWindow& window, QString file, QObject* parent = nullptr);
  /// Ends the program with status 1; the message goes to stderr.
  static void fail(const QString& message);
  /// The picture of the welcome page is wanted.
  void takeWithoutRun() { m_withoutRun = true; }
  void setTimeoutSeconds(int seconds) { m_ticksLeft = seconds * 1000 / kTickMs; }

 private:
  void look();
  void grab();
  static constexpr int kTickMs = 50;
  /// The window must have been complete this often in a row: a timer that starts new work may just be
  /// waiting.
  static constexpr int kCalmTicks = 10;
  ui::MainWindow& m_window;
  QString m_file;
  QTimer m_timer;
  bool m_withoutRun = false;
  int m_calm = 0;
  int m_ticksLeft = 300 * 1000 / kTickMs;
};

}  // namespace vxs
