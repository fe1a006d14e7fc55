#pragma once

#include "core/base/RgbImage.h"
#include "core/nsd/Hdf5Reader.h"

#include <cstdint>
#include <filesystem>

namespace vxs::nsd {

/// nsd_stimuli.hdf5, kept open: imgBrick, uint8, C shape (images, rows, columns, 3), contiguous or in chunks.
/// Not for use by two threads at a time.
class Stimuli {
 public:
  explicit Stimuli(const std::filesystem::path& path);
  std::int64_t count() const { return static_cast<std::int64_t>(m_bricks.dims()[0]); }
  /// Throws Error when there is no image `nsdId` (0-based).
  RgbImage read(std::int32_t nsdId) const;

 private:
  Hdf5Dataset m_bricks;
};

}  // namespace vxs::nsd
