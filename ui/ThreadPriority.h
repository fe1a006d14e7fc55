#pragma once

namespace vxs::ui {

/// Lets the calling thread, and those it starts, give way to the window's thread (0 none .. 19 most). Without
/// effect where threads have no priority of their own.
void giveWay(int niceness);

}  // namespace vxs::ui
