#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string_view>

namespace vxs {

/// A file that appears whole or not at all: written beside its target under a temporary name, flushed to disk and
/// renamed by commit(). Destroyed without commit() it leaves nothing behind. Throws Error naming the file.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  std::ofstream& stream() { return m_stream; }
  /// For libraries that insist on opening the file themselves (close stream() is done for you at commit()).
  const std::filesystem::path& temporaryPath() const { return m_temporary; }
  void commit();

 private:
  std::filesystem::path m_target, m_temporary;
  std::ofstream m_stream;
  bool m_committed = false;
};

void writeFileAtomically(const std::filesystem::path& target, std::string_view content);
/// The same for a writer that wants a path of its own (HDF5, matio, nifti, image codecs). `write` gets a temporary path
/// in the target's folder that keeps the target's suffixes (".nii.gz"); the folder must exist.
void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path&)>& write);
/// Whole content; throws Error when missing or larger than `maxBytes`.
std::string readFile(const std::filesystem::path& path, std::uintmax_t maxBytes = 1ULL << 30);

}  // namespace vxs
