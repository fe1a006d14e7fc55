#include "app/cli/ThreadLimit.h"

namespace vxs::cli {

ThreadLimit::ThreadLimit(int count) {
  if (count <= 0 || sched_getaffinity(0, sizeof m_before, &m_before) != 0) return;
  if (count >= CPU_COUNT(&m_before)) return;
  cpu_set_t chosen;
  CPU_ZERO(&chosen);
  const int first = sched_getcpu() < 0 ? 0 : sched_getcpu();
  for (int step = 0, taken = 0; step < CPU_SETSIZE && taken < count; ++step) {
    const auto core = static_cast<std::size_t>((first + step) % CPU_SETSIZE);
    if (!CPU_ISSET(core, &m_before)) continue;
    CPU_SET(core, &chosen);
    ++taken;
  }
  m_limited = sched_setaffinity(0, sizeof chosen, &chosen) == 0;
}

ThreadLimit::~ThreadLimit() {
  if (m_limited) sched_setaffinity(0, sizeof m_before, &m_before);
}

}  // namespace vxs::cli
