#pragma once

#include "core/base/Progress.h"
#include "core/base/RgbImage.h"
#include "core/nsd/Trial.h"
#include "core/volume/LabelAtlas.h"
#include "core/volume/Mask.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vxs::nsd {

/// What `inspect` shows of one subject. Every file of NSD is optional.
struct SubjectSummary {
  int subject = 0;                          ///< 1..8
  std::optional<Grid> grid;                 ///< of func1pt8mm, from the first file that tells
  std::vector<std::string> betaVersions;    ///< present folder names, e.g. "betas_fithrf_GLMdenoise_RR"
  std::vector<int> sessions;                ///< of the best beta version (b3, else b2, else b1), ascending
  std::vector<std::string> sessionFormats;  ///< "hdf5", "nifti" or "mat", parallel to sessions
  int trialCount = 0;
  int imageCount = 0;                             ///< distinct images in those sessions
  std::vector<std::pair<std::string, int>> rois;  ///< atlas name, number of labels present
  std::vector<std::string> missing;               ///< what a full workflow needs and is not there, as paths
};

/// One release of betas: b1 assumehrf, b2 fithrf, b3 fithrf_GLMdenoise_RR.
std::string betasFolder(const std::string& version);

/// The Natural Scenes Dataset (Allen et al. 2022) on disk, func1pt8mm space. Opens nothing until asked;
/// throws Error naming the file and the reason when something that is asked for is missing or broken. Reading
/// functions are const and may be called from several threads, one call at a time each.
class Dataset {
 public:
  explicit Dataset(std::filesystem::path root);
  ~Dataset();
  Dataset(Dataset&&) noexcept;

  const std::filesystem::path& root() const;
  /// True when the folder carries the marker that `synthesize` writes (SYNTHETIC.txt): views must say so.
  bool synthetic() const;
  std::vector<int> subjects() const;
  SubjectSummary summary(int subject) const;

  /// Chronological stimulus trials of the sessions that are on disk, from nsd_expdesign.mat; nsdId 0-based.
  std::vector<Trial> trials(int subject, const std::string& betas = "b3") const;
  std::vector<int> sessions(int subject, const std::string& betas = "b3") const;
  /// One session's single-trial betas in percent signal change, [750 trials, mask voxels] trial-major. Reads
  /// HDF5 in bounded slabs, else NIfTI frame by frame. Voxels that are 0 in all trials are invalid in that
  /// session and stay 0.
  std::vector<float> readSession(int subject, int session, const Mask& mask, const std::string& betas,
                                 Progress& progress) const;
  Volume ncsnr(int subject, const std::string& betas = "b3") const;
  bool hasBrainMask(int subject) const;
  Volume brainMask(int subject) const;
  /// T1_to_func1pt8mm, else mean.nii.gz; empty when neither exists.
  std::optional<Volume> underlay(int subject) const;
  /// Anatomical and mean volumes on the functional grid that are there: "T1", "T2", "mean EPI"; underlay()'s
  /// first.
  std::vector<std::string> underlayNames(int subject) const;
  /// One of them. Throws Error when it is not there.
  Volume readUnderlay(int subject, const std::string& name) const;
  /// Atlas names (without lh./rh.), e.g. "prf-visualrois", "nsdgeneral".
  std::vector<std::string> atlases(int subject) const;
  LabelAtlas atlas(int subject, const std::string& name) const;

  /// The 425 x 425 stimulus as shown, by hyperslab.
  RgbImage stimulus(std::int32_t nsdId) const;
  /// COCO captions of the image, file order, trimmed; empty when the JSON is missing. Parsed once.
  const std::vector<std::string>& captions(std::int32_t nsdId) const;
  /// The first of them, which features are made of; empty when there is none.
  std::string firstCaption(std::int32_t nsdId) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace vxs::nsd
