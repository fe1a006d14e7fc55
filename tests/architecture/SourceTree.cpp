#include "tests/architecture/SourceTree.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace vxs::test {
namespace {

/// Blanks out comments, keeping line ends, so that an #include within one is not seen. Strings are left
/// alone: "//" within a string only shortens a line that is no #include.
std::string withoutComments(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "//") == 0) {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (text.compare(i, 2, "/*") == 0) {
      const std::size_t end = std::min(text.find("*/", i + 2), text.size());
      result.append(
          static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                              text.begin() + static_cast<std::ptrdiff_t>(end), '\n')),
          '\n');
      i = std::min(end + 2, text.size());
    } else {
      result += text[i++];
    }
  }
  return result;
}

}  // namespace

SourceFile parseSource(const std::string& path, const std::string& text) {
  static const std::regex include(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  SourceFile file{path, {}, {}, static_cast<int>(std::count(text.begin(), text.end(), '\n'))};
  std::istringstream lines(withoutComments(text));
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.find('#') == std::string::npos || !std::regex_search(line, match, include)) continue;
    file.includes.push_back(match[2]);
    file.quoted.push_back(match[1] == "\"");
  }
  return file;
}

std::vector<SourceFile> readSourceTree(const std::filesystem::path& root) {
  std::vector<SourceFile> files;
  for (const char* folder : {"app", "core", "models", "ui"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
      if (!stream) throw std::runtime_error("cannot read " + entry.path().string());
      files.push_back(parseSource(std::filesystem::relative(entry.path(), root).generic_string(), text));
    }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace vxs::test
