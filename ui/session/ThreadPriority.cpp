#include "ui/session/ThreadPriority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace vxs::ui {

void giveWay(int niceness) {
#ifdef __linux__
  // on Linux niceness belongs to a thread; when it is refused nothing is lost
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + niceness);
#else
  (void)niceness;
#endif
}

}  // namespace vxs::ui
