#pragma once

class QDockWidget;

namespace vxs::ui {

class ActionRegistry;
class TrainingPanel;

/// The Training menu: start, stop, resume, judge, the table, and stepping through epochs.
/// `dock` comes to the front when work begins.
void addTrainingActions(TrainingPanel& panel, QDockWidget& dock, ActionRegistry& actions);

}  // namespace vxs::ui
