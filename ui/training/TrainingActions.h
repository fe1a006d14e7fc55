#pragma once

namespace vxs::ui {

class ActionRegistry;
class TrainingPanel;

/// The Training menu: start, stop, resume, judge, the table, and stepping through epochs.
void addTrainingActions(TrainingPanel& panel, ActionRegistry& actions);

}  // namespace vxs::ui
