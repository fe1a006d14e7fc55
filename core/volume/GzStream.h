#pragma once

#include <cstdint>
#include <filesystem>

struct gzFile_s;

namespace vxs {

/// A file that is read or written through zlib; when reading, gzip is recognised by content and other files
/// pass as they are. Throws Error with the reason alone (the caller names the file).
class GzStream {
 public:
  enum class Mode { Read, WriteGzip, WritePlain };
  GzStream(const std::filesystem::path& path, Mode mode);
  ~GzStream();
  GzStream(const GzStream&) = delete;
  GzStream& operator=(const GzStream&) = delete;

  /// Reads up to `size` bytes; fewer at the end of the file. A damaged or cut-off gzip stream throws.
  std::size_t read(void* target, std::size_t size);
  /// Goes to a byte of the inflated content, forward (cheap) or back (reads again from the start); false when
  /// the content ends before it.
  bool skipTo(std::int64_t offset);
  /// True when no byte follows; inflates the gzip trailer, so that a wrong checksum throws.
  bool atEnd();
  /// Whether the file that is read is gzip.
  bool compressed() const;
  void write(const void* source, std::size_t size);
  /// Flushes and closes; throws when the disk is full. Needed after writing.
  void close();

 private:
  gzFile_s* m_file = nullptr;
  std::int64_t m_position = 0;
};

}  // namespace vxs
