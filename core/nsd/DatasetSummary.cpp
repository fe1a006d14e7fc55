#include "core/base/Error.h"
#include "core/nsd/BetaSession.h"
#include "core/nsd/DatasetImpl.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <array>
#include <set>

// Dataset::summary: looks at everything and stumbles over nothing.

namespace vxs::nsd {
namespace {

namespace fs = std::filesystem;

constexpr std::array kKnownBetas{"betas_fithrf_GLMdenoise_RR", "betas_fithrf",
                                 "betas_assumehrf"};  // best first

class Summarizer {
 public:
  Summarizer(const Dataset& dataset, const Layout& layout, std::mutex& hdf5Mutex, int subject)
      : m_dataset(dataset), m_layout(layout), m_hdf5Mutex(hdf5Mutex) {
    m_summary.subject = subject;
  }

  SubjectSummary run() {
    listBetas();
    findGrid();
    countTrials();
    listRegions();
    listMissing();
    return std::move(m_summary);
  }

 private:
  int subject() const { return m_summary.subject; }

  /// A file that is there but cannot be read is as good as missing; the reason is kept.
  template <class Work>
  void tolerating(const fs::path& path, Work&& work) {
    try {
      work();
    } catch (const Error& error) {
      m_summary.missing.push_back(path.string() + " (unreadable: " + error.message() + ")");
    }
  }

  void listBetas() {
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_layout.betasRoot(subject()), code)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("betas_") && entry.is_directory(code)) m_summary.betaVersions.push_back(name);
    }
    std::sort(m_summary.betaVersions.begin(), m_summary.betaVersions.end());
    m_bestBetas = kKnownBetas.front();
    for (const char* known : kKnownBetas) {
      const auto files = sessionFiles(m_layout.betas(subject(), known));
      if (files.empty()) continue;
      m_bestBetas = known;
      for (const auto& [number, file] : files) {
        m_summary.sessions.push_back(number);
        m_summary.sessionFormats.push_back(file.format);
      }
      m_firstSession = files.begin()->second;
      break;
    }
  }

  void findGrid() {
    const fs::path functional = m_layout.functional(subject());
    const fs::path betas = m_layout.betas(subject(), m_bestBetas);
    const std::array<std::pair<fs::path, const char*>, 4> candidates{{{functional, "brainmask"},
                                                                      {functional, "T1_to_func1pt8mm"},
                                                                      {functional, "mean"},
                                                                      {betas, "ncsnr"}}};
    for (const auto& [folder, stem] : candidates)
      if (const auto path = findNifti(folder, stem); path && !m_summary.grid)
        tolerating(*path, [&] { m_summary.grid = inspectNifti(*path).grid; });
    if (m_summary.grid || !m_firstSession) return;
    const std::scoped_lock lock(m_hdf5Mutex);
    tolerating(m_firstSession->path, [&] { m_summary.grid = sessionGrid(*m_firstSession); });
  }

  void countTrials() {
    m_summary.trialCount = static_cast<int>(m_summary.sessions.size()) * kTrialsPerSession;
    std::error_code ignored;
    if (m_summary.sessions.empty() || !fs::exists(m_layout.design(), ignored)) return;
    tolerating(m_layout.design(), [&] {
      const std::vector<Trial> trials = m_dataset.trials(subject(), m_bestBetas);
      std::set<std::int32_t> images;
      for (const Trial& trial : trials) images.insert(trial.nsdId);
      m_summary.trialCount = static_cast<int>(trials.size());
      m_summary.imageCount = static_cast<int>(images.size());
    });
  }

  void listRegions() {
    for (const std::string& name : m_dataset.atlases(subject()))
      tolerating(m_layout.roi(subject()) / name, [&] {
        const LabelAtlas atlas = m_dataset.atlas(subject(), name);
        std::set<std::int32_t> labels;
        for (const std::int32_t label : atlas.labels)
          if (label > 0) labels.insert(label);
        m_summary.rois.emplace_back(name, static_cast<int>(labels.size()));
      });
  }

  void need(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) m_summary.missing.push_back(path.string());
  }

  void needNifti(const fs::path& folder, const std::string& stem) {
    if (!findNifti(folder, stem)) m_summary.missing.push_back((folder / (stem + ".nii.gz")).string());
  }

  void listMissing() {
    const fs::path betas = m_layout.betas(subject(), m_bestBetas);
    if (m_summary.sessions.empty()) m_summary.missing.push_back((betas / "betas_session01.hdf5").string());
    need(m_layout.design());
    need(m_layout.stimuli());
    need(m_layout.stimulusInfo());
    need(m_layout.captions("train2017"));
    need(m_layout.captions("val2017"));
    needNifti(betas, "ncsnr");
    needNifti(m_layout.functional(subject()), "brainmask");
    needNifti(m_layout.functional(subject()), "T1_to_func1pt8mm");
    for (const std::string name : {"nsdgeneral", "prf-visualrois"})
      if (!findNifti(m_layout.roi(subject()), "lh." + name)) needNifti(m_layout.roi(subject()), name);
  }

  const Dataset& m_dataset;
  const Layout& m_layout;
  std::mutex& m_hdf5Mutex;
  SubjectSummary m_summary;
  std::string m_bestBetas;
  std::optional<SessionFile> m_firstSession;
};

}  // namespace

SubjectSummary Dataset::summary(int subject) const {
  return Summarizer(*this, m_impl->layout, m_impl->hdf5Mutex, subject).run();
}

}  // namespace vxs::nsd
