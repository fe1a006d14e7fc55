#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace vxs {
class MappedFile;
}

namespace vxs::weights {

/// A memory-mapped zip archive of stored (uncompressed) entries, as torch.save writes; zip64 included. Every
/// offset is checked. Throws Error naming the file when it is no such archive.
class ZipArchive {
 public:
  explicit ZipArchive(const std::filesystem::path& path);
  /// Entry name to content; views live as long as owner().
  const std::map<std::string, std::span<const std::byte>>& entries() const { return m_entries; }
  std::shared_ptr<const MappedFile> owner() const { return m_file; }

 private:
  std::shared_ptr<const MappedFile> m_file;
  std::map<std::string, std::span<const std::byte>> m_entries;
};

}  // namespace vxs::weights
