#pragma once

#include "ui/actions/ActionRegistry.h"

class QDockWidget;
class QMainWindow;

namespace vxs::ui {

class DemoMaker;
class Drawing;
class Session;
class TaskRunner;
class TrialList;

/// Previous and next image.
void addTrialActions(TrialList& trials, ActionRegistry& actions);
/// Predict without waiting.
void addPredictAction(Session& session, ActionRegistry& actions);
/// The demo, preparing a dataset, the welcome page.
void addBeginActions(DemoMaker& demo, std::function<void(const QString&)> open,
                     std::function<void(const QString&)> prepare, std::function<void()> welcome,
                     ActionRegistry& actions);
/// Shows or hides a panel; comes to the front when shown.
void addPanelAction(QDockWidget& dock, const QString& name, ActionRegistry& actions);
/// Dark and light.
void addThemeAction(QMainWindow& window, ActionRegistry& actions);
/// Keys, “Find an action”, diagnostics, about.
void addHelpActions(QMainWindow& window, TaskRunner& tasks, const Drawing& drawing, ActionRegistry& actions);

}  // namespace vxs::ui
