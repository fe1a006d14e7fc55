#pragma once

#include <QtGlobal>

namespace vxs::ui {

/// Lets the calling thread, and those it starts, give way to the window's thread: `niceness` is added to what
/// the program was started with. Without effect where threads have no priority of their own.
void giveWay(int niceness);
/// The same for a process that has just been started, and all that it will start.
void letGiveWay(qint64 process, int niceness);

}  // namespace vxs::ui
