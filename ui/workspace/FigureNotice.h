#pragma once

#include "ui/workspace/SessionKeeper.h"

class QMainWindow;

namespace vxs::ui {

class NoticeBar;

/// When another run has come: the line of the one before goes, and where a session was set aside for it one
/// says so and offers the way back.
void showFormer(NoticeBar& notice, SessionKeeper& keeper);

/// Where a figure was opened: raises the panel of what it shows, says what no view shows, and offers the way
/// back to the run that it `replaced`. Does nothing for what is no figure.
void showFigure(QMainWindow& window, NoticeBar& notice, SessionKeeper& keeper, const SessionFile& session,
                bool replaced);

}  // namespace vxs::ui
