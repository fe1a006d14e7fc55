#pragma once

#include "ui/actions/KeyBindings.h"

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace vxs::ui {

class ActionRegistry;

/// Every action with its key, and another key for it. Nothing takes effect here: the dialog asks for
/// chosen().
class KeysPage : public QWidget {
  Q_OBJECT
 public:
  explicit KeysPage(const ActionRegistry& actions, QWidget* parent = nullptr);
  const KeyBindings::Chosen& chosen() const { return m_keys.chosen(); }
  void select(const QString& name);
  /// What a person does by pressing the key: given when it is free, else the message names who has it and the
  /// button to take it from there is there.
  void press(const QString& key);

 private:
  void makeEditor();
  void fill();
  void filter(const QString& words);
  void showCurrent();
  void give(const QString& key);
  void say(const QString& message);
  QString current() const;
  QString titleOf(const QString& name) const;

  const ActionRegistry& m_actions;
  KeyBindings m_keys;
  QString m_wanted;  ///< the key that another action has
  QTreeWidget* m_tree;
  QKeySequenceEdit* m_edit;
  QLabel* m_message;
  QPushButton *m_take, *m_remove, *m_reset, *m_resetAll;
};

}  // namespace vxs::ui
