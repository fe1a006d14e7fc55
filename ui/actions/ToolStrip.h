#pragma once

class QMainWindow;

namespace vxs::ui {

class ActionRegistry;

/// The row of buttons under the menus: what an afternoon needs most, by icon, with the tooltips and check
/// marks of the menus' actions. Adds "view.toolbar", which shows or hides it. Call it when every action is
/// there; the window owns the tool bar.
void addToolStrip(QMainWindow& window, ActionRegistry& actions);

}  // namespace vxs::ui
