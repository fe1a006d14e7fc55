#pragma once

#include "ui/workspace/SessionKeeper.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace vxs::ui {

class ActionRegistry;
class PageLayout;

/// Guided steps, stored in the session: each says something and shows something. Read with next and previous;
/// edited with a list, a title, a text and “Take this view”.
class GuidePanel : public QWidget {
  Q_OBJECT
 public:
  GuidePanel(SessionKeeper& keeper, Workspace& workspace, QWidget* parent = nullptr);
  int current() const { return m_keeper.steps().isEmpty() ? -1 : m_keeper.step(); }  ///< -1: none
  /// Shows a step: its text here, its state in the window. Out of range: nothing happens.
  void go(int step);
  /// Adds a step after the current one from what is shown now.
  void addStep();
  void addActions(ActionRegistry& actions);
  bool editing() const;

 Q_SIGNALS:
  void editingChanged();

 private:
  void showTop();
  QWidget* makeReader();
  QWidget* makeEditor();
  void takeSteps();
  void takeCurrent();
  /// Of the step that is shown; `typing` as in SessionKeeper::editSteps().
  void edit(const std::function<void(TeachingStep&)>& change, const QString& what,
            const QString& typing = {});
  void moveStep(int by);

  SessionKeeper& m_keeper;
  Workspace& m_workspace;
  PageLayout* m_pages;
  QLabel *m_title, *m_text, *m_count;
  QPushButton *m_previous, *m_next, *m_present;
  QListWidget* m_list;
  QLineEdit* m_titleEdit;
  QPlainTextEdit* m_textEdit;
};

}  // namespace vxs::ui
