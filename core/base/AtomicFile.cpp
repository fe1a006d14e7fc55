#include "core/base/AtomicFile.h"

#include "core/base/Error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace vxs {
namespace {

std::filesystem::path temporaryFor(const std::filesystem::path& target) {
  // The suffixes stay at the end: several libraries choose the format by them.
  return target.parent_path() / (".partial-" + std::to_string(getpid()) + "-" + target.filename().string());
}

void flushToDisk(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

void renameInto(const std::filesystem::path& temporary, const std::filesystem::path& target) {
  flushToDisk(temporary);
  std::error_code code;
  std::filesystem::rename(temporary, target, code);
  if (code) throw Error("cannot write " + target.string() + ": " + code.message());
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target)
    : m_target(std::move(target)), m_temporary(temporaryFor(m_target)) {
  m_stream.open(m_temporary, std::ios::binary | std::ios::trunc);
  if (!m_stream) throw Error("cannot write " + m_target.string() + ": " + std::strerror(errno));
}

AtomicFile::~AtomicFile() {
  if (m_committed) return;
  m_stream.close();
  std::error_code ignored;
  std::filesystem::remove(m_temporary, ignored);
}

void AtomicFile::commit() {
  m_stream.flush();
  const bool good = m_stream.good();
  m_stream.close();
  if (!good) throw Error("cannot write " + m_target.string() + ": " + std::strerror(errno));
  renameInto(m_temporary, m_target);
  m_committed = true;
}

void writeFileAtomically(const std::filesystem::path& target, std::string_view content) {
  AtomicFile file(target);
  file.stream().write(content.data(), static_cast<std::streamsize>(content.size()));
  file.commit();
}

void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path&)>& write) {
  const std::filesystem::path temporary = temporaryFor(target);
  try {
    write(temporary);
    renameInto(temporary, target);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw;
  }
}

std::string readFile(const std::filesystem::path& path, std::uintmax_t maxBytes) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) throw Error("cannot read " + path.string() + ": it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error("cannot read " + path.string() + ": " + std::strerror(errno));
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (!code && size > maxBytes)
    throw Error("cannot read " + path.string() + ": " + std::to_string(size) + " bytes, more than the " +
                std::to_string(maxBytes) + " allowed here");
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace vxs
