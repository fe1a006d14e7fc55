#pragma once

#include "ui/Session.h"

#include <functional>

class QMainWindow;

namespace vxs::ui {

class ActionRegistry;

/// Preferences, large type, and how the views look to colour-blind readers and in grey print.
void addPreferenceActions(Session& session, QWidget& views, QMainWindow& window, ActionRegistry& actions);

}  // namespace vxs::ui
