#pragma once

#include "ui/actions/ActionRegistry.h"

class QDockWidget;

namespace vxs::ui {

class Session;
class WhatIfPanel;
class WhyModel;

/// Back to the original caption, compare with the present one, show the change in the views.
void addWhatIfActions(Session& session, QDockWidget& dock, WhatIfPanel& panel, ActionRegistry& actions);
/// Explain by each method, check against randomised weights, stop.
void addWhyActions(WhyModel& why, QDockWidget& dock, ActionRegistry& actions);

}  // namespace vxs::ui
