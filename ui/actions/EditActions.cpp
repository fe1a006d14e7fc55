#include "ui/actions/EditActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/workspace/Workspace.h"

#include <QAction>

namespace vxs::ui {

void addEditActions(Workspace& workspace, ActionRegistry& actions) {
  const auto nothing = [] { return QString(); };
  QAction* undo = actions.add({.name = QStringLiteral("edit.undo"),
                               .text = QObject::tr("&Undo"),
                               .tip = QObject::tr("Take back the last change of view or selection"),
                               .menu = Menu::Edit,
                               .group = QStringLiteral("undo"),
                               .keys = {QStringLiteral("Ctrl+Z")},
                               .icon = QStringLiteral("undo"),
                               .run = [&workspace] { workspace.undo(); },
                               .enabled = [&workspace] { return workspace.canUndo(); },
                               .command = nothing});
  QAction* redo = actions.add({.name = QStringLiteral("edit.redo"),
                               .text = QObject::tr("&Redo"),
                               .tip = QObject::tr("Do again what was taken back"),
                               .menu = Menu::Edit,
                               .group = QStringLiteral("undo"),
                               .keys = {QStringLiteral("Ctrl+Shift+Z"), QStringLiteral("Ctrl+Y")},
                               .icon = QStringLiteral("redo"),
                               .run = [&workspace] { workspace.redo(); },
                               .enabled = [&workspace] { return workspace.undoStack().canRedo(); },
                               .command = nothing});
  QObject::connect(&actions, &ActionRegistry::triggered, &workspace, &Workspace::flush);
  const QUndoGroup& steps = workspace.steps();
  QObject::connect(&steps, &QUndoGroup::undoTextChanged, undo, [undo](const QString& what) {
    undo->setText(what.isEmpty() ? QObject::tr("&Undo") : QObject::tr("&Undo %1").arg(what));
  });
  QObject::connect(&steps, &QUndoGroup::redoTextChanged, redo, [redo](const QString& what) {
    redo->setText(what.isEmpty() ? QObject::tr("&Redo") : QObject::tr("&Redo %1").arg(what));
  });
  QObject::connect(&steps, &QUndoGroup::indexChanged, &actions, &ActionRegistry::refresh);
  QObject::connect(&workspace, &Workspace::stateChanged, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
