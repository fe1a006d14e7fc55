#include "core/synthetic/SyntheticSubject.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/Parallel.h"
#include "core/synthetic/NcsnrEstimate.h"
#include "core/synthetic/TrialPlan.h"
#include "core/synthetic/TruthFiles.h"
#include "core/volume/Nifti.h"

#include <fmt/format.h>

#include <limits>

namespace vxs::synthetic {
namespace {

constexpr int kTrials = 750;

class SubjectWriter {
 public:
  SubjectWriter(const std::filesystem::path& root, const Preset& preset, std::uint64_t seed,
                Progress& progress)
      : m_root(root),
        m_preset(preset),
        m_seed(seed),
        m_progress(progress),
        m_plan(planTrials(preset, seed)),
        m_brain(makeBrain(preset.grid, preset.voxelSizeMm)) {}

  SubjectSize write() {
    for (const auto& folder :
         {betas(), functional() / "roi", m_root / "truth", experiment(), labels(), stimuli() / "annotations"})
      std::filesystem::create_directories(folder);
    writeMarker();
    writeScenes();
    writeAnatomy();
    nsd::writeDesign(experiment() / "nsd_expdesign.mat", m_plan.design);
    nsd::writeStimulusInfo(experiment() / "nsd_stim_info_merged.csv", m_plan.stimuli);
    const ResponseModel model(m_brain, std::move(m_drives), m_plan.imageOfTrial, m_seed);
    writeSessions(model);
    writeNcsnr(model);
    writeTruth(m_root / "truth", model, m_scenes, m_plan.sharedImage);
    return {m_preset.sessions, m_preset.images, static_cast<std::int64_t>(m_brain.voxels.size()),
            folderBytes()};
  }

 private:
  std::filesystem::path functional() const { return m_root / "nsddata/ppdata/subj01/func1pt8mm"; }
  std::filesystem::path betas() const {
    return m_root / "nsddata_betas/ppdata/subj01/func1pt8mm/betas_fithrf_GLMdenoise_RR";
  }
  std::filesystem::path experiment() const { return m_root / "nsddata/experiments/nsd"; }
  std::filesystem::path stimuli() const { return m_root / "nsddata_stimuli/stimuli/nsd"; }
  std::filesystem::path labels() const { return m_root / "nsddata/freesurfer/subj01/label"; }

  void writeMarker() const {
    writeFileAtomically(m_root / "SYNTHETIC.txt",
                        fmt::format("This data set is SYNTHETIC. It was written by Voxelscope in the layout "
                                    "of the Natural Scenes Dataset;\n"
                                    "no brain was measured. preset {}, seed {}. What is true is in truth/.\n",
                                    m_preset.name, m_seed));
  }

  void writeScenes() {
    const auto images = static_cast<std::size_t>(m_preset.images);
    for (int i = 0; i < m_preset.images; ++i) m_scenes.push_back(makeScene(m_seed, i));
    m_drives.resize(images);
    const std::filesystem::path file = stimuli() / "nsd_stimuli.hdf5";
    const bool present = std::filesystem::exists(file);
    m_progress.begin("drawing scenes", m_preset.images, "pictures");
    const auto picture = [&](int i) {
      m_progress.throwIfCancelled();
      const auto k = static_cast<std::size_t>(i);
      RgbImage drawn = drawScene(m_scenes[k]);
      m_drives[k] = driveOf(m_scenes[k], drawn);
      m_progress.update(i + 1);
      return drawn;
    };
    if (present) {
      for (int i = 0; i < m_preset.images; ++i) picture(i);
    } else {
      nsd::writeStimuli(file, m_preset.images, kPictureSide, picture);
    }
    for (const std::string split : {"train2017", "val2017"}) {
      std::vector<std::int64_t> ids;
      std::vector<std::vector<std::string>> captions;
      for (std::size_t i = 0; i < images; ++i) {
        if (m_plan.stimuli[i].cocoSplit != split) continue;
        ids.push_back(m_plan.stimuli[i].cocoId);
        captions.push_back(captionsOf(m_scenes[i]));
      }
      nsd::writeCocoCaptions(stimuli() / "annotations" / ("captions_" + split + ".json"), ids, captions,
                             "SYNTHETIC captions written by Voxelscope");
    }
  }

  void writeAnatomy() const {
    const Mask mask = m_brain.mask();
    writeNifti(functional() / "brainmask.nii.gz", mask.indicator(),
               NiftiType::Int16, "SYNTHETIC brain mask");
    writeNifti(functional() / "T1_to_func1pt8mm.nii.gz", m_brain.underlay(), NiftiType::Int16,
               "SYNTHETIC T1");
    for (const LabelAtlas& atlas : m_brain.atlases()) {
      writeAtlas(atlas, functional() / "roi" / (atlas.name + ".nii.gz"), 0);
      writeAtlas(atlas, functional() / "roi" / ("lh." + atlas.name + ".nii.gz"), -1);
      writeAtlas(atlas, functional() / "roi" / ("rh." + atlas.name + ".nii.gz"), 1);
      std::string table = "0 Unknown\n";
      for (const auto& [label, name] : atlas.names) table += fmt::format("{} {}\n", label, name);
      writeFileAtomically(labels() / (atlas.name + ".mgz.ctab"), table);
    }
  }

  /// side 0 both hemispheres, -1 left, 1 right; the other hemisphere reads -1 ("not cortex of this one").
  void writeAtlas(const LabelAtlas& atlas, const std::filesystem::path& file, int side) const {
    Volume volume(atlas.grid, atlas.affine, -1.0F);
    for (const BrainVoxel& voxel : m_brain.voxels)
      if (side == 0 || voxel.rightHemisphere == (side > 0))
        volume.values[voxel.index] = static_cast<float>(atlas.labels[voxel.index]);
    writeNifti(file, volume, NiftiType::Int16, "SYNTHETIC " + atlas.name);
  }

  /// One session's betas, [brain voxels][750].
  std::vector<std::int16_t> sessionBetas(const ResponseModel& model, int session) const {
    std::vector<std::int16_t> all(m_brain.voxels.size() * kTrials);
    parallelFor(m_brain.voxels.size(), [&](std::size_t begin, std::size_t end) {
      for (std::size_t v = begin; v < end; ++v) {
        if (v % 64 == 0) m_progress.throwIfCancelled();
        model.session(v, model.signal(v), session, {all.data() + v * kTrials, kTrials});
      }
    });
    return all;
  }

  void writeSessions(const ResponseModel& model) const {
    m_progress.begin("writing sessions", m_preset.sessions, "sessions");
    for (int session = 1; session <= m_preset.sessions; ++session) {
      m_progress.throwIfCancelled();
      const std::filesystem::path stem = betas() / fmt::format("betas_session{:02d}", session);
      const bool nifti = session <= m_preset.niftiSessions;
      const bool present = std::filesystem::exists(stem.string() + ".hdf5") &&
                           (!nifti || std::filesystem::exists(stem.string() + ".nii.gz"));
      if (!present) writeSession(sessionBetas(model, session), stem.string(), nifti);
      m_progress.update(session);
    }
  }

  void writeSession(const std::vector<std::int16_t>& all, const std::string& stem, bool nifti) const {
    nsd::writeBetas(stem + ".hdf5", m_preset.grid, kTrials, [&](const nsd::SeriesSink& write) {
      for (std::size_t v = 0; v < m_brain.voxels.size(); ++v)
        write(m_brain.voxels[v].index, {all.data() + v * kTrials, kTrials});
    });
    if (!nifti) return;
    const std::size_t grid = m_preset.grid.voxelCount();
    std::vector<std::int16_t> frames(grid * kTrials);
    for (std::size_t v = 0; v < m_brain.voxels.size(); ++v)
      for (std::size_t t = 0; t < kTrials; ++t)
        frames[t * grid + m_brain.voxels[v].index] = all[v * kTrials + t];
    writeNiftiSeries(stem + ".nii.gz", m_preset.grid, m_brain.affine, frames, 4.0 / 3,
                     "SYNTHETIC betas x 300");
  }

  void writeNcsnr(const ResponseModel& model) const {
    const std::filesystem::path file = betas() / "ncsnr.nii.gz";
    if (std::filesystem::exists(file)) return;
    Volume ncsnr(m_preset.grid, m_brain.affine), mean(m_preset.grid, m_brain.affine, 0.0F);
    m_progress.begin("estimating the noise ceiling", 0, "voxels");
    parallelFor(m_brain.voxels.size(), [&](std::size_t begin, std::size_t end) {
      std::vector<float> betas(m_plan.imageOfTrial.size());
      std::vector<std::int16_t> stored(kTrials);
      for (std::size_t v = begin; v < end; ++v) {
        if (v % 64 == 0) m_progress.throwIfCancelled();
        const std::vector<float> signal = model.signal(v);
        double sum = 0;
        for (int session = 1; session <= m_preset.sessions; ++session) {
          model.session(v, signal, session, stored);
          std::copy(stored.begin(), stored.end(), betas.begin() + (session - 1) * kTrials);
          for (const std::int16_t value : stored) sum += value;
        }
        ncsnr.values[m_brain.voxels[v].index] = estimateNcsnr(betas, m_plan.imageOfTrial, model.images());
        mean.values[m_brain.voxels[v].index] = static_cast<float>(sum / static_cast<double>(betas.size()));
      }
    });
    writeNifti(betas() / "meanbeta.nii.gz", mean, NiftiType::Float32, "SYNTHETIC mean beta x 300");
    writeNifti(file, ncsnr, NiftiType::Float32, "SYNTHETIC ncsnr, estimated");
  }

  std::int64_t folderBytes() const {
    std::int64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_root))
      if (entry.is_regular_file()) bytes += static_cast<std::int64_t>(entry.file_size());
    return bytes;
  }

  std::filesystem::path m_root;
  Preset m_preset;
  std::uint64_t m_seed;
  Progress& m_progress;
  TrialPlan m_plan;
  Brain m_brain;
  std::vector<Scene> m_scenes;
  std::vector<SceneDrive> m_drives;
};

}  // namespace

SubjectSize writeSyntheticSubject(const std::filesystem::path& root, const Preset& preset, std::uint64_t seed,
                                  Progress& progress) {
  return SubjectWriter(root, preset, seed, progress).write();
}

}  // namespace vxs::synthetic
