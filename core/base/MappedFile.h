#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace vxs {

/// A file mapped read-only into memory. Movable. Throws Error naming the file when it cannot be opened; an empty file
/// maps to an empty span.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  std::span<const std::byte> bytes() const { return {m_data, m_size}; }

 private:
  void release() noexcept;
  const std::byte* m_data = nullptr;
  std::size_t m_size = 0;
};

}  // namespace vxs
