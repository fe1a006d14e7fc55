#include "core/synthetic/TruthFiles.h"

#include "core/base/AtomicFile.h"
#include "core/base/Npy.h"
#include "core/volume/Nifti.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vxs::synthetic {
namespace {

void writeMaps(const std::filesystem::path& folder, const ResponseModel& model) {
  const Brain& brain = model.brain();
  Volume attainable(brain.grid, brain.affine), ncsnr(brain.grid, brain.affine),
      ceiling(brain.grid, brain.affine);
  for (std::size_t v = 0; v < brain.voxels.size(); ++v) {
    const std::uint32_t index = brain.voxels[v].index;
    const float ratio = model.ncsnr(v);
    attainable.values[index] = model.attainable(v);
    ncsnr.values[index] = ratio;
    ceiling.values[index] = ratio * ratio / (ratio * ratio + 1.0F / 3.0F);
  }
  writeNifti(folder / "attainable.nii.gz", attainable, NiftiType::Float32, "SYNTHETIC attainable accuracy");
  writeNifti(folder / "ncsnr.nii.gz", ncsnr, NiftiType::Float32, "SYNTHETIC true ncsnr");
  writeNifti(folder / "noise_ceiling.nii.gz", ceiling, NiftiType::Float32,
             "SYNTHETIC true ceiling, 3 trials");
}

void writeFields(const std::filesystem::path& folder, const Brain& brain) {
  std::string text = "voxel\tx_deg\ty_deg\tsd_deg\n";
  for (const BrainVoxel& voxel : brain.voxels)
    if (voxel.fieldSize > 0)
      text += fmt::format("{}\t{:.4f}\t{:.4f}\t{:.4f}\n", voxel.index, voxel.fieldX, voxel.fieldY,
                          voxel.fieldSize);
  writeFileAtomically(folder / "receptive_fields.tsv", text);
}

void writeScenes(const std::filesystem::path& folder, const std::vector<Scene>& scenes) {
  nlohmann::json all = nlohmann::json::array();
  for (const Scene& scene : scenes) {
    nlohmann::json objects = nlohmann::json::array();
    for (const SceneObject& object : scene.objects)
      objects.push_back({{"category", categoryName(object.category)},
                         {"color", colorNames()[static_cast<std::size_t>(object.color)]},
                         {"x", object.x},
                         {"y", object.y},
                         {"size", object.size}});
    all.push_back({{"background", backgroundNames()[static_cast<std::size_t>(scene.background)]},
                   {"objects", objects}});
  }
  writeFileAtomically(folder / "scenes.json", all.dump(1));
}

void writeSignal(const std::filesystem::path& folder, const ResponseModel& model,
                 const std::vector<bool>& sharedImage) {
  std::vector<std::size_t> images, voxels;
  std::string list;
  for (std::size_t i = 0; i < sharedImage.size(); ++i)
    if (sharedImage[i]) images.push_back(i), list += std::to_string(i) + "\n";
  for (std::size_t v = 0; v < model.brain().voxels.size(); ++v)
    if (model.brain().voxels[v].visual) voxels.push_back(v);
  std::vector<float> rows(images.size() * voxels.size());
  for (std::size_t k = 0; k < voxels.size(); ++k) {
    const std::vector<float> signal = model.signal(voxels[k]);
    for (std::size_t i = 0; i < images.size(); ++i) rows[i * voxels.size() + k] = signal[images[i]];
  }
  const std::int64_t shape[] = {static_cast<std::int64_t>(images.size()),
                                static_cast<std::int64_t>(voxels.size())};
  writeNpy(folder / "signal.npy", shape, rows);
  writeFileAtomically(folder / "signal_images.txt", list);
}

}  // namespace

void writeTruth(const std::filesystem::path& folder, const ResponseModel& model,
                const std::vector<Scene>& scenes, const std::vector<bool>& sharedImage) {
  writeMaps(folder, model);
  writeFields(folder, model.brain());
  writeScenes(folder, scenes);
  writeSignal(folder, model, sharedImage);
}

}  // namespace vxs::synthetic
