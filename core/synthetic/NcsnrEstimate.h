#pragma once

#include <span>
#include <vector>

namespace vxs::synthetic {

/// NSD's estimate for one voxel (nsd.md 4): z-score within each session (n - 1), variance over the three
/// repeats of each image (n - 1), averaged; ncsnr = sqrt(max(0, 1 - v)) / sqrt(v). `betas` [trials]
/// chronological, `imageOfTrial` in 0..images-1, each shown three times. NaN for a voxel that is constant in
/// a session.
float estimateNcsnr(std::span<const float> betas, std::span<const int> imageOfTrial, std::size_t images);

}  // namespace vxs::synthetic
