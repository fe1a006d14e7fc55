#include "core/workflow/PrepareStore.h"

#include "core/base/Error.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStoreWriter.h"
#include "core/volume/GridText.h"
#include "core/volume/Nifti.h"

#include <chrono>
#include <set>

namespace vxs::workflow {
namespace {

Mask maskOf(const nsd::Dataset& dataset, const PrepareParams& params) {
  if (params.mask == "brain") return Mask::positive(dataset.brainMask(params.subject));
  if (params.mask == "whole") {
    const Volume ncsnr = dataset.ncsnr(params.subject, params.betas);
    return Mask::whole(ncsnr.grid, ncsnr.affine);
  }
  if (params.mask == "nsdgeneral") {
    const LabelAtlas atlas = dataset.atlas(params.subject, "nsdgeneral");
    Volume labels(atlas.grid, atlas.affine, 0.0F);
    for (std::size_t v = 0; v < atlas.labels.size(); ++v)
      labels.values[v] = static_cast<float>(atlas.labels[v]);
    return Mask::positive(labels);
  }
  if (!std::filesystem::exists(params.mask))
    throw UsageError("unknown mask '" + params.mask + "': use nsdgeneral, brain, whole or a NIfTI file");
  return withContext("reading the mask " + params.mask,
                     [&] { return Mask::positive(readNifti(params.mask)); });
}

/// Where the brain is, if the dataset says so: views draw anatomy around responses there and not the scalp.
std::optional<Mask> brainOf(const nsd::Dataset& dataset, const PrepareParams& params, const Mask& mask) {
  if (!dataset.hasBrainMask(params.subject)) return std::nullopt;
  Mask brain = Mask::positive(dataset.brainMask(params.subject));
  return brain.grid == mask.grid ? std::optional(std::move(brain)) : std::nullopt;
}

std::vector<LabelAtlas> atlasesOf(const nsd::Dataset& dataset, int subject, const Grid& grid) {
  std::vector<LabelAtlas> atlases;
  for (const std::string& name : dataset.atlases(subject)) {
    LabelAtlas atlas = dataset.atlas(subject, name);
    if (atlas.grid == grid) atlases.push_back(std::move(atlas));
  }
  return atlases;
}

}  // namespace

PrepareResult prepareStore(const PrepareParams& params, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const nsd::Dataset dataset(params.dataset);
  nsd::betasFolder(params.betas);  // refuses an unknown version before anything is read
  const std::vector<int> sessions = dataset.sessions(params.subject, params.betas);
  if (sessions.empty())
    throw Error("no sessions of subject " + std::to_string(params.subject) + " (" + params.betas + ") in " +
                params.dataset.string());
  const std::vector<nsd::Trial> trials = dataset.trials(params.subject, params.betas);
  const Mask mask = maskOf(dataset, params);
  // read before the sessions, which may take an hour: what is missing should be said at once
  const Volume ncsnr = dataset.ncsnr(params.subject, params.betas);
  if (ncsnr.grid != mask.grid)
    throw Error("the mask " + params.mask + " has " + sizeText(mask.grid) +
                " voxels, the subject's volumes have " + sizeText(ncsnr.grid));
  store::StoreInfo info{
      params.subject,      params.betas, params.mask, std::filesystem::absolute(params.dataset),
      dataset.synthetic(), sessions,     0,           {}};
  store::VoxelStoreWriter writer(params.out, info, mask);
  progress.begin("preparing sessions", static_cast<std::int64_t>(sessions.size()), "sessions");
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    progress.throwIfCancelled();
    if (!writer.hasSession(sessions[i]))
      withContext("preparing session " + std::to_string(sessions[i]), [&] {
        std::vector<float> betas =
            dataset.readSession(params.subject, sessions[i], mask, params.betas, progress);
        writer.writeSession(sessions[i], betas, betas.size() / mask.size());
      });
    progress.update(static_cast<std::int64_t>(i + 1));
  }
  std::optional<Volume> underlay = dataset.underlay(params.subject);
  if (underlay && underlay->grid != mask.grid) underlay.reset();
  const store::VoxelStore store = writer.finish(trials, ncsnr, atlasesOf(dataset, params.subject, mask.grid),
                                                underlay, brainOf(dataset, params, mask));
  std::set<std::int32_t> images;
  for (const nsd::Trial& trial : store.trials()) images.insert(trial.nsdId);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return {store.folder(),
          static_cast<std::int64_t>(store.trials().size()),
          static_cast<std::int64_t>(images.size()),
          static_cast<std::int64_t>(store.voxelCount()),
          store.info().droppedVoxels,
          elapsed.count()};
}

}  // namespace vxs::workflow
