#pragma once

#include "core/base/RgbImage.h"
#include "core/volume/Grid.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vxs::nsd {

/// Writers of NSD's own file formats (nsd.md 1.4, 2.1 - 2.3, 3), for the synthetic subject. All write aside
/// and rename, and throw Error naming the file.

/// betas_sessionBB.hdf5: /betas, int16, C shape (trials, Z, Y, X), chunks of one voxel (trials, 1, 1, 1).
/// Voxels that are never written take no space and read as 0. `fill(write)` calls write(voxel, series) for
/// every voxel it has, with the linear index and [trials] values.
using SeriesSink = std::function<void(std::uint32_t voxel, std::span<const std::int16_t> series)>;
void writeBetas(const std::filesystem::path& file, const Grid& grid, int trials,
                const std::function<void(const SeriesSink&)>& fill);

/// nsd_stimuli.hdf5: imgBrick, uint8, C shape (images, side, side, 3), one image a chunk, deflated (NSD's own
/// is not).
void writeStimuli(const std::filesystem::path& file, int images, int side,
                  const std::function<RgbImage(int index)>& picture);

/// nsd_expdesign.mat, MAT-5 compressed. Indices are 1-based as in NSD.
struct DesignTables {
  std::vector<double> masterOrdering;              ///< [30000] of 1..10000
  std::vector<std::vector<double>> subjectImages;  ///< [8][10000] 73KIDs
  std::vector<double> shared;                      ///< [1000] 73KIDs
  std::vector<std::array<double, 3>>
      repeatCounts;  ///< [40] distinct images shown once, twice, thrice in a session
};
void writeDesign(const std::filesystem::path& file, const DesignTables& tables);

/// One row of nsd_stim_info_merged.csv.
struct StimulusRow {
  std::int64_t cocoId = 0;
  std::string cocoSplit = "train2017";
  bool shared = false;
  std::array<int, 3> subject1Trials{};  ///< 1-based; 0 where not shown
};
void writeStimulusInfo(const std::filesystem::path& file, const std::vector<StimulusRow>& rows);

/// captions_<split>.json in COCO's form: `captions[i]` are those of cocoIds[i].
void writeCocoCaptions(const std::filesystem::path& file, const std::vector<std::int64_t>& cocoIds,
                       const std::vector<std::vector<std::string>>& captions, const std::string& note);

}  // namespace vxs::nsd
