#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vxs::nsd {

/// Where NSD keeps its files, func1pt8mm space. Only names: nothing is opened. Subjects are 1..8 (else
/// Error).
class Layout {
 public:
  explicit Layout(std::filesystem::path root) : m_root(std::move(root)) {}
  const std::filesystem::path& root() const { return m_root; }

  static std::string subjectName(int subject);  ///< "subj01"
  std::filesystem::path betasRoot(int subject) const;
  /// `version` is b1, b2, b3 or a folder's name.
  std::filesystem::path betas(int subject, const std::string& version) const;
  std::filesystem::path functional(int subject) const;
  std::filesystem::path roi(int subject) const { return functional(subject) / "roi"; }
  std::filesystem::path design() const;
  std::filesystem::path stimulusInfo() const;
  std::filesystem::path stimuli() const;
  /// captions_train2017.json or captions_val2017.json, where it lies or, when nowhere, where it should.
  std::filesystem::path captions(const std::string& split) const;
  /// Colour tables that may name an atlas' labels, best first.
  std::vector<std::filesystem::path> labelTables(int subject, const std::string& atlas) const;

 private:
  std::filesystem::path m_root;
};

/// folder/stem.nii.gz or folder/stem.nii, whichever is a file.
std::optional<std::filesystem::path> findNifti(const std::filesystem::path& folder, const std::string& stem);

struct SessionFile {
  std::filesystem::path path;
  std::string format;  ///< "hdf5", "mat" or "nifti"
};

/// The betas_sessionBB files of a folder by session number; of several formats the one that is quickest to
/// read. Empty when the folder is missing.
std::map<int, SessionFile> sessionFiles(const std::filesystem::path& folder);

}  // namespace vxs::nsd
