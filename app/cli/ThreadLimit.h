#pragma once

#include <sched.h>

#include <cstddef>

namespace vxs::cli {

/// Keeps this thread, and the threads it starts meanwhile, to `count` of the cores it may use, beginning with
/// the one it runs on; 0 or more than there are changes nothing. Undone at the end of the scope.
class ThreadLimit {
 public:
  explicit ThreadLimit(int count);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  cpu_set_t m_before{};
  bool m_limited = false;
};

}  // namespace vxs::cli
