#pragma once

namespace vxs::ui {

class ActionRegistry;
class Workspace;

/// Undo and redo, which name what they undo.
void addEditActions(Workspace& workspace, ActionRegistry& actions);

}  // namespace vxs::ui
