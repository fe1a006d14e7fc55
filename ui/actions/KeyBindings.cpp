#include "ui/actions/KeyBindings.h"

#include <QKeySequence>

namespace vxs::ui {

namespace {

/// One chord in portable text; empty for anything else.
QString chord(const QString& written) {
  const QKeySequence sequence(written);
  if (sequence.count() != 1 || sequence[0].key() == Qt::Key_unknown) return {};
  return sequence.toString(QKeySequence::PortableText);
}

QStringList chords(const QStringList& written) {
  QStringList keys;
  for (const QString& each : written)
    if (const QString key = chord(each); !key.isEmpty()) keys << key;
  return keys;
}

}  // namespace

QString asKey(const QString& written) {
  const QString key = chord(written);
  if (key.isEmpty()) return {};
  const Qt::Key pressed = QKeySequence(key)[0].key();
  return pressed == Qt::Key_Tab || pressed == Qt::Key_Backtab || pressed == Qt::Key_Escape ? QString() : key;
}

bool isViewKey(const QString& key) {
  const QKeySequence sequence(key);
  if (sequence.isEmpty()) return false;
  const bool function = sequence[0].key() >= Qt::Key_F1 && sequence[0].key() <= Qt::Key_F35;
  const auto modifiers = sequence[0].keyboardModifiers();
  return !function && !(modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

void KeyBindings::add(const QString& name, const QStringList& standard, bool shiftToo) {
  m_standard[name] = {chords(standard), shiftToo};
}

QStringList KeyBindings::standard(const QString& name) const {
  const auto found = m_standard.find(name);
  return found == m_standard.end() ? QStringList() : found->second.keys;
}

QStringList KeyBindings::keys(const QString& name) const {
  if (const auto own = m_chosen.find(name); own != m_chosen.end()) return chords(own->second);
  QStringList keys = standard(name);
  for (const auto& [other, taken] : m_chosen)
    for (const QString& key : chords(taken)) keys.removeAll(key);
  return keys;
}

QString KeyBindings::owner(const QString& key) const {
  const QString wanted = chord(key);
  if (wanted.isEmpty()) return {};
  for (const auto& [name, standard] : m_standard) {
    const QStringList held = keys(name);
    if (held.contains(wanted)) return name;
    if (!standard.shiftToo) continue;
    for (const QString& each : held)
      if (chord(QStringLiteral("Shift+") + each) == wanted) return name;
  }
  return {};
}

void KeyBindings::takeFromOthers(const QString& name, const QStringList& keys) {
  for (auto& [other, held] : m_chosen)
    if (other != name)
      for (const QString& key : keys) held.removeAll(key);
}

void KeyBindings::give(const QString& name, const QString& key) {
  const QString wanted = asKey(key);
  const QStringList only = wanted.isEmpty() ? QStringList() : QStringList{wanted};
  m_chosen.erase(name);
  takeFromOthers(name, only);
  if (keys(name) != only) m_chosen[name] = only;
}

void KeyBindings::reset(const QString& name) {
  m_chosen.erase(name);
  takeFromOthers(name, standard(name));
}

}  // namespace vxs::ui
