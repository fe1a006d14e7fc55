#pragma once

#include "core/base/Progress.h"
#include "core/synthetic/Preset.h"

#include <cstdint>
#include <filesystem>

namespace vxs::synthetic {

struct SubjectSize {
  int sessions = 0, images = 0;
  std::int64_t brainVoxels = 0;
  std::int64_t bytes = 0;  ///< of everything in the folder
};

/// Writes subj01 of an invented data set in NSD's layout, betas_fithrf_GLMdenoise_RR, func1pt8mm, and beside
/// it
///   SYNTHETIC.txt                     the marker that makes every view say so
///   truth/attainable.nii.gz           A_v: the part of the signal's variance that the scene determines
///   truth/ncsnr.nii.gz                the true signal-to-noise ratio
///   truth/noise_ceiling.nii.gz        the true ceiling for three trials, a fraction
///   truth/receptive_fields.tsv        voxel index, x, y, sd in degrees
///   truth/scenes.json                 what is in every picture
///   truth/signal.npy                  noise-free signal [shared images, nsdgeneral voxels], rows as
///   truth/signal_images.txt
/// while ncsnr.nii.gz of the betas folder is estimated from the betas as NSD does (nsd.md 4). Sessions that
/// are there are not written again. Same seed, same bytes. Throws Error naming the file, Cancelled between
/// sessions.
SubjectSize writeSyntheticSubject(const std::filesystem::path& root, const Preset& preset, std::uint64_t seed,
                                  Progress& progress);

}  // namespace vxs::synthetic
