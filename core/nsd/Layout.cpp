#include "core/nsd/Layout.h"

#include "core/base/Error.h"
#include "core/nsd/Dataset.h"

#include <array>
#include <cctype>

namespace vxs::nsd {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// Session number of "betas_session07.hdf5" for the suffix ".hdf5"; 0 when the name is another.
int sessionNumber(const std::string& name, const std::string& suffix) {
  const std::string prefix = "betas_session";
  if (name.size() != prefix.size() + 2 + suffix.size() || !name.starts_with(prefix) ||
      !name.ends_with(suffix))
    return 0;
  const unsigned char tens = static_cast<unsigned char>(name[prefix.size()]);
  const unsigned char ones = static_cast<unsigned char>(name[prefix.size() + 1]);
  return std::isdigit(tens) && std::isdigit(ones) ? (tens - '0') * 10 + (ones - '0') : 0;
}

}  // namespace

std::string betasFolder(const std::string& version) {
  if (version == "b1") return "betas_assumehrf";
  if (version == "b2") return "betas_fithrf";
  if (version == "b3") return "betas_fithrf_GLMdenoise_RR";
  if (version.starts_with("betas_") && version.find('/') == std::string::npos) return version;
  throw UsageError("unknown betas '" + version +
                   "': expected b1, b2, b3 or a folder name such as betas_fithrf");
}

std::string Layout::subjectName(int subject) {
  if (subject < 1 || subject > 8)
    throw Error("there is no subject " + std::to_string(subject) + ": NSD's subjects are 1 to 8");
  return "subj0" + std::to_string(subject);
}

fs::path Layout::betasRoot(int subject) const {
  return m_root / "nsddata_betas" / "ppdata" / subjectName(subject) / "func1pt8mm";
}

fs::path Layout::betas(int subject, const std::string& version) const {
  return betasRoot(subject) / betasFolder(version);
}

fs::path Layout::functional(int subject) const {
  return m_root / "nsddata" / "ppdata" / subjectName(subject) / "func1pt8mm";
}

fs::path Layout::design() const {
  return m_root / "nsddata" / "experiments" / "nsd" / "nsd_expdesign.mat";
}

fs::path Layout::stimulusInfo() const {
  return m_root / "nsddata" / "experiments" / "nsd" / "nsd_stim_info_merged.csv";
}

fs::path Layout::stimuli() const {
  return m_root / "nsddata_stimuli" / "stimuli" / "nsd" / "nsd_stimuli.hdf5";
}

fs::path Layout::captions(const std::string& split) const {
  const std::string name = "captions_" + split + ".json";
  const fs::path usual = m_root / "nsddata_stimuli" / "stimuli" / "nsd" / "annotations" / name;
  const fs::path atRoot = m_root / "annotations" / name;
  return !isFile(usual) && isFile(atRoot) ? atRoot : usual;
}

std::vector<fs::path> Layout::labelTables(int subject, const std::string& atlas) const {
  return {m_root / "nsddata" / "freesurfer" / subjectName(subject) / "label" / (atlas + ".mgz.ctab"),
          m_root / "nsddata" / "templates" / (atlas + ".ctab")};
}

std::optional<fs::path> findNifti(const fs::path& folder, const std::string& stem) {
  for (const char* suffix : {".nii.gz", ".nii"}) {
    const fs::path path = folder / (stem + suffix);
    if (isFile(path)) return path;
  }
  return std::nullopt;
}

std::map<int, SessionFile> sessionFiles(const fs::path& folder) {
  struct Format {
    const char* suffix;
    const char* name;
  };
  constexpr std::array<Format, 4> kFormats{
      {{".hdf5", "hdf5"}, {".mat", "mat"}, {".nii", "nifti"}, {".nii.gz", "nifti"}}};
  std::map<int, SessionFile> found;
  std::error_code code;
  if (!fs::is_directory(folder, code)) return found;
  for (const Format& format : kFormats)
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
      const int number = sessionNumber(entry.path().filename().string(), format.suffix);
      if (number > 0 && isFile(entry.path()))
        found.try_emplace(number, SessionFile{entry.path(), format.name});
    }
  if (code) throw Error("cannot list " + folder.string() + ": " + code.message());
  return found;
}

}  // namespace vxs::nsd
