#pragma once

#include "ui/workspace/SessionFile.h"

#include <QLockFile>

#include <filesystem>
#include <memory>
#include <optional>

namespace vxs::ui {

/// A place of this program's own among the autosaved sessions in a folder: several windows do not disturb
/// each other, and one that has died is noticed by the next start. Knows files only.
class Autosave {
 public:
  explicit Autosave(const std::filesystem::path& folder);

  /// Where to write. Empty when every place is taken or the folder cannot be written: then nothing is
  /// autosaved.
  const std::filesystem::path& file() const { return m_file; }
  /// The program that wrote file() last died before it ended.
  bool crashed() const { return m_crashed; }
  /// The copy of file() as it was found, to restore from; empty when there was none. A copy, because a
  /// restored session that brings the program down again must not be restored for ever.
  const std::filesystem::path& found() const { return m_found; }

  static constexpr int kPlaces = 16;

 private:
  bool take(const std::filesystem::path& file);
  std::filesystem::path m_file, m_found;
  std::unique_ptr<QLockFile> m_lock;
  bool m_crashed = false;
};

}  // namespace vxs::ui
