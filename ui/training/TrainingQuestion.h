#pragma once

#include "ui/training/TrainingJob.h"

#include <QMessageBox>
#include <QPointer>

#include <functional>

class QPushButton;

namespace vxs::ui {

/// Asks what becomes of a training, a table or an evaluation before the window closes, whose process ends
/// with it.
class TrainingQuestion : public QObject {
  Q_OBJECT
 public:
  TrainingQuestion(TrainingJob& job, QWidget& window);
  /// Calls `go` at once when nothing runs; else when what runs has ended as the person wants it, and never
  /// when the window is to stay. Returns at once. What fails meanwhile keeps the window, which says why.
  void before(const std::function<void()>& go);

 private:
  QMessageBox* show(const char* name, const QString& text, const QString& why);
  void ask();
  /// Says what the window waits for; what runs can be stopped at once, and the window be kept.
  void wait();
  void sayWaiting();
  void follow();
  /// What runs has ended before the person said anything: whether the window closes is asked still.
  void sayEnded();
  /// Nothing is asked or waited for any more.
  void stay();
  QString what() const;
  QString lost() const;

  TrainingJob& m_job;
  QWidget& m_window;
  std::function<void()> m_go;
  QPointer<QMessageBox> m_box;    ///< the question, or what says that it waits
  QPushButton* m_stop = nullptr;  ///< of the waiting box
  bool m_answered = false;        ///< it waits because the person said so
};

}  // namespace vxs::ui
