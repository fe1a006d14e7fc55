#include "models/weights/ZipArchive.h"

#include "core/base/Error.h"
#include "core/base/MappedFile.h"

#include <algorithm>
#include <cstring>

// Field positions: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14-16
// (ends), 4.5.3 (zip64 extra field).
namespace vxs::weights {
namespace {

class Reader {
 public:
  Reader(const std::filesystem::path& path, std::span<const std::byte> bytes)
      : m_path(path), m_bytes(bytes) {}

  template <class Integer>
  std::uint64_t get(std::uint64_t at) const {
    Integer value{};
    if (at > m_bytes.size() || m_bytes.size() - at < sizeof value) fail("truncated");
    std::memcpy(&value, m_bytes.data() + at, sizeof value);
    return value;
  }
  std::span<const std::byte> slice(std::uint64_t at, std::uint64_t length) const {
    if (at > m_bytes.size() || length > m_bytes.size() - at)
      fail("an entry lies outside the file (truncated?)");
    return m_bytes.subspan(at, length);
  }
  std::size_t size() const { return m_bytes.size(); }
  [[noreturn]] void fail(const std::string& reason) const {
    throw Error("cannot read " + m_path.string() + ": " + reason);
  }

 private:
  const std::filesystem::path& m_path;
  std::span<const std::byte> m_bytes;
};

struct Directory {
  std::uint64_t offset = 0, count = 0;
};

Directory findDirectory(const Reader& file) {
  constexpr std::uint64_t kEndSize = 22, kMaxComment = 65535;
  if (file.size() < kEndSize) file.fail("not a zip archive (too short)");
  const std::uint64_t last = file.size() - kEndSize, first = last > kMaxComment ? last - kMaxComment : 0;
  for (std::uint64_t at = last + 1; at-- > first;) {
    if (file.get<std::uint32_t>(at) != 0x06054b50) continue;
    Directory directory{file.get<std::uint32_t>(at + 16), file.get<std::uint16_t>(at + 10)};
    if (at >= 20 && file.get<std::uint32_t>(at - 20) == 0x07064b50) {  // zip64 locator
      const std::uint64_t end64 = file.get<std::uint64_t>(at - 12);
      if (file.get<std::uint32_t>(end64) != 0x06064b50) file.fail("damaged zip64 directory");
      directory = {file.get<std::uint64_t>(end64 + 48), file.get<std::uint64_t>(end64 + 32)};
    }
    return directory;
  }
  file.fail("not a zip archive (no central directory; truncated?)");
}

struct Entry {
  std::string name;
  std::uint64_t size = 0, localOffset = 0;
};

/// Replaces 32-bit fields of all ones by the zip64 extra field's values.
void applyZip64(const Reader& file, std::uint64_t extra, std::uint64_t extraEnd, std::uint64_t compressed,
                Entry& entry) {
  for (std::uint64_t at = extra; at + 4 <= extraEnd;) {
    const std::uint64_t id = file.get<std::uint16_t>(at), length = file.get<std::uint16_t>(at + 2);
    if (id == 1) {
      std::uint64_t field = at + 4;
      if (entry.size == 0xffffffff) entry.size = file.get<std::uint64_t>(field), field += 8;
      if (compressed == 0xffffffff) field += 8;
      if (entry.localOffset == 0xffffffff) entry.localOffset = file.get<std::uint64_t>(field);
    }
    at += 4 + length;
  }
}

}  // namespace

ZipArchive::ZipArchive(const std::filesystem::path& path) : m_file(std::make_shared<const MappedFile>(path)) {
  const Reader file(path, m_file->bytes());
  const Directory directory = findDirectory(file);
  std::uint64_t at = directory.offset;
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    if (file.get<std::uint32_t>(at) != 0x02014b50) file.fail("damaged zip directory");
    const std::uint64_t method = file.get<std::uint16_t>(at + 10),
                        compressed = file.get<std::uint32_t>(at + 20);
    const std::uint64_t nameLength = file.get<std::uint16_t>(at + 28),
                        extraLength = file.get<std::uint16_t>(at + 30);
    const auto name = file.slice(at + 46, nameLength);
    Entry entry{std::string(reinterpret_cast<const char*>(name.data()), name.size()),
                file.get<std::uint32_t>(at + 24), file.get<std::uint32_t>(at + 42)};
    if (method != 0)
      file.fail("entry " + entry.name + " is compressed; torch.save stores entries as they are");
    const std::uint64_t extra = at + 46 + nameLength;
    applyZip64(file, extra, extra + extraLength, compressed, entry);
    if (file.get<std::uint32_t>(entry.localOffset) != 0x04034b50)
      file.fail("damaged zip entry " + entry.name);
    const std::uint64_t content = entry.localOffset + 30 + file.get<std::uint16_t>(entry.localOffset + 26) +
                                  file.get<std::uint16_t>(entry.localOffset + 28);
    m_entries[entry.name] = file.slice(content, entry.size);
    at = extra + extraLength + file.get<std::uint16_t>(at + 32);
  }
}

}  // namespace vxs::weights
