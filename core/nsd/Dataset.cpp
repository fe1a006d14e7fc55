#include "core/nsd/Dataset.h"

#include "core/base/Error.h"
#include "core/nsd/BetaSession.h"
#include "core/nsd/Captions.h"
#include "core/nsd/DatasetImpl.h"
#include "core/nsd/LabelNames.h"
#include "core/nsd/StimulusInfo.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <array>
#include <set>

namespace vxs::nsd {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

fs::path requireNifti(const fs::path& folder, const std::string& stem) {
  if (const auto path = findNifti(folder, stem)) return *path;
  throw Error("cannot read " + (folder / (stem + ".nii.gz")).string() + ": no such file");
}

/// lh.* and rh.* in one: each says -1 where the cortex is the other's.
LabelAtlas mergeHemispheres(LabelAtlas left, const LabelAtlas& right, const fs::path& rightPath) {
  if (left.grid != right.grid)
    throw Error("cannot read " + rightPath.string() + ": its grid differs from the left hemisphere's");
  for (std::size_t i = 0; i < left.labels.size(); ++i)
    if (left.labels[i] <= 0) left.labels[i] = std::max(left.labels[i], right.labels[i]);
  return left;
}

}  // namespace

const ExperimentDesign& Dataset::Impl::design() {
  const std::scoped_lock lock(designMutex, hdf5Mutex);  // a v7.3 file goes through HDF5
  if (!m_design) m_design = readExperimentDesign(layout.design());
  return *m_design;
}

const Stimuli& Dataset::Impl::stimuli() {
  if (!m_stimuli) m_stimuli.emplace(layout.stimuli());
  return *m_stimuli;
}

const std::vector<std::vector<std::string>>& Dataset::Impl::captions() {
  if (m_captions) return *m_captions;
  const std::vector<StimulusOrigin> images = readStimulusInfo(layout.stimulusInfo());
  std::vector<std::vector<std::string>> all(images.size());
  for (const std::string split : {"train2017", "val2017"}) {
    const fs::path path = layout.captions(split);
    if (!isFile(path)) continue;
    CaptionsByImage wanted;
    for (const StimulusOrigin& image : images)
      if (image.cocoSplit == split) wanted.try_emplace(image.cocoId);
    readCocoCaptions(path, wanted);
    for (std::size_t i = 0; i < images.size(); ++i)
      if (images[i].cocoSplit == split) all[i] = wanted.at(images[i].cocoId);
  }
  m_captions = std::move(all);
  return *m_captions;
}

Dataset::Dataset(fs::path root) : m_impl(std::make_unique<Impl>(std::move(root))) {
  std::error_code code;
  if (!fs::is_directory(m_impl->layout.root(), code))
    throw Error("cannot open " + m_impl->layout.root().string() + ": " +
                (code ? code.message() : "it is not a folder"));
}

Dataset::~Dataset() = default;
Dataset::Dataset(Dataset&&) noexcept = default;

const fs::path& Dataset::root() const {
  return m_impl->layout.root();
}

bool Dataset::synthetic() const {
  return isFile(root() / "SYNTHETIC.txt");
}

std::vector<int> Dataset::subjects() const {
  std::vector<int> found;
  std::error_code ignored;
  for (int subject = 1; subject <= 8; ++subject)
    if (fs::is_directory(m_impl->layout.betasRoot(subject), ignored) ||
        fs::is_directory(m_impl->layout.functional(subject), ignored))
      found.push_back(subject);
  return found;
}

std::vector<int> Dataset::sessions(int subject, const std::string& betas) const {
  std::vector<int> numbers;
  for (const auto& [number, file] : sessionFiles(m_impl->layout.betas(subject, betas)))
    numbers.push_back(number);
  return numbers;
}

std::vector<Trial> Dataset::trials(int subject, const std::string& betas) const {
  const std::vector<int> present = sessions(subject, betas);
  const fs::path folder = m_impl->layout.betas(subject, betas);
  if (present.empty()) throw Error("there are no sessions of betas in " + folder.string());
  std::vector<Trial> all = m_impl->design().trials(subject);
  const int planned = static_cast<int>(all.size()) / kTrialsPerSession;
  if (present.back() > planned)
    throw Error("cannot read " + m_impl->layout.design().string() + ": it plans " + std::to_string(planned) +
                " sessions of " + std::to_string(kTrialsPerSession) + " trials, but " + folder.string() +
                " holds session " + std::to_string(present.back()));
  std::erase_if(all, [&](const Trial& trial) {
    return !std::binary_search(present.begin(), present.end(), trial.session);
  });
  return all;
}

std::vector<float> Dataset::readSession(int subject, int session, const Mask& mask, const std::string& betas,
                                        Progress& progress) const {
  const fs::path folder = m_impl->layout.betas(subject, betas);
  const std::map<int, SessionFile> files = sessionFiles(folder);
  const auto found = files.find(session);
  if (found == files.end())
    throw Error("there are no betas of session " + std::to_string(session) + " in " + folder.string());
  const std::string doing =
      "reading session " + std::to_string(session) + " of " + Layout::subjectName(subject);
  return withContext(doing, [&] {
    std::unique_lock lock(m_impl->hdf5Mutex, std::defer_lock);
    if (found->second.format != "nifti") lock.lock();
    return readBetaSession(found->second, mask, progress);
  });
}

Volume Dataset::ncsnr(int subject, const std::string& betas) const {
  return readNifti(requireNifti(m_impl->layout.betas(subject, betas), "ncsnr"));
}

bool Dataset::hasBrainMask(int subject) const {
  return findNifti(m_impl->layout.functional(subject), "brainmask").has_value();
}

Volume Dataset::brainMask(int subject) const {
  return readNifti(requireNifti(m_impl->layout.functional(subject), "brainmask"));
}

std::optional<Volume> Dataset::underlay(int subject) const {
  for (const char* stem : {"T1_to_func1pt8mm", "mean"})
    if (const auto path = findNifti(m_impl->layout.functional(subject), stem)) return readNifti(*path);
  return std::nullopt;
}

namespace {

/// Name of an underlay and its file's stem.
constexpr std::array<std::pair<const char*, const char*>, 3> kUnderlays{
    {{"T1", "T1_to_func1pt8mm"}, {"T2", "T2_to_func1pt8mm"}, {"mean EPI", "mean"}}};

}  // namespace

std::vector<std::string> Dataset::underlayNames(int subject) const {
  std::vector<std::string> names;
  for (const auto& [name, stem] : kUnderlays)
    if (findNifti(m_impl->layout.functional(subject), stem)) names.emplace_back(name);
  return names;
}

Volume Dataset::readUnderlay(int subject, const std::string& wanted) const {
  for (const auto& [name, stem] : kUnderlays)
    if (wanted == name) return readNifti(requireNifti(m_impl->layout.functional(subject), stem));
  throw Error("'" + wanted + "' is no underlay of this dataset");
}

std::vector<std::string> Dataset::atlases(int subject) const {
  std::set<std::string> names;
  std::error_code code;
  const fs::path folder = m_impl->layout.roi(subject);
  if (!fs::is_directory(folder, code)) return {};
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
    std::string name = entry.path().filename().string();
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
    if (!name.ends_with(".nii") || name.starts_with('.')) continue;
    name.resize(name.size() - 4);
    if (name.starts_with("lh.") || name.starts_with("rh.")) name.erase(0, 3);
    if (!name.empty()) names.insert(name);
  }
  return {names.begin(), names.end()};
}

LabelAtlas Dataset::atlas(int subject, const std::string& name) const {
  const fs::path folder = m_impl->layout.roi(subject);
  LabelAtlas atlas;
  if (const auto combined = findNifti(folder, name)) {
    atlas = readLabelAtlas(*combined, name);
  } else if (const auto left = findNifti(folder, "lh." + name)) {
    const fs::path right = requireNifti(folder, "rh." + name);
    atlas = mergeHemispheres(readLabelAtlas(*left, name), readLabelAtlas(right, name), right);
  } else {
    throw Error("there is no region set '" + name + "' in " + folder.string());
  }
  atlas.names = builtInLabelNames(name);
  for (const fs::path& table : m_impl->layout.labelTables(subject, name))
    if (isFile(table)) {
      atlas.names = readLabelTable(table);
      break;
    }
  return atlas;
}

RgbImage Dataset::stimulus(std::int32_t nsdId) const {
  const std::scoped_lock lock(m_impl->hdf5Mutex);
  return m_impl->stimuli().read(nsdId);
}

const std::vector<std::string>& Dataset::captions(std::int32_t nsdId) const {
  static const std::vector<std::string> kNone;
  if (!isFile(m_impl->layout.captions("train2017")) && !isFile(m_impl->layout.captions("val2017")))
    return kNone;
  const std::scoped_lock lock(m_impl->captionsMutex);
  const auto& all = m_impl->captions();
  if (nsdId < 0 || static_cast<std::size_t>(nsdId) >= all.size())
    throw Error(m_impl->layout.stimulusInfo().string() + " has no image " + std::to_string(nsdId));
  return all[static_cast<std::size_t>(nsdId)];
}

std::string Dataset::firstCaption(std::int32_t nsdId) const {
  const std::vector<std::string>& all = captions(nsdId);
  return all.empty() ? std::string() : all.front();
}

}  // namespace vxs::nsd
