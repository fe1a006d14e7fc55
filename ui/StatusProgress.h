#pragma once

#include "ui/session/TaskRunner.h"

#include <QWidget>

class QProgressBar;

namespace vxs::ui {

class ElidedLabel;

/// Running work in the status bar: what, how far, how fast, how long still, and a button to stop it.
class StatusProgress : public QWidget {
  Q_OBJECT
 public:
  explicit StatusProgress(TaskRunner& tasks, QWidget* parent = nullptr);
  static QString describe(const TaskStatus& status);

 private:
  void showStatus(const TaskStatus& status);
  ElidedLabel* m_text;
  QProgressBar* m_bar;
};

}  // namespace vxs::ui
