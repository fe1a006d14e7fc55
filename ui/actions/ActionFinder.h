#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace vxs::ui {

class ActionRegistry;

/// “Find an action”: every action by words of its text, what it does, its key, its place in the menus, its
/// name in scripts, and the command line with the same result, which can be copied.
class ActionFinder : public QDialog {
  Q_OBJECT
 public:
  explicit ActionFinder(ActionRegistry& actions, QWidget* parent = nullptr);

 private:
  void filter(const QString& words);
  void describe();
  QString current() const;
  void runCurrent();

  ActionRegistry& m_actions;
  QLineEdit* m_words;
  QListWidget* m_list;
  QLabel* m_about;
  QPushButton* m_copy;
  QPushButton* m_run;
};

}  // namespace vxs::ui
