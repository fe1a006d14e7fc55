#include "core/train/RunLock.h"

#include "core/base/Error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vxs::train {

namespace {
constexpr const char* kName = "training.lock";
}

RunLock::RunLock(const std::filesystem::path& run) {
  const std::filesystem::path file = run / kName;
  m_file = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (m_file < 0) throw Error("cannot write " + file.string() + ": " + std::strerror(errno));
  if (::flock(m_file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(m_file);
  throw Error("another process is training " + run.string() +
              " at this moment: stop it first, or use another --out");
}

RunLock::~RunLock() {
  ::close(m_file);
}

bool isTraining(const std::filesystem::path& run) {
  const int file = ::open((run / kName).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool busy = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return busy;
}

}  // namespace vxs::train
