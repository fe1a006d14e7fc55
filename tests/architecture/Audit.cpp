#include "tests/architecture/Audit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace vxs::test {
namespace {

struct Folder {
  const char* path;
  int level;
};
// the more particular folder stands first
constexpr Folder kFolders[] = {
    {"core/base/", 0},  {"core/volume/", 1},   {"core/nsd/", 1},   {"core/metrics/", 2},
    {"core/store/", 2}, {"models/", 2},        {"core/train/", 3}, {"core/synthetic/", 3},
    {"core/scene/", 3}, {"core/workflow/", 4}, {"ui/paint/", 4},   {"ui/", 5},
    {"app/gui/", 6},    {"app/cli/", 6},
};

struct ThirdParty {
  const char* name;
  std::regex header;
  std::vector<std::string> places;
};

const std::vector<ThirdParty>& thirdParties() {
  static const std::vector<ThirdParty> parties{
      {"Qt", std::regex("^(Qt[A-Z]\\w*/)?Q[A-Za-z]\\w*$"), {"ui/", "app/gui/", "app/cli/figure/"}},
      {"Torch", std::regex("^(torch|ATen|c10)/"), {"models/", "core/train/", "core/workflow/neural/"}},
      {"HDF5 or MAT", std::regex("^(hdf5|H5\\w+|matio)\\w*\\.h$"), {"core/nsd/", "core/store/"}},
      {"NIfTI", std::regex("^(nifti/)?(nifti\\w*|znzlib)\\.h$"), {"core/volume/"}},
      {"VTK", std::regex("^(vtk|QVTK)\\w+\\.h$"), {"core/scene/", "tests/core/scene/"}},
      {"OpenCV", std::regex("^opencv2?/"), {"models/blip/", "core/synthetic/"}},
  };
  return parties;
}

bool startsWithAny(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const auto& prefix) { return path.starts_with(prefix); });
}

const Folder* folderOf(const std::string& path) {
  for (const Folder& folder : kFolders)
    if (path.starts_with(folder.path)) return &folder;
  return nullptr;
}

bool mayInclude(const std::string& from, const Folder& source, const Folder& target) {
  if (&source == &target) return true;
  if (from.starts_with("core/nsd/") && std::string(target.path) == "core/volume/") return true;
  if (from.starts_with("app/cli/") && std::string(target.path) == "ui/") return false;
  return target.level < source.level;
}

class Audit {
 public:
  explicit Audit(const std::vector<SourceFile>& files) : m_files(files) {
    for (const SourceFile& file : files) m_byPath[file.path] = &file;
  }

  std::vector<std::string> run() {
    for (const SourceFile& file : m_files) {
      checkSize(file);
      const Folder* folder = folderOf(file.path);
      if (!folder) {
        report(file, "lies in no known folder");
        continue;
      }
      for (std::size_t i = 0; i < file.includes.size(); ++i) checkInclude(file, *folder, i);
      checkTorch(file);
    }
    return m_violations;
  }

 private:
  void report(const SourceFile& file, const std::string& what) {
    m_violations.push_back(file.path + ": " + what);
  }

  void checkSize(const SourceFile& file) {
    const int limit = file.isHeader() ? 250 : 400;
    if (file.lines > limit)
      report(file, std::to_string(file.lines) + " lines, more than " + std::to_string(limit));
  }

  void checkInclude(const SourceFile& file, const Folder& folder, std::size_t i) {
    const std::string& include = file.includes[i];
    for (const ThirdParty& party : thirdParties())
      if (std::regex_search(include, party.header) && !startsWithAny(file.path, party.places))
        report(file, std::string("may not include ") + party.name + " (" + include + ")");
    if (!file.quoted[i] || include == "VoxelscopeVersion.h") return;
    const Folder* target = folderOf(include);
    if (!m_byPath.contains(include))
      report(file, "includes \"" + include + "\", which is no path from the repository's root");
    else if (target && !mayInclude(file.path, folder, *target))
      report(file, std::string("an arrow that points the wrong way, to ") + include);
  }

  void checkTorch(const SourceFile& file) {
    const ThirdParty& qt = thirdParties()[0];
    const ThirdParty& torch = thirdParties()[1];
    std::set<std::string> seen;
    const std::optional<std::string> way = wayTo(torch.header, file, seen);
    if (!way) return;
    const bool direct = std::any_of(file.includes.begin(), file.includes.end(), [&](const auto& include) {
      return std::regex_search(include, torch.header);
    });
    if (!direct && !startsWithAny(file.path, torch.places)) report(file, "sees Torch through " + *way);
    seen.clear();
    if (wayTo(qt.header, file, seen)) report(file, "includes both Qt and Torch");
  }

  /// The header by which `file` reaches an include that matches, itself included; empty when it does not.
  std::optional<std::string> wayTo(const std::regex& header, const SourceFile& file,
                                   std::set<std::string>& seen) const {
    for (const std::string& include : file.includes) {
      if (std::regex_search(include, header)) return include;
      const auto found = m_byPath.find(include);
      if (found == m_byPath.end() || !seen.insert(include).second) continue;
      if (wayTo(header, *found->second, seen)) return include;
    }
    return std::nullopt;
  }

  const std::vector<SourceFile>& m_files;
  std::map<std::string, const SourceFile*> m_byPath;
  std::vector<std::string> m_violations;
};

}  // namespace

std::vector<std::string> violationsOf(const std::vector<SourceFile>& files) {
  return Audit(files).run();
}

}  // namespace vxs::test
