#pragma once

#include "ui/actions/ActionSpec.h"
#include "ui/actions/KeyBindings.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

class QAction;
class QKeyEvent;
class QMenuBar;

namespace vxs::ui {

class MenuPlacer;

/// Every command of the window by name. Menus, the list of keys, “Find an action”, scripts and tests are made
/// from it; whoever offers something to do adds it here and nowhere else.
class ActionRegistry : public QObject {
  Q_OBJECT
 public:
  /// Actions go into the menus of `bar`; without one they have keys and names only.
  explicit ActionRegistry(QMenuBar* bar, QObject* parent = nullptr);
  ~ActionRegistry() override;

  /// Adds an action and puts it into its menu. Names must be new; keys are checked by a test.
  QAction* add(ActionSpec spec);
  /// Something to do with the mouse, for the list of keys.
  void addGesture(const Gesture& gesture) { m_gestures.push_back(gesture); }

  std::vector<const ActionSpec*> specs() const;  ///< in the order of adding
  const std::vector<Gesture>& gestures() const { return m_gestures; }
  const ActionSpec* spec(const QString& name) const;  ///< nullptr when there is none
  QAction* action(const QString& name) const;         ///< nullptr when there is none

  /// What a script does. False, with the reason, when there is no such action, it is disabled now, it takes
  /// no arguments, or it would ask for one that is missing.
  bool trigger(const QString& name, const QStringList& arguments = {}, QString* reason = nullptr);
  /// Runs the action whose view key this is; false when there is none. For views that have the focus.
  bool triggerByViewKey(const QKeyEvent& event);
  /// The command for a shell that does the same; empty when there is none at the moment.
  QString command(const QString& name) const;
  /// What is put before `--do NAME` for actions without a command of their own, e.g. "voxelscope RUN".
  void setProgramCommand(std::function<QString()> program) { m_program = std::move(program); }
  /// "View > 3-D seen from > Left".
  QString place(const QString& name) const;

  /// Keys of every action, those included that a person has chosen; specs() have the same.
  const KeyBindings& keys() const { return m_keys; }
  /// Takes effect at once in menus, tooltips and views; also for actions that are added later.
  void setChosenKeys(const KeyBindings::Chosen& chosen);

  /// Asks every action again whether it is enabled and checked.
  void refresh();

 Q_SIGNALS:
  /// Before an action does its work.
  void triggered(const QString& name);

 private:
  struct Entry {
    ActionSpec spec;
    QAction* action;
  };
  void run(const Entry& entry, const QStringList& arguments);
  void applyKeys(Entry& entry);
  const Entry* find(const QString& name) const;

  std::vector<std::unique_ptr<Entry>> m_entries;
  std::map<QString, Entry*> m_byName;
  std::vector<Gesture> m_gestures;
  KeyBindings m_keys;
  std::unique_ptr<MenuPlacer> m_menus;
  std::function<QString()> m_program;
};

/// True when a key that was pressed is the one written: letters and named keys with their modifiers, signs
/// such as ? and [ however the keyboard makes them.
bool isKey(const QKeyEvent& event, const QString& written, bool ignoreShift = false);

}  // namespace vxs::ui
