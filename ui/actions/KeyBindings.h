#pragma once

#include <QString>
#include <QStringList>

#include <map>

namespace vxs::ui {

/// Which keys do what: those that actions come with, and those that a person has chosen instead. A chosen key
/// is taken from every action that came with it. Keys are written as QKeySequence's portable text, one chord
/// each. Value type.
class KeyBindings {
 public:
  using Chosen = std::map<QString, QStringList>;  ///< by the action's name; an empty list: no key

  /// `shiftToo`: the keys do something with Shift, too.
  void add(const QString& name, const QStringList& standard, bool shiftToo = false);

  QStringList keys(const QString& name) const;
  QStringList standard(const QString& name) const;
  /// The action that hears this key; empty when none does.
  QString owner(const QString& key) const;

  /// Makes it the action's only key; nobody else keeps it. An empty key: the action has none.
  void give(const QString& name, const QString& key);
  /// Back to the keys that the action came with, which nobody else keeps.
  void reset(const QString& name);
  void resetAll() { m_chosen.clear(); }

  bool isChosen(const QString& name) const { return m_chosen.contains(name); }
  const Chosen& chosen() const { return m_chosen; }
  void setChosen(Chosen chosen) { m_chosen = std::move(chosen); }

 private:
  struct Standard {
    QStringList keys;
    bool shiftToo;
  };
  void takeFromOthers(const QString& name, const QStringList& keys);
  std::map<QString, Standard> m_standard;
  Chosen m_chosen;
};

/// True for what would be typed into a text field (letters, signs, arrows): such a key works while a view has
/// the focus, others anywhere in the window.
bool isViewKey(const QString& key);
/// "Ctrl+," for "ctrl+,"; empty for what is no single chord, and for Tab and Escape, which belong to every
/// window.
QString asKey(const QString& written);

}  // namespace vxs::ui
