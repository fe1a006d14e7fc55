#include "core/store/VoxelStore.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/base/MappedFile.h"
#include "core/store/Half.h"
#include "core/store/StoreFiles.h"
#include "core/volume/Nifti.h"

#include <nlohmann/json.hpp>

namespace vxs::store {

struct VoxelStore::Impl {
  std::filesystem::path folder;
  StoreInfo info;
  Mask mask;
  std::vector<nsd::Trial> trials;
  std::vector<float> ncsnr;
  std::vector<LabelAtlas> atlases;
  std::optional<Volume> underlay;
  std::optional<Mask> brain;
  MappedFile responses;
  std::span<const std::uint16_t> row(std::size_t index) const {
    const auto* halves = reinterpret_cast<const std::uint16_t*>(responses.bytes().data());
    return {halves + index * mask.size(), mask.size()};
  }
};

namespace {

nlohmann::json readDescription(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "store.json";
  if (!std::filesystem::exists(folder))
    throw Error("there is no store " + folder.string() +
                " (a run finds its store when both are moved together)");
  if (!std::filesystem::exists(file))
    throw Error(folder.string() +
                " is not a prepared store (no store.json): make one with 'voxelscope-cli prepare'");
  try {
    return nlohmann::json::parse(readFile(file));
  } catch (const nlohmann::json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

}  // namespace

VoxelStore VoxelStore::open(const std::filesystem::path& folder) {
  const nlohmann::json description = readDescription(folder);
  StoreInfo info = storeInfoFrom(description, folder / "store.json");
  const std::filesystem::path responses = folder / "responses.f16";
  auto impl = std::make_unique<Impl>(Impl{std::filesystem::absolute(folder),
                                          std::move(info),
                                          Mask::positive(readNifti(folder / "mask.nii.gz")),
                                          readTrials(folder / "trials.tsv"),
                                          {},
                                          readAtlases(folder / "atlases"),
                                          {},
                                          {},
                                          MappedFile(responses)});
  const std::size_t expected = impl->trials.size() * impl->mask.size() * sizeof(std::uint16_t);
  if (impl->responses.bytes().size() != expected)
    throw Error(responses.string() + " has " + std::to_string(impl->responses.bytes().size()) +
                " bytes, expected " + std::to_string(expected) + " for " +
                std::to_string(impl->trials.size()) + " trials of " + std::to_string(impl->mask.size()) +
                " voxels");
  impl->ncsnr = impl->mask.gather(readNifti(folder / "ncsnr.nii.gz"));
  if (std::filesystem::exists(folder / "underlay.nii.gz"))
    impl->underlay = readNifti(folder / "underlay.nii.gz");
  if (std::filesystem::exists(folder / "brain.nii.gz"))
    impl->brain = Mask::positive(readNifti(folder / "brain.nii.gz"));
  else if (impl->info.maskName == "brain")  // stores of an earlier version
    impl->brain = impl->mask;
  return VoxelStore(std::move(impl));
}

VoxelStore::VoxelStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
VoxelStore::~VoxelStore() = default;
VoxelStore::VoxelStore(VoxelStore&&) noexcept = default;

const std::filesystem::path& VoxelStore::folder() const {
  return m_impl->folder;
}
const StoreInfo& VoxelStore::info() const {
  return m_impl->info;
}
const Mask& VoxelStore::mask() const {
  return m_impl->mask;
}
const std::vector<nsd::Trial>& VoxelStore::trials() const {
  return m_impl->trials;
}
const std::vector<float>& VoxelStore::ncsnr() const {
  return m_impl->ncsnr;
}
const std::vector<LabelAtlas>& VoxelStore::atlases() const {
  return m_impl->atlases;
}
const std::optional<Volume>& VoxelStore::underlay() const {
  return m_impl->underlay;
}
const std::optional<Mask>& VoxelStore::brain() const {
  return m_impl->brain;
}

void VoxelStore::readTrial(std::size_t row, std::span<float> out) const {
  if (row >= trials().size() || out.size() != voxelCount())
    throw Error("store " + folder().string() + ": no trial in row " + std::to_string(row) + " of " +
                std::to_string(trials().size()) + ", or a buffer of the wrong size");
  fromHalf(m_impl->row(row), out.data());
}

std::vector<float> VoxelStore::meanOf(std::span<const std::size_t> rows) const {
  std::vector<float> mean(voxelCount(), 0.0F), trial(voxelCount());
  for (const std::size_t row : rows) {
    readTrial(row, trial);
    for (std::size_t v = 0; v < mean.size(); ++v) mean[v] += trial[v];
  }
  const float scale = rows.empty() ? 0.0F : 1.0F / static_cast<float>(rows.size());
  for (float& value : mean) value *= scale;
  return mean;
}

}  // namespace vxs::store
