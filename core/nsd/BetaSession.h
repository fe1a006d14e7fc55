#pragma once

#include "core/base/Progress.h"
#include "core/nsd/Layout.h"
#include "core/volume/Mask.h"

#include <vector>

namespace vxs::nsd {

/// One session's betas in percent signal change, [750, mask voxels] trial-major: stored int16 / 300. HDF5 and
/// MATLAB v7.3: dataset betas, C shape (750, Z, Y, X); of the usual chunks, (750, 1, 1, 1), only those near
/// the mask are read. NIfTI: (X, Y, Z, 750), streamed. Beside the result at most about 64 MiB are held.
/// Throws Error naming the file when it has another grid than the mask, another number of trials, or another
/// number type.
std::vector<float> readBetaSession(const SessionFile& file, const Mask& mask, Progress& progress);

/// The grid that a session file declares.
Grid sessionGrid(const SessionFile& file);

}  // namespace vxs::nsd
