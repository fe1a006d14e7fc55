#pragma once

#include "ui/Session.h"

#include <functional>

class QMainWindow;

namespace vxs::ui {

class ActionRegistry;
class Drawing;

/// Preferences, who draws 3-D views, large type, and how the views look to colour-blind readers and in grey
/// print.
void addPreferenceActions(Session& session, Drawing& drawing, QWidget& views, QMainWindow& window,
                          ActionRegistry& actions);

}  // namespace vxs::ui
