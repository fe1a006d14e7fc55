#include "core/store/VoxelStoreWriter.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/MappedFile.h"
#include "core/base/Random.h"
#include "core/store/Half.h"
#include "core/store/StoreFiles.h"
#include "core/volume/Nifti.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace vxs::store {
namespace {

/// z-scores every voxel of a [trials, voxels] block in place, row by row (the block may be far larger than
/// the caches); returns '\1' for a voxel with variance, '\0' and zeros for one without.
std::string standardise(std::vector<float>& betas, std::size_t trials, std::size_t voxels) {
  std::vector<double> mean(voxels), sd(voxels);
  for (std::size_t t = 0; t < trials; ++t)
    for (std::size_t v = 0; v < voxels; ++v) mean[v] += betas[t * voxels + v];
  for (double& m : mean) m /= static_cast<double>(trials);
  for (std::size_t t = 0; t < trials; ++t)
    for (std::size_t v = 0; v < voxels; ++v) {
      const double deviation = betas[t * voxels + v] - mean[v];
      sd[v] += deviation * deviation;
    }
  std::string valid(voxels, '\0');
  for (std::size_t v = 0; v < voxels; ++v) {
    sd[v] = std::sqrt(sd[v] / static_cast<double>(trials));
    valid[v] = std::isfinite(sd[v]) && sd[v] > 0 ? '\1' : '\0';
  }
  for (std::size_t t = 0; t < trials; ++t)
    for (std::size_t v = 0; v < voxels; ++v) {
      float& value = betas[t * voxels + v];
      value = valid[v] ? static_cast<float>((value - mean[v]) / sd[v]) : 0.0F;
    }
  return valid;
}

std::string hashOf(const std::filesystem::path& file) {
  const MappedFile mapped(file);
  const auto bytes = mapped.bytes();
  return fmt::format("{:016x}", fnv1a64({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
}

}  // namespace

struct VoxelStoreWriter::Impl {
  std::filesystem::path out, partial;
  StoreInfo info;
  Mask mask;

  std::filesystem::path sessionFile(int session) const {
    return partial / fmt::format("session-{:02d}.f16", session);
  }
  std::filesystem::path validFile(int session) const {
    return partial / fmt::format("session-{:02d}.valid", session);
  }
  std::string parameters() const {
    nlohmann::json json = toJson(info);
    json["maskHash"] = fnv1a64({reinterpret_cast<const char*>(mask.voxels.data()),
                                mask.voxels.size() * sizeof(mask.voxels.front())});
    return json.dump();
  }
  std::vector<std::size_t> keptVoxels() const;
  /// Returns the number of trials.
  std::size_t joinSessions(const std::vector<std::size_t>& kept) const;
  void requireAsManyTrials(std::size_t responses, std::size_t trials) const;
};

std::vector<std::size_t> VoxelStoreWriter::Impl::keptVoxels() const {
  std::string valid(mask.size(), '\1');
  for (const int session : info.sessions) {
    const std::string flags = readFile(validFile(session));
    if (flags.size() != mask.size()) throw Error(validFile(session).string() + " is damaged: wrong size");
    for (std::size_t v = 0; v < valid.size(); ++v) valid[v] = static_cast<char>(valid[v] & flags[v]);
  }
  std::vector<std::size_t> kept;
  for (std::size_t v = 0; v < valid.size(); ++v)
    if (valid[v]) kept.push_back(v);
  if (kept.empty())
    throw Error("cannot prepare " + out.string() + ": no voxel of the mask has data in every session");
  return kept;
}

void VoxelStoreWriter::Impl::requireAsManyTrials(std::size_t responses, std::size_t trials) const {
  if (responses != trials)
    throw Error("cannot prepare " + out.string() + ": the sessions hold " + std::to_string(responses) +
                " responses but " + std::to_string(trials) + " trials are listed");
}

std::size_t VoxelStoreWriter::Impl::joinSessions(const std::vector<std::size_t>& kept) const {
  std::size_t joinedTrials = 0;
  AtomicFile joined(partial / "responses.f16");
  std::vector<std::uint16_t> row(kept.size());
  for (const int session : info.sessions) {
    const MappedFile mapped(sessionFile(session));
    const auto* halves = reinterpret_cast<const std::uint16_t*>(mapped.bytes().data());
    const std::size_t trials = mapped.bytes().size() / sizeof(std::uint16_t) / mask.size();
    joinedTrials += trials;
    for (std::size_t t = 0; t < trials; ++t) {
      for (std::size_t i = 0; i < kept.size(); ++i) row[i] = halves[t * mask.size() + kept[i]];
      joined.stream().write(reinterpret_cast<const char*>(row.data()),
                            static_cast<std::streamsize>(row.size() * sizeof(row.front())));
    }
  }
  joined.commit();
  return joinedTrials;
}

VoxelStoreWriter::VoxelStoreWriter(std::filesystem::path out, StoreInfo info, Mask mask)
    : m_impl(std::make_unique<Impl>()) {
  m_impl->out = std::filesystem::absolute(out);
  m_impl->partial = m_impl->out.string() + ".partial";
  m_impl->info = std::move(info);
  m_impl->mask = std::move(mask);
  if (std::filesystem::exists(m_impl->out) && !std::filesystem::is_empty(m_impl->out))
    throw Error("cannot prepare " + out.string() + ": it exists already and is not empty");
  const std::filesystem::path parameters = m_impl->partial / "parameters.json";
  if (std::filesystem::exists(parameters) && readFile(parameters) == m_impl->parameters()) return;
  std::filesystem::remove_all(m_impl->partial);
  std::error_code code;
  std::filesystem::create_directories(m_impl->partial, code);
  if (code) throw Error("cannot make the folder " + m_impl->partial.string() + ": " + code.message());
  writeFileAtomically(parameters, m_impl->parameters());
}

VoxelStoreWriter::~VoxelStoreWriter() = default;

bool VoxelStoreWriter::hasSession(int session) const {
  return std::filesystem::exists(m_impl->validFile(session));
}

void VoxelStoreWriter::writeSession(int session, std::vector<float>& betas, std::size_t trials) {
  const std::size_t voxels = m_impl->mask.size();
  if (betas.size() != trials * voxels)
    throw Error("session " + std::to_string(session) + " has the wrong size");
  const std::string valid = standardise(betas, trials, voxels);
  std::vector<std::uint16_t> halves(betas.size());
  toHalf(betas, halves.data());
  writeFileAtomically(m_impl->sessionFile(session),
                      {reinterpret_cast<const char*>(halves.data()), halves.size() * sizeof(halves.front())});
  // written second: its presence says that the session is complete
  writeFileAtomically(m_impl->validFile(session), valid);
}

VoxelStore VoxelStoreWriter::finish(const std::vector<nsd::Trial>& trials, const Volume& ncsnr,
                                    const std::vector<LabelAtlas>& atlases,
                                    const std::optional<Volume>& underlay, const std::optional<Mask>& brain) {
  Impl& d = *m_impl;
  const std::vector<std::size_t> kept = d.keptVoxels();
  d.requireAsManyTrials(d.joinSessions(kept), trials.size());
  Mask mask{d.mask.grid, d.mask.affine, {}};
  for (const std::size_t v : kept) mask.voxels.push_back(d.mask.voxels[v]);
  writeNifti(d.partial / "mask.nii.gz", mask.indicator(), NiftiType::Int16,
             "mask " + d.info.maskName);
  writeNifti(d.partial / "ncsnr.nii.gz", mask.scatter(mask.gather(ncsnr)), NiftiType::Float32, "ncsnr");
  if (underlay) writeNifti(d.partial / "underlay.nii.gz", *underlay, NiftiType::Float32, "underlay");
  if (brain)
    writeNifti(d.partial / "brain.nii.gz", brain->indicator(),
               NiftiType::Int16, "brain mask");
  writeAtlases(d.partial / "atlases", atlases);
  writeTrials(d.partial / "trials.tsv", trials);
  d.info.droppedVoxels = static_cast<std::int64_t>(d.mask.size() - kept.size());
  d.info.fingerprint = hashOf(d.partial / "responses.f16");
  for (const int session : d.info.sessions) {
    std::filesystem::remove(d.sessionFile(session));
    std::filesystem::remove(d.validFile(session));
  }
  std::filesystem::remove(d.partial / "parameters.json");
  writeFileAtomically(d.partial / "store.json", toJson(d.info).dump(1));
  std::filesystem::remove(d.out);  // an empty folder of that name
  std::filesystem::rename(d.partial, d.out);
  return VoxelStore::open(d.out);
}

}  // namespace vxs::store
