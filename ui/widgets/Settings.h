#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

namespace vxs::ui {

/// What the program remembers from one start to the next: QSettings, whose file is written in a thread of its
/// own, a moment after the last change. A busy disk takes half a second for it, and the window would stand
/// still. What was set is read back at once. Of the window's thread.
class Settings {
 public:
  /// `group`: what all names begin with; empty: nothing.
  explicit Settings(const QString& group = {});
  QVariant value(const QString& name, const QVariant& otherwise = {}) const;
  bool contains(const QString& name) const;
  /// Names in the group, which must not be empty.
  QStringList names() const;
  void setValue(const QString& name, const QVariant& value);
  /// With everything below it; an empty name: the whole group.
  void remove(const QString& name);
  /// Takes over what another running program has changed, unless own changes wait to be written.
  static void refresh();

 private:
  QString keyOf(const QString& name) const;
  QString m_prefix;
};

}  // namespace vxs::ui
