#include "ui/workspace/Workspace.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace vxs::ui {

namespace {

QJsonValue child(const QJsonValue& value, const QString& key) {
  if (value.isObject()) return value.toObject().value(key);
  bool isNumber = false;
  const int index = key.toInt(&isNumber);
  const QJsonArray array = value.toArray();
  return isNumber && index >= 0 && index < array.size() ? array.at(index) : QJsonValue(QJsonValue::Undefined);
}

/// `value` with what is at `path` replaced; Undefined when the path leads nowhere.
QJsonValue replaced(const QJsonValue& value, const QStringList& path, const QJsonValue& with) {
  if (path.isEmpty()) return with;
  const QJsonValue old = child(value, path.front());
  if (old.isUndefined()) return old;
  const QJsonValue changed = replaced(old, path.mid(1), with);
  if (changed.isUndefined()) return changed;
  if (value.isObject()) {
    QJsonObject object = value.toObject();
    object[path.front()] = changed;
    return object;
  }
  QJsonArray array = value.toArray();
  array[path.front().toInt()] = changed;
  return array;
}

}  // namespace

QJsonValue WorkspaceState::at(const QString& path) const {
  QJsonValue value = parts;
  for (const QString& key : path.split(QLatin1Char('.'))) value = child(value, key);
  return value;
}

bool WorkspaceState::set(const QString& path, const QJsonValue& value) {
  const QJsonValue changed = replaced(parts, path.split(QLatin1Char('.')), value);
  if (changed.isUndefined()) return false;
  parts = changed.toObject();
  return true;
}

/// Both values of the parts that one edit changed.
class WorkspaceStep : public QUndoCommand {
 public:
  WorkspaceStep(Workspace& workspace, QJsonObject before, QJsonObject after, const QString& text)
      : QUndoCommand(text), m_workspace(workspace), m_before(std::move(before)), m_after(std::move(after)) {}
  void undo() override { m_workspace.applyParts(m_before); }
  void redo() override {
    if (m_done) m_workspace.applyParts(m_after);
    m_done = true;  // the first time it has just happened
  }

 private:
  Workspace& m_workspace;
  QJsonObject m_before, m_after;
  bool m_done = false;
};

Workspace::Workspace(QObject* parent) : QObject(parent) {
  setStepsAside();
  m_look.setSingleShot(true);
  m_pause.setSingleShot(true);
  m_pause.setInterval(kPauseMs);
  connect(&m_look, &QTimer::timeout, this, &Workspace::look);
  connect(&m_pause, &QTimer::timeout, this, [this] {
    // a hand that rests during a drag has not let go
    QGuiApplication::mouseButtons() == Qt::NoButton ? commit() : m_pause.start();
  });
}

void Workspace::addPart(Part part) {
  m_parts.push_back(std::move(part));
  const Part& added = m_parts.back();
  m_recorded[added.name] = m_tracked[added.name] = added.capture();
}

const Workspace::Part* Workspace::part(const QString& name) const {
  const auto found = std::ranges::find(m_parts, name, &Part::name);
  return found == m_parts.end() ? nullptr : &*found;
}

WorkspaceState Workspace::state() const {
  WorkspaceState state;
  for (const Part& each : m_parts) state.parts[each.name] = each.capture();
  return state;
}

QSet<QString> Workspace::differing(const QJsonObject& a, const QJsonObject& b) const {
  QSet<QString> names;
  for (const Part& each : m_parts)
    if (a.value(each.name) != b.value(each.name)) names << each.name;
  return names;
}

void Workspace::changed() {
  if (!m_look.isActive()) m_look.start(0);
}

bool Workspace::isAwaited(const QString& name, const QJsonValue& value) {
  if (!m_awaited.contains(name)) return false;
  const bool arrived = m_awaited.value(name) == value;
  m_awaited.remove(name);
  return arrived;
}

void Workspace::look() {
  const QJsonObject now = state().parts;
  const QSet<QString> different = differing(now, m_tracked);
  if (different.isEmpty()) return;
  QSet<QString> edited;
  bool merges = true;
  for (const QString& name : different) {
    const Part& each = *part(name);
    if (!each.undoable || isAwaited(name, now.value(name))) {
      m_recorded[name] = now.value(name);
    } else {
      edited << name;
      merges = merges && each.merges;
    }
  }
  if (!edited.isEmpty() && !m_pending.isEmpty() && !m_pending.contains(edited)) commit();
  m_tracked = now;
  m_pending += edited;
  if (!edited.isEmpty()) merges ? m_pause.start() : commit();
  Q_EMIT stateChanged();
}

void Workspace::push(const QSet<QString>& names, const QJsonObject& was, const QJsonObject& is,
                     const QString& what) {
  QJsonObject before, after;
  QString text = what;
  for (const Part& each : m_parts) {
    if (!names.contains(each.name) || was.value(each.name) == is.value(each.name)) continue;
    before[each.name] = was.value(each.name);
    after[each.name] = is.value(each.name);
    if (text.isEmpty()) text = each.label;
  }
  if (!before.isEmpty()) m_undo->push(new WorkspaceStep(*this, before, after, text));
}

void Workspace::commit() {
  m_pause.stop();
  const QJsonObject before = m_recorded;
  const QSet<QString> pending = std::exchange(m_pending, {});
  for (const QString& name : pending) m_recorded[name] = m_tracked.value(name);
  push(pending, before, m_tracked, {});
}

std::shared_ptr<QUndoStack> Workspace::setStepsAside() {
  if (m_undo) commit();
  auto steps = std::exchange(m_undo, std::make_shared<QUndoStack>());
  m_undo->setUndoLimit(kMostSteps);
  m_steps.addStack(m_undo.get());
  m_steps.setActiveStack(m_undo.get());
  return steps;
}

void Workspace::takeBackSteps(std::shared_ptr<QUndoStack> steps) {
  m_undo = std::move(steps);
  m_steps.addStack(m_undo.get());
  m_steps.setActiveStack(m_undo.get());
}

void Workspace::flush() {
  if (!m_look.isActive()) return;
  m_look.stop();
  look();
}

void Workspace::settle() {
  m_look.stop();
  look();
  commit();
}

void Workspace::accept(const QStringList& names) {
  for (const QString& name : names)
    if (const Part* each = part(name)) {
      m_tracked[name] = m_recorded[name] = each->capture();
      m_pending.remove(name);
    }
  Q_EMIT stateChanged();
}

void Workspace::restart() {
  m_look.stop();
  m_pause.stop();
  m_pending.clear();
  m_awaited = {};
  m_tracked = m_recorded = state().parts;
  m_undo->clear();
  Q_EMIT stateChanged();
}

void Workspace::undo() {
  settle();
  m_undo->undo();
}

void Workspace::redo() {
  settle();
  m_undo->redo();
}

void Workspace::applyParts(const QJsonObject& parts) {
  WorkspaceState whole = state();
  for (const Part& each : m_parts)
    if (parts.contains(each.name)) whole.parts[each.name] = parts.value(each.name);
  m_applied = parts;
  for (const Part& each : m_parts) {
    if (!parts.contains(each.name)) continue;
    const QJsonValue wanted = parts.value(each.name);
    if (each.capture() != wanted) each.apply(wanted, whole);
    if (each.capture() != wanted) m_awaited[each.name] = wanted;
  }
  m_applied = {};
  m_tracked = m_recorded = state().parts;
  Q_EMIT stateChanged();
}

void Workspace::apply(const WorkspaceState& state, bool recorded, const QString& what) {
  settle();
  const QJsonObject before = m_recorded;
  applyParts(state.parts);
  if (!recorded) return;
  QJsonObject after = m_tracked;
  for (const Part& each : m_parts)
    if (each.later && state.parts.contains(each.name) && m_awaited.contains(each.name))
      after[each.name] = m_awaited.value(each.name);
  push(differing(after, before), before, after, what);
}

}  // namespace vxs::ui
