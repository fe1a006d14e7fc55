#pragma once

#include "ui/workspace/SessionKeeper.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace vxs::ui {

class ActionRegistry;

/// Guided steps, stored in the session: each says something and shows something. Read with next and previous;
/// edited with a list, a title, a text and “Take this view”.
class GuidePanel : public QWidget {
  Q_OBJECT
 public:
  GuidePanel(SessionKeeper& keeper, Workspace& workspace, QWidget* parent = nullptr);
  int current() const { return m_current; }  ///< -1: none
  /// Shows a step: its text here, its state in the window. Out of range: nothing happens.
  void go(int step);
  /// Adds a step after the current one from what is shown now.
  void addStep();
  void addActions(ActionRegistry& actions);

 private:
  void fitPage();
  QWidget* makeReader();
  QWidget* makeEditor();
  void takeSteps();
  void takeCurrent();
  /// What was taken back or done again may be a step's view: its words come with it.
  void followUndo();
  void edit(const std::function<void(TeachingStep&)>& change);
  void removeStep();
  void moveStep(int by);

  SessionKeeper& m_keeper;
  Workspace& m_workspace;
  int m_current = -1;
  bool m_editing = false;  ///< the change of the steps is this panel's own
  QStackedWidget* m_pages;
  QLabel *m_title, *m_text, *m_count;
  QPushButton *m_previous, *m_next;
  QListWidget* m_list;
  QLineEdit* m_titleEdit;
  QPlainTextEdit* m_textEdit;
};

}  // namespace vxs::ui
