#pragma once

#include "core/volume/Nifti.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace vxs {

/// A checked header of a single-file NIfTI: what is needed to find and decode its voxels.
struct NiftiHeader {
  NiftiInfo info;
  int datatypeCode = 0;
  int bytesPerVoxel = 0;
  std::int64_t dataOffset = 0;  ///< bytes from the start of the (inflated) file

  std::int64_t frameBytes() const {
    return static_cast<std::int64_t>(info.grid.voxelCount()) * bytesPerVoxel;
  }
};

inline constexpr std::size_t kNiftiHeaderBytes = 540;  ///< the larger of the two versions

/// Interprets the first bytes of a file (up to kNiftiHeaderBytes; fewer when the file is shorter). Throws
/// Error with the reason alone; the caller names the file. Every size that a later step multiplies is bounded
/// here: dimensions are positive, a frame has fewer than 2^31 voxels and the whole series fewer than 2^62
/// bytes.
NiftiHeader parseNiftiHeader(std::span<const char> bytes);

}  // namespace vxs
