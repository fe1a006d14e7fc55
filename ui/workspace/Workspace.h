#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUndoGroup>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <vector>

namespace vxs::ui {

/// What is looked at and how, as a value: one JSON value a part ("stimulus", "crosshair", "camera" …).
/// Sessions, undo, teaching steps and scripts hold it.
struct WorkspaceState {
  QJsonObject parts;
  bool operator==(const WorkspaceState&) const = default;
  /// The value at a path such as "scale.range" or "crosshair.0"; Undefined when there is none.
  QJsonValue at(const QString& path) const;
  /// Sets the value at a path whose parent is there; false when it is not.
  bool set(const QString& path, const QJsonValue& value);
};

/// Gathers the state of the window from parts, applies it back, and records changes for undo. Whoever adds
/// something that can be changed adds a part and calls changed() when it was.
class Workspace : public QObject {
  Q_OBJECT
 public:
  struct Part {
    QString name;   ///< key in the JSON
    QString label;  ///< in the Edit menu: "Undo crosshair"
    std::function<QJsonValue()> capture;
    /// Makes it so; `whole` is the state that is being applied. May finish later (a picture is read in the
    /// background). Ignores what does not fit. Never throws.
    std::function<void(const QJsonValue& value, const WorkspaceState& whole)> apply;
    bool undoable = true;
    bool merges = false;  ///< changes that follow each other closely are one step: dragging, typing
    bool later = false;   ///< what is applied may be there only later, yet it is part of the step
  };
  explicit Workspace(QObject* parent = nullptr);

  /// Parts are applied in the order of adding.
  void addPart(Part part);
  WorkspaceState state() const;
  /// As it was when it was last looked at: of the run before, while another one takes its place.
  WorkspaceState lastSeen() const { return {m_tracked}; }
  /// Applies the parts that differ; recorded as one step for undo when `recorded`, called `what` or after the
  /// first part that changed.
  void apply(const WorkspaceState& state, bool recorded, const QString& what = {});

  /// While a state is applied: whether it says something of that part, whose value `whole` gives in any case.
  bool applies(const QString& name) const { return m_applied.contains(name); }

  /// Something may have changed; looked at once when the present event has been dealt with.
  void changed();
  /// Looks now, so that what comes next is another change.
  void flush();
  /// Ends the step in the making, as if its pause were over.
  void settle();
  /// What these parts are now came about by itself, by no edit.
  void accept(const QStringList& names);
  /// Forgets every step and starts from how things are now.
  void restart();
  QUndoStack& undoStack() { return *m_undo; }
  /// Signals of undoStack(), whichever it is.
  const QUndoGroup& steps() const { return m_steps; }
  /// Takes the steps away, with what was seen last of a step in the making; undoStack() is a new one.
  std::shared_ptr<QUndoStack> setStepsAside();
  /// Goes on with steps that were set aside; those that there are now are forgotten.
  void takeBackSteps(std::shared_ptr<QUndoStack> steps);
  bool canUndo() const { return m_undo->canUndo() || !m_pending.isEmpty(); }
  /// Edited since the stack was clean, a step in the making included.
  bool edited() const { return !m_undo->isClean() || !m_pending.isEmpty(); }
  void undo();
  void redo();

  static constexpr int kPauseMs = 900;  ///< changes closer than this are one step
  static constexpr int kMostSteps = 300;

 Q_SIGNALS:
  /// A part has another value than before, for whatever reason.
  void stateChanged();

 private:
  friend class WorkspaceStep;
  const Part* part(const QString& name) const;
  QSet<QString> differing(const QJsonObject& a, const QJsonObject& b) const;
  void look();
  void commit();
  void push(const QSet<QString>& names, const QJsonObject& was, const QJsonObject& is, const QString& what);
  void applyParts(const QJsonObject& parts);
  /// What was asked for arrives later in the background: it is no new edit.
  bool isAwaited(const QString& name, const QJsonValue& value);

  std::vector<Part> m_parts;
  QUndoGroup m_steps;
  std::shared_ptr<QUndoStack> m_undo;
  QTimer m_look, m_pause;
  QJsonObject m_recorded;  ///< as of the last step
  QJsonObject m_tracked;   ///< as of the last look
  QSet<QString> m_pending;
  QJsonObject m_awaited;
  QJsonObject m_applied;  ///< the parts that are being applied; else none
};

}  // namespace vxs::ui
