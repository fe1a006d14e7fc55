#include "core/volume/GzStream.h"

#include "core/base/Error.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace vxs {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

const char* modeText(GzStream::Mode mode) {
  if (mode == GzStream::Mode::Read) return "rb";
  return mode == GzStream::Mode::WriteGzip ? "wb6" : "wbT";  // T: no compression, no gzip wrapper
}

std::string reasonOf(gzFile file) {
  int code = Z_OK;
  const char* text = gzerror(file, &code);
  if (code == Z_ERRNO) return std::strerror(errno);
  if (code == Z_BUF_ERROR) return "the compressed data end too early";
  return "the compressed data are damaged (" + std::string(text ? text : "zlib error") + ")";
}

}  // namespace

GzStream::GzStream(const std::filesystem::path& path, Mode mode) {
  std::error_code ignored;
  if (mode == Mode::Read && std::filesystem::is_directory(path, ignored)) throw Error("it is a folder");
  m_file = gzopen64(path.c_str(), modeText(mode));
  if (!m_file) throw Error(errno ? std::strerror(errno) : "out of memory");
  gzbuffer(m_file, 1U << 18);
}

GzStream::~GzStream() {
  if (m_file) gzclose(m_file);
}

std::size_t GzStream::read(void* target, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const auto piece = static_cast<unsigned>(std::min(size - done, kPiece));
    const int got = gzread(m_file, static_cast<char*>(target) + done, piece);
    if (got < 0) throw Error(reasonOf(m_file));
    done += static_cast<std::size_t>(got);
    if (got < static_cast<int>(piece)) {
      int code = Z_OK;
      gzerror(m_file, &code);
      if (code == Z_BUF_ERROR) throw Error(reasonOf(m_file));
      break;
    }
  }
  m_position += static_cast<std::int64_t>(done);
  return done;
}

bool GzStream::skipTo(std::int64_t offset) {
  if (gzdirect(m_file)) {
    if (gzseek64(m_file, offset, SEEK_SET) != offset) return false;
    m_position = offset;
    return true;
  }
  if (offset < m_position) {
    if (gzrewind(m_file) != 0) return false;
    m_position = 0;
  }
  std::vector<char> discarded(std::min(kPiece, static_cast<std::size_t>(offset - m_position)));
  while (m_position < offset) {
    const std::size_t piece = std::min(discarded.size(), static_cast<std::size_t>(offset - m_position));
    if (read(discarded.data(), piece) < piece) return false;
  }
  return true;
}

bool GzStream::compressed() const {
  return gzdirect(m_file) == 0;
}

bool GzStream::atEnd() {
  char byte = 0;
  return read(&byte, 1) == 0;
}

void GzStream::write(const void* source, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const auto piece = static_cast<unsigned>(std::min(size - done, kPiece));
    if (gzwrite(m_file, static_cast<const char*>(source) + done, piece) != static_cast<int>(piece))
      throw Error(reasonOf(m_file));
    done += piece;
  }
}

void GzStream::close() {
  gzFile file = m_file;
  m_file = nullptr;
  if (gzclose(file) != Z_OK) throw Error("the file could not be written completely: is the disk full?");
}

}  // namespace vxs
