#pragma once

#include "core/volume/Volume.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vxs::test {

/// How a session file is laid out; NSD's own are VoxelChunks.
enum class SessionLayout { VoxelChunks, Contiguous, TrialChunks, DeflatedBlocks, MatlabUserBlock, Nifti };

/// A folder in NSD's layout, subject 1 only, written with the C libraries alone: 2 sessions of 750 trials on
/// a 5 x 4 x 3 grid, 600 pictures of 5 x 6, every value from a formula below, so that readers are held
/// against formulas.
class TinyNsd {
 public:
  static constexpr int kSubject = 1;
  static constexpr int kImages = 600;
  static constexpr int kImagesOfSubject = 500;  ///< each is seen 3 times; the first 20 are shared
  static Grid grid() { return {5, 4, 3}; }
  static Affine affine() { return Affine::centred(grid(), 1.8); }

  explicit TinyNsd(std::filesystem::path root) : m_root(std::move(root)) {}
  /// Everything, sessions 1 and 2 as VoxelChunks of b3.
  void writeAll() const;
  void writeSession(int session, SessionLayout layout, int trials = 750) const;
  void writeDesign() const;
  void writeStimuli(bool deflated) const;
  void writeStimulusInfo() const;
  void writeCaptions() const;
  void writeVolumes() const;

  std::filesystem::path betas() const;
  std::filesystem::path functional() const;
  std::filesystem::path stimuliFolder() const { return m_root / "nsddata_stimuli" / "stimuli" / "nsd"; }
  std::filesystem::path experiment() const { return m_root / "nsddata" / "experiments" / "nsd"; }

  /// What is stored for a trial (0-based within the session); voxel (0, 0, 0) is invalid: always 0.
  static std::int16_t stored(int session, int trial, int x, int y, int z);
  static std::int32_t column(int trial) {
    return trial * 7 % kImagesOfSubject + 1;
  }                                                       ///< masterordering, trial 0-based
  static std::int32_t image73k(int subject, int column);  ///< subjectim, 1-based in and out
  static std::uint8_t pixel(int nsdId, int row, int column, int channel);
  static std::int64_t cocoId(int nsdId) { return 1000 + 2 * nsdId; }

 private:
  std::filesystem::path m_root;
};

}  // namespace vxs::test
