#pragma once

#include "ui/session/Session.h"

#include <functional>

class QMainWindow;

namespace vxs::ui {

class ActionRegistry;
class Drawing;

/// Preferences, who draws 3-D views, large type, and how views and panels look to colour-blind readers and in
/// grey print, with a mark in the status bar meanwhile.
void addPreferenceActions(Session& session, Drawing& drawing, QMainWindow& window, ActionRegistry& actions);

}  // namespace vxs::ui
