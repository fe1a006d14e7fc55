#pragma once

namespace vxs::ui {

/// Lets the calling thread, and those it starts, give way to the window's thread: `niceness` is added to what
/// the program was started with. Without effect where threads have no priority of their own.
void giveWay(int niceness);

}  // namespace vxs::ui
