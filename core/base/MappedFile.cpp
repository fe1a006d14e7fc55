#include "core/base/MappedFile.h"

#include "core/base/Error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vxs {

MappedFile::MappedFile(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw Error("cannot read " + path.string() + ": " + std::strerror(errno));
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    throw Error("cannot read " + path.string() + ": not a regular file");
  }
  m_size = static_cast<std::size_t>(status.st_size);
  void* data = m_size ? mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0) : nullptr;
  close(descriptor);
  if (data == MAP_FAILED) throw Error("cannot map " + path.string() + ": " + std::strerror(errno));
  m_data = static_cast<const std::byte*>(data);
}

MappedFile::~MappedFile() { release(); }

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  if (this != &other) {
    release();
    m_data = std::exchange(other.m_data, nullptr);
    m_size = std::exchange(other.m_size, 0);
  }
  return *this;
}

void MappedFile::release() noexcept {
  if (m_data) munmap(const_cast<std::byte*>(m_data), m_size);
  m_data = nullptr;
}

}  // namespace vxs
