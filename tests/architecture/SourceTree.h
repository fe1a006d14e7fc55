#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vxs::test {

/// One source file as the audit sees it.
struct SourceFile {
  std::string path;                   ///< from the repository's root, "core/base/Error.h"
  std::vector<std::string> includes;  ///< what stands between <> or "" of every #include, in order
  std::vector<bool> quoted;           ///< whether it stands between ""
  int lines = 0;

  bool isHeader() const { return path.ends_with(".h"); }
};

/// `text` split into what the audit needs. Includes within comments do not count.
SourceFile parseSource(const std::string& path, const std::string& text);

/// Every .h and .cpp of app/, ui/, core/ and models/ under `root`, sorted by path.
std::vector<SourceFile> readSourceTree(const std::filesystem::path& root);

}  // namespace vxs::test
