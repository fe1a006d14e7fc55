#pragma once

#include "core/volume/Grid.h"

#include <string>

namespace vxs::synthetic {

/// How large a synthetic subject is.
struct Preset {
  std::string name;
  Grid grid;
  double voxelSizeMm = 1.8;
  int sessions = 0;
  int images = 0;         ///< distinct, each shown three times: sessions * 750 / 3
  int sharedImages = 0;   ///< of them, with a place among the shared1000
  int niftiSessions = 0;  ///< sessions also written as .nii.gz
};
/// "tiny", "demo" or "full"; throws UsageError for anything else.
Preset presetNamed(const std::string& name);
/// The same grid with this many sessions, 1 to 40, of 250 images each, and as large a share of the shared
/// images; the name says so. Throws UsageError for another number.
Preset withSessions(Preset preset, int sessions);

}  // namespace vxs::synthetic
