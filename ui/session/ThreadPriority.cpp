#include "ui/session/ThreadPriority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace vxs::ui {

void giveWay(int niceness) {
#ifdef __linux__
  letGiveWay(syscall(SYS_gettid), niceness);  // on Linux niceness belongs to a thread
#else
  (void)niceness;
#endif
}

void letGiveWay(qint64 process, int niceness) {
#ifdef __linux__
  const auto id = static_cast<id_t>(process);
  setpriority(PRIO_PROCESS, id, getpriority(PRIO_PROCESS, id) + niceness);  // refused: nothing is lost
#else
  (void)process;
  (void)niceness;
#endif
}

}  // namespace vxs::ui
